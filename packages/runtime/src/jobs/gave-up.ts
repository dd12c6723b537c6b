import { isMortiseError } from '@mortise/errors'
import type { ClaimedJob, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { tellPeople } from '../notices/tell-people.ts'
import { isToldOf, jobLabel } from './job-words.ts'

const hour = 3_600_000

/** Where administrators see what became of jobs. */
const jobsPage = '/settings/jobs'

/** What a job says of itself that tells people something. */
export type JobTold = Pick<ClaimedJob, 'kind'>

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
  const begun = `${work.en.charAt(0).toLowerCase()}${work.en.slice(1)}`
  const unit = await workspace.join(tx)
  const why = isMortiseError(error) ? error.text : { zh: '程序出错', en: 'the program failed' }
  const span = Math.floor(Date.parse(unit.now) / hour)
  const languages = new Map(unit.people.users.map(({ id, locale }) => [id, locale]))
  const notices = unit.people.directory
    .admins()
    .filter(({ active }) => active)
    .map(({ id: userId }) => {
      const en = languages.get(userId) === 'en'
      return {
        userId,
        title: en ? `Not done in the background: ${begun}` : `后台任务没有完成：${work.zh}`,
        body: en ? why.en : why.zh,
        // There it stands with what it was about, as far as each of them may know that.
        entity: null,
        recordId: null,
        link: jobsPage,
        key: `gave_up:${job.kind}:${span}:${userId}`,
      }
    })
  await tellPeople(unit, notices)
  unit.announce({ topic: 'notification', users: notices.map(({ userId }) => userId) })
}
