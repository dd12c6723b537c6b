import type { FormDraft, Refs } from '@mortise/client'
import type { RecordValues } from '@mortise/schema'
import { useCallback, useEffect, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import type { FormProgram } from '@mortise/forms'
import { type TypedUnder, typedUnder } from './by-ids.ts'
import { deviceWords } from './device-name.ts'
import { deviceStore } from './device-store.ts'
import type { FoundDraft } from './draft-banner.tsx'
import { type DraftPlace, leftBehind } from './local-drafts.ts'

type Given = {
  readonly program: FormProgram
  /** Where the draft came from that the form was opened with: that one is not offered again. */
  readonly takenUp: 'device' | 'server' | undefined
  readonly record: { readonly id: string; readonly version: number } | undefined
}

/** Drafts of one form. */
export type Drafts = {
  readonly place: DraftPlace
  /** What was typed before and can be taken up again: the newest of this device, else the one of the server. */
  readonly found: FoundDraft | undefined
  /** Forgets what was found: taken up, or not wanted. */
  readonly settle: () => void
  /** Keeps a draft on the server. */
  readonly keep: (typed: {
    readonly values: RecordValues
    readonly names: Refs
    readonly title: string | undefined
  }) => Promise<void>
  /** Forgets the draft of the server, after a save. */
  readonly done: () => void
}

/** What a draft on the server holds. */
export type KeptDraft = {
  readonly values: RecordValues
  readonly names?: Refs | undefined
  readonly under?: TypedUnder | undefined
}

/** Whether what the server keeps is a draft of ours. */
export const isKeptDraft = (data: unknown): data is KeptDraft =>
  typeof data === 'object' && data !== null && 'values' in data && typeof data.values === 'object'

/** Looks for what was typed into a form before, on this device and on the server. */
export function useDrafts({ program, record, takenUp }: Given): Drafts {
  const entity = program.entity.key
  const form = program.form.key
  const { client, me, model } = useWorkspace()
  const [found, setFound] = useState<FoundDraft>()
  const [kept, setKept] = useState(false)
  const id = record?.id ?? null
  const version = record?.version ?? null
  const [workspace, user, schema] = [me.workspace.key, me.user.id, model.version]
  const olderThan = useCallback(
    (draft: {
      readonly schemaVersion: number
      readonly recordVersion: number | null
    }): FoundDraft['older'] =>
      draft.recordVersion !== version ? 'record' : draft.schemaVersion === schema ? undefined : 'model',
    [version, schema],
  )
  const removeKept = useCallback(async () => {
    await client.drafts?.remove({ entity, form, recordId: id }).catch(() => undefined)
  }, [client, entity, form, id])
  useEffect(() => {
    let current = true
    const under = typedUnder(program, schema, {})
    const place = { workspace, user, entity, form, record: id, under }
    const look = async (): Promise<void> => {
      const [local] = await leftBehind(place, Date.now()).catch(() => [])
      if (!current) return
      if (local !== undefined) {
        const discard = (): void => {
          void deviceStore.remove('drafts', local.id)
          setFound(undefined)
          void look()
        }
        setFound({ from: 'device', ...local, older: olderThan(local), discard })
      }
      const answer = (await client.drafts?.get({ entity, form, recordId: id }).catch(() => null)) ?? null
      if (!current) return
      setKept(answer !== null)
      if (local === undefined && answer !== null && takenUp !== 'server') setFound(ofServer(answer))
    }
    const ofServer = (draft: FormDraft): FoundDraft | undefined => {
      const { data } = draft
      if (!isKeptDraft(data)) return undefined
      const discard = (): void => {
        setFound(undefined)
        setKept(false)
        void removeKept()
      }
      return { from: 'server', savedAt: draft.updatedAt, ...data, older: olderThan(draft), discard }
    }
    void look()
    return () => {
      current = false
    }
    // A draft is looked for when the form opens, not again when the record moves on under it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, workspace, user, entity, form, id])
  return {
    place: { workspace, user, entity, form, record: id },
    found,
    settle: useCallback(() => {
      if (found?.from === 'device') found.discard()
      setFound(undefined)
    }, [found]),
    keep: async ({ values, names, title }) => {
      const under = typedUnder(program, schema, values)
      const device = deviceWords()
      await client.drafts.put(
        { entity, form, recordId: id },
        { data: { values, names, under, title, device }, schemaVersion: schema, recordVersion: version },
      )
      setKept(true)
    },
    done: () => {
      if (kept) void removeKept()
    },
  }
}
