import type { Json } from '@mortise/expressions'
import { type Cause as RuleCause, type RecordEvent, rootCause as rootChain, ruleName } from '@mortise/rules'
import type { RecordValues, RuleDocument } from '@mortise/schema'
import type { ClaimedJob, RuleRunRow } from '@mortise/store'
import { origin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import type { JobHandler } from '../jobs/worker.ts'
import type { Cause } from '../types.ts'
import { assignmentDue } from './accept.ts'
import type { TimerFill } from './clock.ts'
import { type Backfill, backfillPage } from './backfill.ts'
import { scoreDue } from './behaviour.ts'
import { type DueGiven, fillTimers, ruleDue } from './due.ts'
import { handOverPage } from './leaver.ts'
import { recomputeSlas, slaDue } from './sla.ts'
import { noteStopped, runAgain, runOne } from './run-one.ts'

type RulePayload = {
  readonly rule: string
  readonly entity: string
  readonly id: string
  readonly event?: RecordEvent
  readonly eventId: string
  readonly origin: Json
  readonly chain: RuleCause
  readonly previous?: RecordValues
  readonly bulk?: boolean
  readonly answers?: Cause['answers']
  readonly replayOf?: string
}

/** Runs a rule that waited behind what set it off. */
async function runLater(unit: Unit, payload: RulePayload): Promise<void> {
  const rule = unit.published.model.document('rule', payload.rule)
  const entity = unit.published.model.entity(payload.entity)
  // Switched off or taken away since: its time is over.
  if (rule === undefined || rule.enabled === false || entity === undefined) return
  const { id, eventId, event = 'update', previous, chain, bulk = false, answers = {}, replayOf } = payload
  if (await unit.tx.rules.runs.has(ruleName(rule), eventId, id)) return
  const actor = origin(unit, payload.origin, `rule:${rule.key}`)
  const given = { rule, entity, id, event, previous, eventId, cause: { chain, bulk, answers }, current: {} }
  const run = { ...given, ...(replayOf === undefined ? {} : { replayOf }) }
  if (unit.published.paused.has(ruleName(rule))) await noteStopped(unit, actor, run, 'RULE_PAUSED')
  else await runOne(unit, actor, run)
}

/** Tries the failed actions of a run again, or goes on behind a wait. */
async function retryRun(unit: Unit, id: string): Promise<void> {
  const run = await unit.tx.rules.runs.get(id, true)
  if (run === null || run.state === 'done') return
  const now = unit.published.rules.all.find((one) => ruleName(one) === run.rule)
  const entity = unit.published.model.entity(run.entity)
  if (now === undefined || entity === undefined) {
    await unit.tx.rules.runs.update(id, { ...run, state: 'failed' })
    return
  }
  const rule = await asBegun(unit, now, run)
  const { rootCauseId, parentEventId } = rootChain(run.root)
  await runAgain(unit, origin(unit, run.origin, `rule:${rule.key}`), {
    rule,
    entity,
    id: run.recordId,
    event: run.event as RecordEvent,
    previous: undefined,
    eventId: run.eventId,
    cause: {
      chain: { rootCauseId, parentEventId, depth: run.depth + 1, path: [...run.path, rule.key] },
      bulk: false,
      answers: {},
    },
    current: {},
    run,
  })
}

const shape = ({ actions }: Pick<RuleDocument, 'actions'>): string => actions.map(({ type }) => type).join()

/**
 * The rule by which a run that has begun goes on. What was put right in its actions meanwhile counts; where actions came,
 * went or moved, nobody could say which of them are done, so it ends with those it began with.
 */
async function asBegun(unit: Unit, rule: RuleDocument, run: RuleRunRow): Promise<RuleDocument> {
  if (unit.published.version === run.version) return rule
  const kept = await unit.tx.design.documentIn('rule', run.rule, run.version)
  const before = kept as unknown as Pick<RuleDocument, 'actions'> | null
  return before === null || shape(before) === shape(rule) ? rule : { ...rule, actions: before.actions }
}

/** The jobs of rules. */
export function ruleHandlers(
  inUnit: (run: (job: ClaimedJob, unit: Unit) => Promise<void>) => JobHandler['run'],
): { readonly [kind: string]: JobHandler } {
  const handler = (run: (payload: Json, unit: Unit) => Promise<void>): JobHandler => ({
    mode: 'inTransaction',
    run: inUnit((job, unit) => run(job.payload, unit)),
  })
  return {
    rule: handler((payload, unit) => runLater(unit, payload as unknown as RulePayload)),
    rule_retry: handler((payload, unit) => retryRun(unit, (payload as { readonly run: string }).run)),
    rule_due: handler((payload, unit) => ruleDue(unit, payload as unknown as DueGiven)),
    rule_backfill: handler((payload, unit) => backfillPage(unit, payload as unknown as Backfill)),
    person_left: handler((payload, unit) =>
      handOverPage(unit, payload as Parameters<typeof handOverPage>[1]),
    ),
    assignment_due: handler((payload, unit) => assignmentDue(unit, (payload as { readonly id: string }).id)),
    score_due: handler((payload, unit) => scoreDue(unit, payload as Parameters<typeof scoreDue>[1])),
    sla_due: handler((payload, unit) => slaDue(unit, payload as Parameters<typeof slaDue>[1])),
    sla_recompute: handler((payload, unit) =>
      recomputeSlas(unit, payload as Parameters<typeof recomputeSlas>[1]),
    ),
    rule_fill: handler((payload, unit) => fillTimers(unit, payload as unknown as TimerFill)),
  }
}
