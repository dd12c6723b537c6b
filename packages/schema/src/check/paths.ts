import type { ErrorDetail } from '@mortise/errors'
import type { Scope } from '@mortise/expressions'
import { builtinScopes } from '../compile/system.ts'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import type { Model } from '../model/model.ts'

/** One field, sub-table or relation of an entity. */
export type FieldName = { readonly entity: string; readonly field: string }

/** What names of an entity, user or department mean. */
export function scopeOfEntity(model: Model, entity: string | undefined): Scope | undefined {
  if (entity === undefined) return undefined
  return model.entity(entity)?.scope ?? builtinScopes.get(entity)
}

/** Every field a path such as `customer.level` passes, in order, as far as it leads. */
export function fieldsOnPath(model: Model, entity: string, path: string): readonly FieldName[] {
  const passed: FieldName[] = []
  let scope = scopeOfEntity(model, entity)
  for (const field of path.split('.')) {
    const name = scope?.find(field)
    if (scope === undefined || name === undefined) return passed
    passed.push({ entity: scope.name, field })
    scope = name.target?.() ?? name.rows?.()
  }
  return passed
}

/** A path that leads nowhere, with the step where it breaks. */
export function checkPath(
  model: Model,
  entity: string,
  given: { readonly path: string; readonly at: { readonly file: string; readonly path: string } },
): readonly ErrorDetail[] {
  let scope = scopeOfEntity(model, entity)
  let before = ''
  for (const name of given.path.split('.')) {
    if (scope === undefined)
      return before === '' ? [] : [problem('MODEL_PATH_BROKEN', given.at, { name: before, next: name })]
    const found = scope.find(name)
    // A field of an unknown type has no meaning in expressions, but it does exist.
    if (found === undefined && model.entity(scope.name)?.field(name) !== undefined) return []
    if (found === undefined)
      return [
        problem('MODEL_FIELD_UNKNOWN', given.at, { entity: scope.name, name, ...hint(name, scope.keys()) }),
      ]
    scope = found.target?.() ?? found.rows?.()
    before = name
  }
  return []
}
