import { type EvaluationInput, type Json, language } from '@mortise/expressions'
import {
  type ActionContext,
  type DecisionTableDocument,
  type EntityModel,
  type RecordInput,
  withPayload,
} from '@mortise/schema'
import { evaluateTable } from '@mortise/rules'
import type { Actor, Refs } from '@mortise/store'
import { fillText } from '../context/fill.ts'
import type { Unit } from '../context/unit.ts'
import { personOf } from '../context/actor.ts'
import { showValue } from '../records/show.ts'
import { linkedMessage } from './message-values.ts'

/** The evaluation input of a record as engines see it. */
export function inputOf(unit: Unit, actor: Actor, record: RecordInput): EvaluationInput {
  return {
    row: { ...record.values, id: record.id },
    ...(record.links === undefined ? {} : { links: record.links }),
    ...(record.rows === undefined ? {} : { rows: record.rows }),
    previous: record.previous,
    isNew: record.isNew,
    user: personOf(actor),
    now: unit.now,
    ...unit.published.model.time,
  }
}

/** A message from outside as it came, and one like it by which its names are known. */
export type RuleMessage = {
  readonly payload: { readonly [name: string]: Json }
  readonly sample: { readonly [name: string]: unknown } | undefined
}

/** What actions and flow nodes get; pure functions over data that was fetched before. */
export function actionContext(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly record: RecordInput
    readonly refs: Refs
    readonly phase: 'beforeSave' | 'afterSave' | 'async'
    readonly starter?: string
    /** The message that set a rule off, and what the rule shows as a sample of it. */
    readonly message?: RuleMessage | undefined
    /** See `withLookups`. */
    readonly lookup?: EvaluationInput['lookup']
    /** Where scores, policies and tables come from; default: what is published. */
    readonly document?: ActionContext['document'] | undefined
  },
): ActionContext {
  const { entity, record, refs, phase, starter, lookup, message } = given
  const own = { ...inputOf(unit, actor, record), ...(lookup === undefined ? {} : { lookup }) }
  const input: EvaluationInput =
    message === undefined ? own : { ...own, links: { ...own.links, payload: linkedMessage(message.payload) } }
  const scope = message === undefined ? entity.scope : withPayload(entity.scope, message.sample)
  const { model } = unit.published
  const document: ActionContext['document'] = given.document ?? ((kind, key) => model.document(kind, key))
  return {
    record,
    phase,
    ...(starter === undefined ? {} : { starter }),
    user: input.user,
    now: unit.now,
    timeZone: unit.timeZone,
    directory: unit.people.directory,
    evaluate: (expression) => language.evaluate(expression, input, scope),
    fill: (template) =>
      fillText(template, { entity, input, show: showValue({ unit, entity, refs, locale: 'zh' }) }),
    newId: unit.newId,
    addTime: (from, duration, calendar) => unit.published.addTime(from, duration, calendar),
    document,
    decide: (key) => {
      const table = document('table', key) as DecisionTableDocument | undefined
      if (table === undefined) return undefined
      return evaluateTable(table, (expression, names) =>
        language.evaluate(expression, { ...input, row: { ...input.row, ...names } }),
      ).outputs
    },
  }
}
