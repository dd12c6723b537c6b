import { ruleName } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import type { NewJob } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { jobFor } from './due.ts'

const pageSize = 500

/** Who left, and which rule hands over what is theirs. */
type Leaving = {
  readonly rule: string
  readonly user: string
  /** The moment of leaving: somebody who comes back and leaves again leaves twice. */
  readonly at: string
  readonly cursor: string | null
}

/** Sets the rules going that answer when somebody leaves: each runs for every record that names this person. */
export async function personLeft(unit: Unit, user: string): Promise<void> {
  const at = unit.now
  await unit.tx.jobs.add(
    unit.published.rules.leaving.map((rule) =>
      pageJob(unit, { rule: ruleName(rule), user, at, cursor: null }),
    ),
  )
}

const pageJob = (unit: Unit, given: Leaving): NewJob => ({
  kind: 'person_left',
  key: `person_left:${given.rule}:${given.user}:${given.at}:${given.cursor ?? ''}`,
  runAt: unit.now,
  payload: given,
})

function filterOf({ trigger, condition }: RuleDocument, user: string) {
  const theirs = { '==': [{ var: trigger.person ?? 'owner' }, user] }
  return condition === undefined ? theirs : { and: [theirs, condition] }
}

/** A page of the records of somebody who left, then the next one in a job of its own. */
export async function handOverPage(unit: Unit, given: Leaving): Promise<void> {
  const rule = unit.published.rules.leaving.find((one) => ruleName(one) === given.rule)
  // Somebody who came back meanwhile keeps what is left.
  if (rule === undefined || unit.people.directory.user(given.user)?.active === true) return
  const page = await unit.door(automation(unit, `rule:${rule.key}`)).query({
    entity: rule.entity,
    fields: ['id'],
    filter: filterOf(rule, given.user),
    sort: [{ field: 'id', dir: 'asc' }],
    limit: pageSize,
    ...(given.cursor === null ? {} : { cursor: given.cursor }),
  })
  const eventId = `left:${given.user}:${given.at}`
  const jobs = page.records.map(({ id }) => jobFor(unit, rule, { id, event: 'left', eventId }))
  const more = page.nextCursor ? [pageJob(unit, { ...given, cursor: page.nextCursor })] : []
  await unit.tx.jobs.add([...jobs, ...more])
}
