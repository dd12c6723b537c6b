import { matchRules, type RecordEvent, rootCause as rootChain, ruleName } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import type { NewJob, RuleTimerRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import { ruleJob } from './events.ts'
import { fillJob, type TimerFill } from './clock.ts'
import { loadFor } from './load.ts'
import { timerOf, triggerSign } from './timers.ts'

const pageSize = 500
const lateMs = 10 * 60_000

/** What a job about a rule's time says. */
export type DueGiven = {
  readonly rule: string
  readonly recordId: string | null
  readonly sign: string
  readonly dueKey: string
  readonly cursor?: string | null
}

const named = (unit: Unit, name: string): RuleDocument | undefined =>
  unit.published.rules.all.find((rule) => ruleName(rule) === name)

/** A rule's time has come: it runs for the record that waited, or for all that meet its condition. */
export async function ruleDue(unit: Unit, given: DueGiven): Promise<void> {
  const rule = named(unit, given.rule)
  // Switched off by now.
  if (rule === undefined) return
  if (triggerSign(unit.published, rule) !== given.sign) return setAnew(unit, rule, given.recordId)
  if (given.recordId === null) await runForAll(unit, rule, given)
  else await runForRecord(unit, rule, { ...given, recordId: given.recordId })
}

/**
 * A time of a form that the trigger has no more does nothing. Where a save had set it that knew no better, the record gets
 * the time it should have; one it has already stays.
 */
async function setAnew(unit: Unit, rule: RuleDocument, id: string | null): Promise<void> {
  const timed = unit.published.rules.timed(rule.entity).find((one) => one.rule === rule)
  if (id === null || timed === undefined) return
  const stored = await unit.door(automation(unit, 'read')).get(rule.entity, id, { lock: true, rows: 'all' })
  const row = stored && timerOf(unit.published, timed, { id, values: stored.values, now: unit.now })
  if (row && row.dueAt > lately(unit)) await unit.tx.rules.timers.add([row])
}

async function runForRecord(
  unit: Unit,
  rule: RuleDocument,
  given: DueGiven & { readonly recordId: string },
): Promise<void> {
  const { recordId: id, dueKey } = given
  const entity = unit.published.model.entity(rule.entity)
  const timed = unit.published.rules.timed(rule.entity).find((one) => one.rule === rule)
  if (entity === undefined || timed === undefined) return
  const actor = automation(unit, `rule:${rule.key}`)
  const current = {}
  const event = 'dateRelative'
  const loaded = await loadFor(unit, actor, {
    entity,
    id,
    event,
    previous: undefined,
    rules: [rule],
    current,
  })
  if (loaded === undefined) return
  const next = timerOf(unit.published, timed, { id, values: loaded.record.values, now: unit.now })
  const { repeat, lunar, lunarField } = timed.trigger
  const yearly = repeat === 'yearly' || lunar === true || lunarField !== undefined
  if (yearly && next !== undefined) await unit.tx.rules.timers.put([next])
  // The date was moved while this time waited to be worked off: its new time stands by itself.
  const moved = !yearly && String(loaded.record.values[timed.trigger.field] ?? '') !== dueKey
  // A rule that is to run at another distance from the same date has not been there yet; another hour is no other occasion.
  const { offset, unit: size } = timed.trigger
  const occasion = `${offset} ${size}:${dueKey}`
  if (moved || !(await unit.tx.side.once(`rule_due:${given.rule}:${id}:${occasion}`))) return
  const matched = await withLookups(unit, (lookup) =>
    matchRules(
      unit.published.rules,
      { phase: rule.phase, event, record: loaded.record },
      loaded.contextOf(lookup),
    ),
  )
  if (!matched.includes(rule)) return
  await unit.tx.jobs.add([jobFor(unit, rule, { id, event, eventId: `due:${occasion}` })])
}

/** The job that runs a rule on one record by itself, as the root of whatever follows. */
export function jobFor(
  unit: Unit,
  rule: RuleDocument,
  of: { readonly id: string; readonly event: RecordEvent; readonly eventId: string },
): NewJob {
  const entity = unit.published.model.entity(rule.entity)
  if (entity === undefined) throw new Error(`no entity ${rule.entity}`)
  const chain = rootChain(`${of.eventId}:${of.id}`)
  return ruleJob(unit, automation(unit, `rule:${rule.key}`), {
    ...of,
    rule,
    entity,
    previous: undefined,
    cause: { chain, bulk: false, answers: {} },
  })
}

/** A page of the records that meet the condition, then the next one in a job of its own. */
async function runForAll(unit: Unit, rule: RuleDocument, given: DueGiven): Promise<void> {
  const page = await unit.door(automation(unit, `rule:${rule.key}`)).query({
    entity: rule.entity,
    fields: ['id'],
    ...(rule.condition === undefined ? {} : { filter: rule.condition }),
    sort: [{ field: 'id', dir: 'asc' }],
    limit: pageSize,
    ...(given.cursor ? { cursor: given.cursor } : {}),
  })
  const eventId = `schedule:${given.dueKey}`
  const jobs: NewJob[] = page.records.map(({ id }) => jobFor(unit, rule, { id, event: 'schedule', eventId }))
  const { nextCursor } = page
  if (nextCursor !== null && nextCursor !== undefined)
    jobs.push({ ...nextPage(given, nextCursor), runAt: unit.now })
  await unit.tx.jobs.add(jobs)
}

const nextPage = (given: DueGiven, cursor: string): NewJob => ({
  kind: 'rule_due',
  payload: { ...given, cursor },
  key: `rule_due:${given.rule}::${given.dueKey}:${cursor}`,
})

/** What was over before a rule was there is for a backfill, which somebody asks for; a late fill loses nothing. */
const lately = ({ now }: Unit): string => new Date(Date.parse(now) - lateMs).toISOString()

/** Gives a rule its times for a page of the records there are; what a save has set meanwhile stays. */
export async function fillTimers(unit: Unit, given: TimerFill): Promise<void> {
  const rule = named(unit, given.rule)
  const timed = rule && unit.published.rules.timed(rule.entity).find((one) => one.rule === rule)
  if (timed === undefined) return
  const sign = triggerSign(unit.published, timed.rule)
  // Another fill gives the times of another form. One that was asked for before fills said their form means the one there is.
  if ((given.sign ?? sign) !== sign) return
  const { field, lunarField } = timed.trigger
  const page = await unit.door(automation(unit, 'read')).query({
    entity: timed.rule.entity,
    fields: ['id', field, ...(lunarField === undefined ? [] : [lunarField])],
    filter: { '!=': [{ var: field }, null] },
    sort: [{ field: 'id', dir: 'asc' }],
    limit: pageSize,
    ...(given.cursor === null ? {} : { cursor: given.cursor }),
  })
  const rows = page.records.flatMap(({ id, values }): readonly RuleTimerRow[] =>
    [timerOf(unit.published, timed, { id, values, now: unit.now })].filter((row) => row !== undefined),
  )
  await unit.tx.rules.timers.add(rows.filter(({ dueAt }) => dueAt > lately(unit)))
  if (page.nextCursor)
    await unit.tx.jobs.add([fillJob({ ...given, sign, cursor: page.nextCursor }, unit.now)])
}
