import { type BulkAct, type BulkProgress, type FilterExpression, isApiError } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { useCallback, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'

/** Which records are meant: some by their ids, or all that a list holds. */
export type BulkTarget =
  | { readonly ids: readonly string[] }
  | {
      readonly filter: FilterExpression | undefined
      readonly search: string | undefined
      readonly count: number
    }

/** What became of them. `since` is when it began, where it was worked off in the background. */
export type BulkOutcome = Pick<BulkProgress, 'done' | 'failed' | 'problems'> & {
  readonly state: 'done' | 'canceled' | 'failed'
  readonly since?: string | undefined
}

type Bulk = {
  /** How far a change under way came. */
  readonly progress: BulkProgress | undefined
  readonly run: (target: BulkTarget, act: BulkAct) => Promise<BulkOutcome>
  readonly cancel: () => void
}

/** So many at once need no waiting. */
const few = 200
const pause = 400

const later = (): Promise<void> => new Promise((done) => setTimeout(done, pause))

/** The condition that holds for what is meant. */
export function targetFilter(target: BulkTarget): FilterExpression {
  return 'ids' in target ? { in: [{ var: 'id' }, target.ids] } : (target.filter ?? true)
}

/**
 * Changes many records. A few go at once; many, or a few of which one is refused, are worked off in the background,
 * where each stands for itself.
 */
export function useBulk(entity: EntityModel): Bulk {
  const { client } = useWorkspace()
  const refresh = useRefresh()
  const [progress, setProgress] = useState<BulkProgress>()
  const id = progress?.id
  const run = useCallback(
    async (target: BulkTarget, act: BulkAct): Promise<BulkOutcome> => {
      if ('ids' in target && target.ids.length <= few) {
        try {
          const { count } = await client.records.bulk(entity.key, { ids: target.ids, ...act })
          await refresh(entity.key)
          return { state: 'done', done: count, failed: 0, problems: [] }
        } catch (error) {
          if (!isApiError(error) || error.status >= 500 || error.status === 0) throw error
        }
      }
      const search = 'ids' in target ? undefined : target.search
      let at = await client.records.startBulk(entity.key, { filter: targetFilter(target), search, ...act })
      while (at.state === 'running') {
        setProgress(at)
        await later()
        at = await client.records.bulkProgress(at.id)
      }
      setProgress(undefined)
      await refresh(entity.key)
      return { ...at, state: at.state, since: at.createdAt }
    },
    [client, entity.key, refresh],
  )
  return {
    progress,
    run,
    cancel: () => {
      if (id !== undefined) void client.records.cancelBulk(id)
    },
  }
}
