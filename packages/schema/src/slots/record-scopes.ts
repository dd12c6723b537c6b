import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import { builtinScopes, scopeOf } from '../compile/system.ts'
import type { Model } from '../model/model.ts'
import { optionsOf } from '../model/options.ts'
import { entityBeside, targetAbove, targetOf, textAbove } from './entities.ts'
import type { Place, Slot, SlotContext } from './types.ts'

/** The record at hand, as `record`, in a filter over others. */
function recordEntry(model: Model, entity: string | undefined): ScopeName {
  return {
    key: 'record',
    label: { zh: '当前记录', en: 'Record' },
    type: { kind: 'id', entity: entity ?? '' },
    nullable: true,
    bound: true,
    target: () => (entity === undefined ? undefined : model.entity(entity)?.scope),
  }
}

function besideRecord(scope: Scope, record: ScopeName): Scope {
  return {
    name: scope.name,
    find: (key) => (key === 'record' ? record : scope.find(key)),
    keys: () => [...scope.keys(), 'record'],
  }
}

/** Names in a filter over records of `target`: their fields, and `record` for the one at hand. */
export function overEntity(
  model: Model,
  target: string | undefined,
  home: string | undefined,
): Scope | undefined {
  const scope = model.entity(target ?? '')?.scope ?? builtinScopes.get(target ?? '')
  return scope && besideRecord(scope, recordEntry(model, home))
}

/** Names in a condition that looks for a record of the entity named beside it: its fields, and `record` for the one at hand. */
function matchScope(place: Place, { model, home }: SlotContext): Scope | undefined {
  return overEntity(model, entityBeside(place), home)
}

/** A filter over records, which the database runs. */
export const filterOver: Pick<Slot, 'scope' | 'inDatabase'> = { scope: matchScope, inDatabase: () => true }

/** As `matchScope`, where the record at hand is a row of the sub-table that stands three objects further out. */
function rowMatchScope(place: Place, context: SlotContext): Scope | undefined {
  return overEntity(context.model, entityBeside(place), targetAbove(3)(place, context))
}

/** As `filterOver`, for what fills rows. */
export const filterOverForRow: Pick<Slot, 'scope' | 'inDatabase'> = {
  scope: rowMatchScope,
  inDatabase: () => true,
}

/** Names in a filter over the choices of a field of `home`: of the linked record or of an option, and `record`. */
function choicesOf(model: Model, home: string | undefined, key: string | undefined): Scope | undefined {
  const linked = overEntity(model, targetOf(model, home, key), home)
  if (linked !== undefined) return linked
  const field = model.entity(home ?? '')?.field(key ?? '')
  if (field === undefined) return undefined
  return besideRecord(optionAttributes(optionsOf(field.document)), recordEntry(model, home))
}

const kinds: { readonly [type: string]: ExpressionType } = {
  string: { kind: 'text' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
}

function optionAttributes(options: readonly { readonly [name: string]: unknown }[]): Scope {
  const names = new Map<string, ScopeName>()
  for (const [key, value] of options.flatMap((option) => Object.entries(option))) {
    const type = kinds[typeof value]
    if (type !== undefined && !names.has(key)) names.set(key, { key, label: key, type, nullable: true })
  }
  return scopeOf('option', [...names.values()])
}

/** The filter of a field node: over records, where the field is a link. */
export const choices: Pick<Slot, 'scope' | 'inDatabase'> = {
  scope: (place, { model, home }) => choicesOf(model, home, textAbove(place, 1, 'field')),
  inDatabase: (place, { model, home }) => targetOf(model, home, textAbove(place, 1, 'field')) !== undefined,
}

const rowsOf = targetAbove(3)

/** The filter of a column of a sub-table; `record` is the row. */
export const columnChoices: Pick<Slot, 'scope' | 'inDatabase'> = {
  scope: (place, context) => choicesOf(context.model, rowsOf(place, context), textAbove(place, 1, 'field')),
  inDatabase: (place, context) =>
    targetOf(context.model, rowsOf(place, context), textAbove(place, 1, 'field')) !== undefined,
}
