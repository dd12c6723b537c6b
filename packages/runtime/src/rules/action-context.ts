import { type EvaluationInput, language } from '@mortise/expressions'
import type { ActionContext, DecisionTableDocument, EntityModel, RecordInput } from '@mortise/schema'
import { evaluateTable } from '@mortise/rules'
import type { Actor, Refs } from '@mortise/store'
import { fillText } from '../context/fill.ts'
import type { Unit } from '../context/unit.ts'
import { personOf } from '../context/actor.ts'
import { showValue } from '../records/show.ts'

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
    /** See `withLookups`. */
    readonly lookup?: EvaluationInput['lookup']
    /** Where scores, policies and tables come from; default: what is published. */
    readonly document?: ActionContext['document'] | undefined
  },
): ActionContext {
  const { entity, record, refs, phase, starter, lookup } = given
  const input = { ...inputOf(unit, actor, record), ...(lookup === undefined ? {} : { lookup }) }
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
    evaluate: (expression) => language.evaluate(expression, input, entity.scope),
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
