import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { type Actor, auditedBy, type JobRow, type JobState } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { aboutJobs, type JobAbout } from './about.ts'
import { tellGaveUp } from './gave-up.ts'
import { jobLabel, knownJobs } from './job-words.ts'

/** A job as administrators see it: what it is, what it was about, and why it failed; never what it carries. */
export type JobLine = Omit<JobRow, 'payload' | 'lastError' | 'lastWords' | 'dueAt'> & {
  readonly label: Localized
  /** False for work that this version of the program does not know. */
  readonly known: boolean
  /** When it is due or tried next; null for one that runs or was given up. */
  readonly nextAt: string | null
  /** Why it failed last: in the words of the product, or as the program's log has it. */
  readonly error: { readonly words: Localized | null; readonly text: string } | null
  readonly about: JobAbout
}

/** How many there are of a kind, by state. */
export type JobTally = {
  readonly kind: string
  readonly label: Localized
  readonly state: JobState
  readonly count: number
}

/** A page of the jobs of a state. */
export async function jobPage(
  unit: Unit,
  actor: Actor,
  ask: {
    readonly state: JobState
    readonly kind?: string
    readonly limit: number
    readonly cursor?: string
  },
): Promise<{ readonly jobs: readonly JobLine[]; readonly nextCursor: string | null }> {
  const { rows, nextCursor } = await unit.tx.jobs.page(ask)
  const about = await aboutJobs(unit, actor, rows)
  return { jobs: rows.flatMap((row, at) => lineOf(row, about[at])), nextCursor }
}

function lineOf(row: JobRow, about: JobAbout | undefined): readonly JobLine[] {
  if (about === undefined) return []
  const { payload: _payload, lastError, lastWords, dueAt, ...rest } = row
  const isComing = row.state === 'waiting' || row.state === 'retrying'
  return [
    {
      ...rest,
      label: jobLabel(row.kind),
      known: knownJobs.includes(row.kind),
      nextAt: isComing ? dueAt : null,
      error: lastError === null ? null : { words: lastWords, text: lastError },
      about,
    },
  ]
}

/** How many jobs there are of each kind and state; counting stops at 10,000 of a state. */
export async function jobTally(unit: Unit): Promise<readonly JobTally[]> {
  const rows = await unit.tx.jobs.tally()
  return rows.map((row) => ({ ...row, label: jobLabel(row.kind) }))
}

/** So many of a kind are begun anew or thrown away in one transaction. */
const atOnce = 1_000

/** Says why a job can't be dealt with. */
async function refuse(unit: Unit, id: string): Promise<never> {
  const job = await unit.tx.jobs.one(id)
  throw job === null ? errors.JOB_GONE() : errors.JOB_NOT_FAILED()
}

/** Has a job that failed tried again at once. Throws JOB_GONE or JOB_NOT_FAILED. */
export async function jobAgain(unit: Unit, actor: Actor, id: string): Promise<void> {
  const job = await unit.tx.jobs.one(id)
  if (job === null || (await unit.tx.jobs.again({ id }, unit.now)) === 0) return refuse(unit, id)
  await note(unit, actor, { action: 'job_retried', job, data: { job: job.kind, work: jobLabel(job.kind) } })
}

/** Has jobs of a kind that were given up tried again at once, as many as are sensible in one go; how many. */
export async function jobsAgain(unit: Unit, actor: Actor, kind: string): Promise<number> {
  const count = await unit.tx.jobs.again({ kind, limit: atOnce }, unit.now)
  if (count > 0)
    await note(unit, actor, { action: 'job_retried', data: { job: kind, work: jobLabel(kind), count } })
  return count
}

/** Throws a job away that failed: what it was to do will not happen. Throws JOB_GONE or JOB_NOT_FAILED. */
export async function discardJob(
  unit: Unit,
  actor: Actor,
  given: { readonly id: string; readonly reason: string },
): Promise<void> {
  const job = await unit.tx.jobs.discard(given.id)
  if (job === null) return refuse(unit, given.id)
  const { kind, attempts, lastError: error } = job
  const data = { job: kind, work: jobLabel(kind), reason: given.reason, attempts, error }
  await note(unit, actor, { action: 'job_discarded', job, data })
}

/** Throws away what was given up of a kind, as much as is sensible in one go; how many. */
export async function discardJobs(
  unit: Unit,
  actor: Actor,
  given: { readonly kind: string; readonly reason: string },
): Promise<number> {
  const { kind, reason } = given
  const count = await unit.tx.jobs.discardAll(kind, atOnce)
  const data = { job: kind, work: jobLabel(kind), reason, count }
  if (count > 0) await note(unit, actor, { action: 'job_discarded', data })
  return count
}

/** Into the audit log, with the record it was about where whoever acts may see that. */
async function note(
  unit: Unit,
  actor: Actor,
  given: { readonly action: string; readonly job?: JobRow; readonly data: Json },
): Promise<void> {
  const { action, job, data } = given
  const [about] = job === undefined ? [] : await aboutJobs(unit, actor, [job])
  await unit.tx.side.audit({
    action,
    ...auditedBy(actor),
    entity: about?.record?.entity ?? null,
    recordId: about?.record?.id ?? null,
    data,
  })
}

/** So long may a job be overdue that this version doesn't know: a process of another one may be about to take it. */
const strangeMs = 3_600_000
const strangeAtOnce = 200

/**
 * Gives up what is long overdue and of a kind that this version of the program can't do, as it is after going back to an
 * older one, and has it told. It waits there for a version that can, or for somebody who throws it away.
 */
export async function giveUpUnknown(workspace: Workspace): Promise<number> {
  const error = errors.JOB_KIND_UNKNOWN()
  const dueBefore = new Date(workspace.options.clock() - strangeMs).toISOString()
  const given = { kinds: knownJobs, dueBefore, limit: strangeAtOnce, error: error.code, words: error.text }
  return workspace.store.transaction(async (tx) => {
    const jobs = await tx.jobs.strand(given)
    for (const [, [job]] of Map.groupBy(jobs, ({ kind }) => kind))
      if (job !== undefined) await tellGaveUp(workspace, tx, { job, error })
    return jobs.length
  })
}
