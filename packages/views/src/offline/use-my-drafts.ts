import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { deviceStore } from './device-store.ts'
import { allLeftBehind, type LocalDraft } from './local-drafts.ts'

/** Something of one's own that was typed and not saved, of whatever kind of record. */
export type MyDraft = {
  readonly key: string
  readonly entity: string
  /** Null for a new record. */
  readonly record: string | null
  readonly title: string | undefined
  /** ISO instant. */
  readonly at: string
  /** On this device alone, or kept on the server; then on which device it was typed, where that is known. */
  readonly from: 'device' | 'server'
  readonly device: string | undefined
  /** Where it goes on. */
  readonly href: string
  readonly remove: () => Promise<void>
}

const key = ['my-drafts'] as const

/** Where a draft goes on: its form, which takes it up. */
function wayTo(draft: Pick<MyDraft, 'entity' | 'record' | 'from'>, name: string): string {
  if (draft.record !== null) return `${paths.record(draft.entity, draft.record)}?edit=1`
  return paths.create(draft.entity, { draft: `${draft.from}:${name}` })
}

/** All own drafts, newest first: those of this device and those of the server, of one kind of record or of all. */
export function useMyDrafts(entity?: string): UseQueryResult<readonly MyDraft[]> {
  const { client, me, model } = useWorkspace()
  const [workspace, user] = [me.workspace.key, me.user.id]
  const queries = useQueryClient()
  useEffect(() => {
    // A form that was left just now has let go of its draft a moment later.
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: key }), 700)
    return () => clearTimeout(timer)
  }, [queries])
  return useQuery({
    queryKey: [...key, user, model.version],
    queryFn: async (): Promise<readonly MyDraft[]> => {
      const [local, kept] = await Promise.all([
        allLeftBehind({ workspace, user }, Date.now()).catch(() => []),
        client.drafts.list().catch(() => []),
      ])
      const here = local.map((one): MyDraft => {
        const place = { entity: entityNow(model, one), record: one.record, from: 'device' } as const
        return {
          ...place,
          key: one.id,
          title: one.title,
          at: one.savedAt,
          device: undefined,
          href: wayTo(place, one.id),
          remove: () => deviceStore.remove('drafts', one.id),
        }
      })
      const there = kept.map((one): MyDraft => {
        const place = { entity: one.entity, record: one.recordId, from: 'server' } as const
        return {
          ...place,
          key: `${one.entity} ${one.form} ${one.recordId ?? ''}`,
          title: one.title ?? undefined,
          at: one.updatedAt,
          device: one.device ?? undefined,
          href: wayTo(place, one.form),
          remove: () => client.drafts.remove(one),
        }
      })
      return [...here, ...there].toSorted((a, b) => (a.at < b.at ? 1 : -1))
    },
    select: useCallback(
      (all: readonly MyDraft[]) => (entity === undefined ? all : all.filter((one) => one.entity === entity)),
      [entity],
    ),
    staleTime: 2000,
  })
}

/** The key that a local draft's kind of record has today. */
function entityNow(model: ReturnType<typeof useWorkspace>['model'], { entity, under }: LocalDraft): string {
  return model.entities.find((one) => (one.document.id ?? one.key) === under?.entity)?.key ?? entity
}

/** Looks anew for own drafts, after one was removed. */
export function useDraftsChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return useCallback(() => queries.invalidateQueries({ queryKey: key }), [queries])
}
