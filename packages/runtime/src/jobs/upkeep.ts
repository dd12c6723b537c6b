import { isMortiseError, loggedError } from '@mortise/errors'
import { systemActor } from '../context/actor.ts'
import type { Workspace } from '../context/workspace.ts'
import { emptyDesignBin } from '../design/purge.ts'
import { sweepFiles } from '../files/sweep.ts'
import { giveUpUnknown } from './care.ts'
import { searchFill } from './search-fill.ts'
import { finishRemovals } from '../sandbox/remove.ts'
import { removeRecord } from '../records/save.ts'
import { rootCause } from '../records/cause.ts'

/** How long a deleted record can be brought back. */
const binDays = 30
const pageSize = 200
const everyMs = 5 * 60_000
const startMs = 20_000
const actor = systemActor('bin')

/**
 * Housekeeping of a workspace: seals what is final in the audit log, removes what nobody can use any more, files that
 * nobody came back for and copies half taken away among it, gives up jobs that nobody can do, empties the bin of what has
 * lain in it for 30 days. Safe to run in several processes at once.
 */
export async function keepUp(workspace: Workspace): Promise<{
  readonly sealed: number
  readonly swept: number
  readonly purged: number
  readonly files: number
}> {
  const { side } = workspace.store
  const sealed = await side.sealAudit()
  const swept = await side.sweep()
  // Records that came in bulk, or from before their fields were searched.
  await workspace.store.jobs.add([searchFill])
  await finishRemovals(workspace)
  await giveUpUnknown(workspace)
  const purged = (await emptyBin(workspace)) + (await emptyDesignBin(workspace, actor))
  return { sealed, swept, purged, files: await sweepFiles(workspace) }
}

async function emptyBin(workspace: Workspace): Promise<number> {
  const { model } = await workspace.published()
  let purged = 0
  for (const { key, document } of model.entities) {
    // Rows of sub-tables go with their records.
    if (document.bin === false || document.kind === 'child') continue
    let page: readonly string[]
    let gone: number
    do {
      page = await overdue(workspace, key)
      gone = 0
      for (const id of page) if (await purgeOne(workspace, key, id)) gone += 1
      purged += gone
      // What others still point at stays until they are gone too; the next round looks again.
    } while (page.length === pageSize && gone === page.length)
  }
  return purged
}

/** The next records of an entity whose time in the bin is over. */
async function overdue(workspace: Workspace, entity: string): Promise<readonly string[]> {
  // Deleting sets the time of the last change, and nothing changes in the bin.
  const deletedBefore = new Date(workspace.options.clock() - binDays * 86_400_000).toISOString()
  return workspace.unit(async (unit) => {
    const page = await unit.door(actor).query({
      entity,
      fields: ['id'],
      filter: { '<': [{ var: 'updated_at' }, deletedBefore] },
      deleted: true,
      limit: pageSize,
    })
    return page.records.map(({ id }) => id)
  })
}

async function purgeOne(workspace: Workspace, entity: string, id: string): Promise<boolean> {
  try {
    await workspace.unit((unit) =>
      removeRecord(unit, actor, { op: 'purge', entity, id, cause: rootCause(`bin:${id}`) }),
    )
    return true
  } catch (error) {
    // Somebody took it out of the bin meanwhile, or it is still in use.
    if (isMortiseError(error)) return false
    throw error
  }
}

/** Keeps a workspace up every few minutes until stopped; the first time when the start is over. */
export function startUpkeep(workspace: Workspace): { readonly stop: () => Promise<void> } {
  const { log } = workspace.options
  let running: Promise<unknown> = Promise.resolve()
  const round = (): void => {
    running = keepUp(workspace).catch((error: unknown) =>
      log.error('upkeep failed', { error: loggedError(error) }),
    )
  }
  const first = setTimeout(round, startMs).unref()
  const timer = setInterval(round, everyMs).unref()
  return {
    stop: async () => {
      clearTimeout(first)
      clearInterval(timer)
      await running
    },
  }
}
