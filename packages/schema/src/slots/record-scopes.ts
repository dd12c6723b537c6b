import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import { builtinScopes, scopeOf } from '../compile/system.ts'
import type { Model } from '../model/model.ts'
import { optionsOf } from '../model/options.ts'
import { entityBeside, targetAbove, targetOf, textAbove } from './entities.ts'
import type { Place, SlotContext } from './types.ts'

/** The record at hand, as `record`, in a filter over others. */
function recordEntry(model: Model, entity: string | undefined): ScopeName {
  return {
    key: 'record',
    label: { zh: '当前记录', en: 'Record' },
    type: { kind: 'id', entity: entity ?? '' },
    nullable: true,
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

function overEntity(model: Model, target: string | undefined, home: string | undefined): Scope | undefined {
  const scope = model.entity(target ?? '')?.scope ?? builtinScopes.get(target ?? '')
  return scope && besideRecord(scope, recordEntry(model, home))
}

/** Names in a condition that looks for a record of the entity named beside it: its fields, and `record` for the one at hand. */
export function matchScope(place: Place, { model, home }: SlotContext): Scope | undefined {
  return overEntity(model, entityBeside(place), home)
}

/** As `matchScope`, where the record at hand is a row of the sub-table that stands three objects further out. */
export function rowMatchScope(place: Place, context: SlotContext): Scope | undefined {
  return overEntity(context.model, entityBeside(place), targetAbove(3)(place, context))
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

/** Names in the filter of a field node. */
export function choiceScope(place: Place, { model, home }: SlotContext): Scope | undefined {
  return choicesOf(model, home, textAbove(place, 1, 'field'))
}

/** Names in the filter of a column of a sub-table; `record` is the row. */
export function columnChoiceScope(place: Place, context: SlotContext): Scope | undefined {
  return choicesOf(context.model, targetAbove(3)(place, context), textAbove(place, 1, 'field'))
}
