import { isMortiseError, type Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { ClaimedJob, Transaction } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { tellPeople } from '../notices/tell-people.ts'

const hour = 3_600_000

/** What people call the work behind jobs, by how their kind begins. */
const works: readonly (readonly [string, Localized])[] = [
  ['flow_', { zh: '流程的自动步骤', en: 'a step of a flow' }],
  ['rule', { zh: '规则', en: 'a rule' }],
  ['score_', { zh: '评分', en: 'a score' }],
  ['sla_', { zh: '服务承诺的计时', en: 'the clock of a service promise' }],
  ['assignment_', { zh: '分配后的限时接手', en: 'the time to take an assigned record up' }],
  ['person_left', { zh: '离职人员数据的交接', en: 'handing over what somebody had who left' }],
  ['call_out', { zh: '对外发送', en: 'a call to the outside' }],
]

/**
 * Tells the administrators that a job was tried as often as it may be and is not tried any more: what it was to do has not
 * happened, and nobody else would notice. Once an hour for each kind of work.
 */
export async function tellGaveUp(
  workspace: Workspace,
  tx: Transaction,
  { job, error }: { readonly job: ClaimedJob; readonly error: unknown },
): Promise<void> {
  const work = works.find(([start]) => job.kind.startsWith(start))?.[1]
  if (work === undefined) return
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
        key: `gave_up:${work.en}:${span}:${userId}`,
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
