import type { Json } from '@mortise/expressions'
import type { EntityModel, RuleDocument } from '@mortise/schema'
import type { RuleActionState, RuleRunRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { tellIncident } from './incident.ts'

/** Tries of a run of which actions failed; between them it waits longer and longer. */
const mostAttempts = 5

/** What became of the actions of a run, and until when the rest of them waits. */
export type Acted = { readonly states: readonly RuleActionState[]; readonly until: string | undefined }

type Ended = Pick<RuleRunRow, 'state' | 'attempts' | 'actions' | 'error'>

async function later(unit: Unit, run: string, runAt: string): Promise<void> {
  await unit.tx.jobs.add([{ kind: 'rule_retry', key: `rule_retry:${run}`, runAt, payload: { run } }])
}

/** How a run ends, or that it goes on later. Who keeps the rule hears of what can't be mended by waiting. */
export async function outcome(
  unit: Unit,
  given: Acted & {
    readonly rule: RuleDocument
    readonly entity: EntityModel
    readonly id: string
    readonly run: RuleRunRow
  },
): Promise<Ended> {
  const { rule, run, states, until } = given
  const { attempts } = run
  const failed = states.find((one) => one.state === 'failed')
  const error = (failed?.error ?? null) as unknown as Json
  if (until !== undefined && states.some((one) => one.state === 'left')) {
    await later(unit, run.id, until)
    return { state: 'retrying', attempts, actions: states, error }
  }
  if (failed === undefined) return { state: 'done', attempts, actions: states, error }
  const patient = rule.phase === 'async' && (rule.onError ?? 'retry') === 'retry'
  if (patient && attempts < mostAttempts) {
    await later(unit, run.id, new Date(Date.parse(unit.now) + 2000 * 4 ** attempts).toISOString())
    return { state: 'retrying', attempts, actions: states, error }
  }
  const data = { error: failed.error?.code ?? '', action: failed.index, run: run.id }
  await tellIncident(unit, { rule, entity: given.entity.key, id: given.id, why: 'action', data })
  return { state: 'failed', attempts, actions: states, error }
}
