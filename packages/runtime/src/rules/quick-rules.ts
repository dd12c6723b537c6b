import { lookupBook } from '@mortise/expressions'
import { type BeforeSave, runBeforeSave } from '@mortise/rules'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Cause } from '../types.ts'
import { actionContext } from './action-context.ts'
import { fillTexts, rulePaths } from './paths.ts'

/** What before-save rules make of one new record; undefined where they have to look around it. */
export type QuickRules = (values: RecordValues) => BeforeSave | undefined

/**
 * The before-save rules for many new records of one entity, where they look at nothing but the record itself: nothing is
 * read for them. Undefined where they look around, or fill names into texts.
 */
export function quickRules(
  unit: Unit,
  actor: Actor,
  { entity, cause }: { readonly entity: EntityModel; readonly cause: Cause },
): QuickRules | undefined {
  const rules = unit.published.rules.at(entity.key, 'beforeSave', 'create')
  if (rules.length === 0 || cause.withoutRules === true) return (values) => ({ values, errors: [], ran: [] })
  const paths = rulePaths(rules, entity.scope)
  if (fillTexts(rules)) return undefined
  if (paths.some((path) => path.includes('.') || entity.relation(path) !== undefined)) return undefined
  const book = lookupBook()
  const around = {
    id: '',
    entity: entity.key,
    previous: undefined,
    isNew: true,
    links: {},
    rows: {},
  } as const
  return (values) => {
    const outcome = runBeforeSave({
      rules: unit.published.rules,
      event: 'create',
      record: { ...around, values },
      contextOf: (record) =>
        actionContext(unit, actor, { entity, record, refs: {}, phase: 'beforeSave', lookup: book.lookup }),
      runAction: unit.options.kit.runAction,
    })
    return book.waiting().length > 0 ? undefined : outcome
  }
}
