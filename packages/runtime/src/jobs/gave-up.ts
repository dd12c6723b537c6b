import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ClaimedJob, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { tellPeople } from '../notices/tell-people.ts'
import { isToldOf, jobLabel } from './job-words.ts'

const hour = 3_600_000

/** Where administrators see what became of jobs. */
const jobsPage = '/settings/jobs'

/** What a job says of itself that tells people something. */
export type JobTold = Pick<ClaimedJob, 'kind' | 'payload'>

/**
 * Tells the administrators that a job was tried as often as it may be and is not tried any more: what it was to do has not
 * happened, and nobody else would notice. Once an hour for each kind of work.
 */
export async function tellGaveUp(
  workspace: Workspace,
  tx: Transaction,
  { job, error }: { readonly job: JobTold; readonly error: unknown },
): Promise<void> {
  if (!isToldOf(job.kind)) return
  const work = jobLabel(job.kind)
  const unit = await workspace.join(tx)
  const why = isMortiseError(error) ? error.text : { zh: '程序出错', en: 'the program failed' }
  const place = await placeOf(tx, job.payload)
  const span = Math.floor(Date.parse(unit.now) / hour)
  const languages = new Map(unit.people.users.map(({ id, locale }) => [id, locale]))
  const notices = unit.people.directory
    .admins()
    .filter(({ active }) => active)
    .map(({ id: userId }) => {
      const en = languages.get(userId) === 'en'
      return {
        userId,
        title: en ? `Tried again and again in vain: ${work.en}` : `多次重试仍未成功：${work.zh}`,
        body: en ? why.en : why.zh,
        ...place,
        link: jobsPage,
        key: `gave_up:${job.kind}:${span}:${userId}`,
      }
    })
  await tellPeople(unit, notices)
  unit.announce({ topic: 'notification', users: notices.map(({ userId }) => userId) })
}

/** The record that a job was about, where it says so. */
async function placeOf(
  tx: Transaction,
  payload: Json,
): Promise<{ readonly entity: string | null; readonly recordId: string | null }> {
  const { instanceId, entity, id, recordId = id } = (payload ?? {}) as { readonly [key: string]: Json }
  const run = typeof instanceId === 'string' ? await tx.flows.instance(instanceId) : null
  if (run !== null) return { entity: run.entity, recordId: run.recordId }
  return typeof entity === 'string' && typeof recordId === 'string'
    ? { entity, recordId }
    : { entity: null, recordId: null }
}
