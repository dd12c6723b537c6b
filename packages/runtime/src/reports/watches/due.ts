import { loggedError } from '@mortise/errors'
import type { ReportWatchRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { reached } from './reach.ts'
import { nextTime, type WatchSchedule } from './terms.ts'

/** The job that serves one person for one time. */
export const watchJob = 'report_watch'

const atOnce = 20

/**
 * Begins what is due: for each person of each wish a run and its job, and the next time, in one transaction. Of several
 * processes one does it; times that passed while none was there come once, not once each.
 */
export async function tickWatches(workspace: Workspace): Promise<void> {
  const { reportWatches } = workspace.store.side
  while (await reportWatches.isDue(workspace.now())) {
    const count = await workspace.unit(async (unit) => {
      const due = await unit.tx.side.reportWatches.take(unit.now, atOnce)
      for (const watch of due) await beginOrPutOff(unit, watch)
      return due.length
    })
    if (count < atOnce) return
  }
}

const putOffMs = 3_600_000

/** One that can't be begun is looked at again in an hour: the others that are due don't wait behind it. */
async function beginOrPutOff(unit: Unit, watch: ReportWatchRow): Promise<void> {
  try {
    await unit.tx.savepoint(() => beginTime(unit, watch))
  } catch (error) {
    unit.options.log.error('report not begun', { watch: watch.id, error: loggedError(error) })
    const nextAt = new Date(Date.parse(unit.now) + putOffMs).toISOString()
    await unit.tx.side.reportWatches.update(watch.id, { nextAt })
  }
}

async function beginTime(unit: Unit, watch: ReportWatchRow): Promise<void> {
  const tables = unit.tx.side.reportWatches
  const left = new Set((await tables.left([watch.id])).map(({ userId }) => userId))
  const people = reached(unit.people, watch, left)
  await begin(unit, watch, { dueAt: watch.nextAt ?? unit.now, people })
  await tables.update(watch.id, {
    nextAt: nextTime(unit.published, watch.schedule as WatchSchedule, unit.now),
  })
}

/** Begins a time for people; whoever has been served for it already is left out. Answers how many are new. */
export async function begin(
  unit: Unit,
  { id }: Pick<ReportWatchRow, 'id'>,
  { dueAt, people }: { readonly dueAt: string; readonly people: readonly string[] },
): Promise<number> {
  const runs = await unit.tx.side.reportWatches.begin(id, dueAt, people)
  await unit.tx.jobs.add(
    runs.map((run) => ({
      kind: watchJob,
      key: `${watchJob}:${run.id}`,
      payload: { run: run.id },
      runAt: unit.now,
      maxAttempts: 6,
    })),
  )
  return runs.length
}
