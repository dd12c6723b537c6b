import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ClaimedJob, WatchRunRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { tellPeople } from '../../notices/tell-people.ts'
import { quietUntil, mailWishes } from '../../notices/wishes.ts'
import { type Made, makeDelivery } from './deliver.ts'
import { lookAtFigure } from './look.ts'
import { watchMailJob } from './mail.ts'
import { type Served, servedBy } from './served.ts'

const runOf = (job: ClaimedJob): string => String((job.payload as { readonly run?: Json }).run ?? '')

/**
 * Serves one person for one time: works out what that person may see now, and tells of it. However often it is tried, and
 * whoever else tries too, one of them ends the run and tells; a person without rights is told nothing.
 */
export async function serveRun(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const run = await workspace.store.side.reportWatches.run(runOf(job))
  if (run === null || run.state !== 'waiting') return
  const served = await servedBy(workspace, run)
  const made = served === undefined ? refused('gone') : await tried(workspace, job, served)
  await workspace.unit((unit) => end(unit, { run, served, made }))
}

const refused = (why: string): Made => ({ state: 'refused', detail: { why } })

async function tried(workspace: Workspace, job: ClaimedJob, served: Served): Promise<Made> {
  try {
    return served.watch.kind === 'delivery'
      ? await makeDelivery(workspace, served)
      : await lookAtFigure(workspace, served)
  } catch (error) {
    // What the person may not do won't be different in a minute.
    if (isMortiseError(error) && error.kind === 'user') return refused(error.code)
    if (job.attempts < job.maxAttempts) throw error
    workspace.options.log.error('report not sent', { run: served.run.id, error: String(error) })
    return { state: 'failed', detail: {} }
  }
}

async function end(
  unit: Unit,
  given: { readonly run: WatchRunRow; readonly served: Served | undefined; readonly made: Made },
): Promise<void> {
  const { run, served, made } = given
  const { state, detail, file, picture, notice } = made
  const [fileId, pictureId] = [file, picture].map((one) => (one === undefined ? null : unit.newId()))
  const mail = made.mail === true && served !== undefined && served.user.email !== ''
  const settled = await unit.tx.side.reportWatches.settle(run.id, {
    state,
    // What was told stands by until the mail has gone.
    detail: {
      ...detail,
      ...(mail && notice !== undefined ? { mail: 'waiting', notice } : {}),
      ...(mail && typeof pictureId === 'string' ? { picture: pictureId } : {}),
    },
    fileId: fileId ?? null,
  })
  if (!settled) return
  const kept = [[fileId, file] as const, ...(mail ? [[pictureId, picture] as const] : [])]
  for (const [id, one] of kept) {
    if (one === undefined || typeof id !== 'string') continue
    const { name, type, size, hash } = one
    await unit.tx.side.addFile({ id, name, type, size, hash, createdBy: run.userId }, keptSeconds)
  }
  if (served === undefined || notice === undefined) return
  await tellPeople(unit, [
    { ...notice, userId: run.userId, entity: null, recordId: null, topic: 'report', key: `report:${run.id}` },
  ])
  unit.announce({ topic: 'notification', users: [run.userId] })
  if (!mail) return
  const now = Date.parse(unit.now)
  const quiet = quietUntil(now, mailWishes(served.user.preferences), unit.timeZone)
  await unit.tx.jobs.add([watchMailJob(run.id, quiet ?? now)])
}

/** How long files that were sent can be fetched again. */
const keptSeconds = 60 * 86_400
