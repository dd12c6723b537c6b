import { say } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import { ruleName } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { jobFor } from './due.ts'

const pageSize = 500

/** A run of a rule over the records there are, as its jobs know it. */
export type Backfill = {
  readonly rule: string
  /** Records that this version of the rule has met already are left out: live events are not doubled. */
  readonly version: number
  readonly since: string | null
  readonly cursor: string | null
}

/** What a backfill would do, or has been asked to do. */
export type BackfillAnswer = { readonly count: number; readonly asked: boolean }

function published(unit: Unit, key: string): RuleDocument {
  const rule = unit.published.rules.find(key)
  if (rule === undefined) throw errors.RULE_UNKNOWN({ name: key })
  return rule
}

function filterOf(rule: RuleDocument, since: string | null): { readonly filter?: Expression } {
  const parts = [
    ...(rule.condition === undefined ? [] : [rule.condition]),
    ...(since === null ? [] : [{ '>=': [{ var: 'created_at' }, since] }]),
  ]
  const [only] = parts
  return only === undefined ? {} : { filter: parts.length === 1 ? only : { and: parts } }
}

/**
 * Runs a published rule on the records there are: all that meet its condition, or those made since a time. A dry run only
 * counts them. Asked twice for one version, each record is met once.
 */
export async function backfillRule(
  unit: Unit,
  actor: Actor,
  given: { readonly rule: string; readonly since: string | null; readonly dryRun: boolean },
): Promise<BackfillAnswer> {
  const rule = published(unit, given.rule)
  if (rule.phase === 'beforeSave')
    throw errors.RULE_BACKFILL_PHASE({ name: say(rule.label, actor.locale) || rule.key })
  const door = unit.door(automation(unit, `rule:${rule.key}`))
  const count = await door.count({ entity: rule.entity, ...filterOf(rule, given.since) }, 'exact')
  if (given.dryRun) return { count, asked: false }
  const { version } = unit.published
  const payload: Backfill = { rule: ruleName(rule), version, since: given.since, cursor: null }
  const key = `rule_backfill:${payload.rule}:${version}`
  await unit.tx.jobs.add([{ kind: 'rule_backfill', key, runAt: unit.now, payload }])
  await auditDesign(unit.tx, actor, { action: 'rule_backfill', data: { rule: rule.key, count } })
  return { count, asked: true }
}

/** A page of the records of a backfill, each as a job of its own; then the next page. */
export async function backfillPage(unit: Unit, given: Backfill): Promise<void> {
  const rule = unit.published.rules.all.find((one) => ruleName(one) === given.rule)
  if (rule === undefined) return
  const page = await unit.door(automation(unit, `rule:${rule.key}`)).query({
    entity: rule.entity,
    fields: ['id'],
    ...filterOf(rule, given.since),
    sort: [{ field: 'id', dir: 'asc' }],
    limit: pageSize,
    ...(given.cursor === null ? {} : { cursor: given.cursor }),
  })
  const ids = page.records.map(({ id }) => id)
  const met = new Set(await unit.tx.rules.runs.ranOn(given.rule, given.version, ids))
  const eventId = `backfill:${given.version}`
  await unit.tx.jobs.add(
    ids.filter((id) => !met.has(id)).map((id) => jobFor(unit, rule, { id, event: 'manual', eventId })),
  )
  if (!page.nextCursor) return
  const payload = { ...given, cursor: page.nextCursor }
  const key = `rule_backfill:${given.rule}:${given.version}:${page.nextCursor}`
  await unit.tx.jobs.add([{ kind: 'rule_backfill', key, runAt: unit.now, payload }])
}
