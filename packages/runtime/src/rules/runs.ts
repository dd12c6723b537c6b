import { type Localized, say } from '@mortise/errors'
import { rootCause as rootChain, ruleName } from '@mortise/rules'
import type { RuleDocument } from '@mortise/schema'
import type { Actor, RuleActionState, RuleRunRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { inBoth } from './messages.ts'

const dayMs = 86_400_000

/** A rule as the list of rules shows it. */
export type RuleLine = {
  readonly key: string
  readonly label: Localized
  readonly entity: string
  readonly phase: RuleDocument['phase']
  readonly order: number
  readonly on: RuleDocument['trigger']['on']
  readonly enabled: boolean
  readonly paused: {
    readonly at: string
    readonly reason: 'person' | 'cascade'
    readonly by: string | null
  } | null
  /** Of the last seven days. */
  readonly runs: number
  readonly failed: number
  readonly lastAt: string | null
  /** Records that wait for their time, and the next one. */
  readonly waiting: number
  readonly nextAt: string | null
}

/** A run as the log shows it. */
export type RuleRun = Pick<
  RuleRunRow,
  | 'id'
  | 'version'
  | 'entity'
  | 'recordId'
  | 'event'
  | 'state'
  | 'attempts'
  | 'error'
  | 'path'
  | 'replayOf'
  | 'endedAt'
> & {
  readonly rule: string | null
  readonly actions: readonly Omit<RuleActionState, 'key'>[]
}

/** The published rules in the order they run, with what became of them lately. */
export function rulesAtWork(workspace: Workspace): Promise<readonly RuleLine[]> {
  return workspace.unit(async (unit) => {
    const { tx, published } = unit
    const since = new Date(Date.parse(unit.now) - 7 * dayMs).toISOString()
    const summary = new Map((await tx.rules.runs.summary(since)).map((one) => [one.rule, one]))
    const switches = new Map((await tx.rules.switches.list()).map((one) => [one.rule, one]))
    const timed = published.model
      .documents('rule')
      .filter(({ trigger }) => trigger.on.some((one) => one === 'schedule' || one === 'dateRelative'))
    const waiting = await tx.rules.timers.waiting(timed.map(ruleName))
    const lines: RuleLine[] = []
    for (const rule of published.model.documents('rule')) {
      const name = ruleName(rule)
      const [sum, at] = [summary.get(name), switches.get(name)]
      const { count, nextAt } = waiting.get(name) ?? { count: 0, nextAt: null }
      lines.push({
        key: rule.key,
        label: inBoth(rule.label),
        entity: rule.entity,
        phase: rule.phase,
        order: rule.order ?? 100,
        on: rule.trigger.on,
        enabled: rule.enabled !== false,
        paused: at?.pausedAt ? { at: at.pausedAt, reason: at.reason ?? 'person', by: at.pausedBy } : null,
        runs: sum?.runs ?? 0,
        failed: sum?.failed ?? 0,
        lastAt: sum?.lastAt ?? null,
        waiting: count,
        nextAt,
      })
    }
    return lines.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
  })
}

function documentOf(unit: Unit, key: string): RuleDocument {
  const rule = unit.published.model.document('rule', key)
  if (rule === undefined) throw errors.RULE_UNKNOWN({ name: key })
  return rule
}

/** A page of what rules did, newest first. */
export function ruleRuns(
  workspace: Workspace,
  ask: {
    readonly rule?: string
    readonly recordId?: string
    readonly state?: RuleRunRow['state']
    readonly limit: number
    readonly before?: string
  },
): Promise<{ readonly runs: readonly RuleRun[]; readonly nextCursor: string | null }> {
  return workspace.unit(async (unit) => {
    const rule = ask.rule === undefined ? {} : { rule: ruleName(documentOf(unit, ask.rule)) }
    const rows = await unit.tx.rules.runs.list({ ...ask, ...rule, limit: ask.limit + 1 })
    const page = rows.slice(0, ask.limit)
    const keys = new Map(unit.published.model.documents('rule').map((one) => [ruleName(one), one.key]))
    return {
      runs: page.map((row) => shown(row, keys.get(row.rule) ?? null)),
      nextCursor: rows.length > ask.limit ? (page.at(-1)?.id ?? null) : null,
    }
  })
}

function shown(row: RuleRunRow, rule: string | null): RuleRun {
  const { id, version, entity, recordId, event, state, attempts, error, path, replayOf, endedAt } = row
  const actions = row.actions.map(({ key: _key, ...rest }) => rest)
  return {
    id,
    rule,
    version,
    entity,
    recordId,
    event,
    state,
    attempts,
    error,
    path,
    replayOf,
    endedAt,
    actions,
  }
}

/**
 * Runs again what a run did: its failed actions, with the same keys, so that nothing that succeeded is done twice; or
 * the whole rule anew on the record as it is now, in the name of whoever set it off. It is worked off behind the answer.
 */
export async function replayRun(
  unit: Unit,
  actor: Actor,
  given: { readonly id: string; readonly what: 'failed' | 'all' },
): Promise<void> {
  const run = await unit.tx.rules.runs.get(given.id, true)
  if (run === null) throw errors.RULE_RUN_UNKNOWN()
  const rule = unit.published.rules.all.find((one) => ruleName(one) === run.rule)
  if (rule === undefined) throw errors.RULE_UNKNOWN({ name: run.rule })
  if (given.what === 'failed') {
    if (run.state === 'done' || run.state === 'stopped') throw errors.RULE_RUN_BUSY()
    await unit.tx.jobs.add([
      { kind: 'rule_retry', key: `rule_retry:${run.id}`, runAt: unit.now, payload: { run: run.id } },
    ])
  } else {
    const eventId = unit.newId()
    const { entity, recordId: id, event, origin } = run
    const chain = rootChain(eventId) as never
    const payload = { rule: rule.key, entity, id, event, eventId, origin, chain, replayOf: run.id }
    await unit.tx.jobs.add([
      { kind: 'rule', key: `rule:${rule.key}:${id}:${eventId}`, runAt: unit.now, payload, maxAttempts: 5 },
    ])
  }
  await auditDesign(unit.tx, actor, { action: 'rule_replay', data: { rule: rule.key, run: run.id } })
}

/** Stops a published rule, or lets it go on, at once and without a new version. */
export async function pauseRule(
  unit: Unit,
  actor: Actor,
  given: { readonly rule: string; readonly paused: boolean },
): Promise<void> {
  const rule = documentOf(unit, given.rule)
  await unit.tx.rules.switches.set(ruleName(rule), { paused: given.paused, by: actor.userId })
  const data = { rule: rule.key, label: say(rule.label, 'zh') }
  await auditDesign(unit.tx, actor, { action: given.paused ? 'rule_paused' : 'rule_resumed', data })
  unit.announce({ topic: 'model' })
}
