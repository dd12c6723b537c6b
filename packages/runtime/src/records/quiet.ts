import { language, lookupBook } from '@mortise/expressions'
import { matchRules } from '@mortise/rules'
import type { EntityModel } from '@mortise/schema'
import type { Actor, WriteResult } from '@mortise/store'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { actionContext, inputOf } from '../rules/action-context.ts'
import type { Cause } from '../types.ts'
import { isPlain } from './whole.ts'

/**
 * Tells of many new records of one entity those from which nothing follows: no rule fires and no flow begins. Only where
 * conditions look at nothing but the record itself; false leaves it to `afterWrite`.
 */
export function quietOnes(
  unit: Unit,
  actor: Actor,
  { entity, cause }: { readonly entity: EntityModel; readonly cause: Cause },
): (result: WriteResult) => boolean {
  const { rules } = unit.published
  const phases = (['afterSave', 'async'] as const).filter(
    (phase) => rules.at(entity.key, phase, 'create').length > 0,
  )
  const flows = unit.published
    .flowsOf(entity.key)
    .filter(({ start }) => start.type === 'record' && (start.on ?? ['create']).includes('create'))
  // Dates that rules wait for, and records that are pointed at, are looked to one by one.
  const kept =
    rules.timed(entity.key).length + rules.related(entity.key).length + (entity.document.slas?.length ?? 0)
  if (kept > 0) return () => false
  if (cause.withoutRules === true || phases.length + flows.length === 0)
    return ({ touched }) => touched.length === 0
  const conditions = [
    ...phases.flatMap((phase) => rules.at(entity.key, phase, 'create').map((rule) => rule.condition)),
    ...flows.map((flow) => flow.start.condition),
  ]
  const looksAround = pathsRead(
    conditions.map((one) => one ?? null),
    entity.scope,
  ).some((path) => path.includes('.') || entity.relation(path) !== undefined)
  if (looksAround || conditions.includes(undefined) || !isPlain(unit, entity)) return () => false
  const book = lookupBook()
  const around = { entity: entity.key, previous: undefined, isNew: true, links: {}, rows: {} } as const
  return ({ record: { id }, after: values, touched }) => {
    if (touched.length > 0) return false
    const record = { ...around, id, values }
    const ctx = actionContext(unit, actor, {
      entity,
      record,
      refs: {},
      phase: 'afterSave',
      lookup: book.lookup,
    })
    const fires = phases.some(
      (phase) => matchRules(rules, { phase, event: 'create', record }, () => ctx).length > 0,
    )
    const input = fires || flows.length === 0 ? undefined : inputOf(unit, actor, record)
    const begins =
      input !== undefined &&
      flows.some(({ start }) =>
        language.test(start.condition ?? null, { ...input, lookup: book.lookup }, entity.scope),
      )
    return book.waiting().length === 0 && !fires && !begins
  }
}
