import type { Json } from '@mortise/expressions'
import { inBoth } from '../rules/messages.ts'
import { compileRules, matchRules, runRule } from '@mortise/rules'
import type { Effect, RuleDocument } from '@mortise/schema'
import type { Localized } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { readInput } from '../records/input.ts'
import { entityFor } from '../records/entity-for.ts'
import { actionContext } from '../rules/action-context.ts'
import { draftedDocuments } from '../rules/drafted.ts'
import { leanOn, rulePaths } from '../rules/paths.ts'

/** What a rule would do. `effects` are what its actions ask for; none of them is carried out. */
export type RuleTest = {
  readonly matched: boolean
  readonly rule: Localized
  readonly effects: readonly Effect[]
  /** The same action by action, each on the record as it is. */
  readonly actions: readonly {
    readonly index: number
    readonly type: string
    readonly effects: readonly Effect[]
    readonly error: Fault
  }[]
  readonly error: Fault
}

type Fault = { readonly code: string; readonly message: Localized } | null

/** Tries a rule, published or not, on a record that the designer may read. Changes nothing. */
export function testRule(
  workspace: Workspace,
  actor: Actor,
  given: { readonly rule: RuleDocument; readonly id: string },
): Promise<RuleTest> {
  return workspace.unit(async (unit) => {
    const { rule, id } = given
    const entity = entityFor(unit, actor, rule.entity)
    const stored = await unit.door(actor).get(entity.key, id, { rows: 'all' })
    if (stored === null) throw errors.RECORD_NOT_FOUND()
    const tried: RuleDocument = {
      ...rule,
      enabled: true,
      trigger: { ...rule.trigger, on: ['manual'] },
      ...(rule.phase === 'beforeSave' ? {} : { phase: 'afterSave' }),
    }
    const document = await draftedDocuments(unit)
    leanOn([tried], document)
    const { record, refs } = await readInput(unit, {
      entity,
      id,
      values: stored.values,
      isNew: false,
      paths: rulePaths([tried], entity.scope),
    })
    const { sample } = rule.trigger.message ?? {}
    // The message that it shows as a sample stands for the one that would set it off.
    const message = rule.trigger.on.includes('message')
      ? { payload: (sample ?? {}) as { readonly [name: string]: Json }, sample }
      : undefined
    const contextOf = (one: typeof record) =>
      actionContext(unit, actor, { entity, record: one, refs, phase: tried.phase, document, message })
    const matched = matchRules(
      compileRules([tried]),
      { phase: tried.phase, event: 'manual', record, rule: tried.key },
      contextOf,
    )
    const label = inBoth(rule.label)
    if (matched.length === 0) return { matched: false, rule: label, effects: [], actions: [], error: null }
    const run = runRule(tried, {
      ctx: contextOf(record),
      runAction: unit.options.kit.runAction,
      version: unit.published.version,
      eventId: unit.newId(),
    } as Parameters<typeof runRule>[1])
    const faultOf = ({ error }: (typeof run.actions)[number]): Fault =>
      error === undefined ? null : { code: error.code, message: error.text }
    return {
      matched: true,
      rule: label,
      effects: run.actions.flatMap((one) => one.effects),
      actions: run.actions.map((one) => ({
        index: one.index,
        type: one.type,
        effects: one.effects,
        error: faultOf(one),
      })),
      error: run.actions.map(faultOf).find((one) => one !== null) ?? null,
    }
  })
}
