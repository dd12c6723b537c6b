import type { Expression, Json, Scope } from '@mortise/expressions'
import type { ModelChecks } from '../check/types.ts'
import type { Model } from '../model/model.ts'
import { isObject } from '../pointer.ts'
import { touchCompared } from './options.ts'
import type { NameTouch } from './types.ts'

/** What expressions and texts are walked with. */
export type ExpressionWalk = {
  readonly model: Model
  readonly scope: Scope
  readonly checks: ModelChecks
  readonly touch: NameTouch
}

/** `{"user": "roles"}`: beside it literal texts are keys of roles. */
function isRoles(value: Json): boolean {
  return isObject(value) && (value['user'] === 'roles' || sameRoles(value['user']))
}

function sameRoles(given: unknown): boolean {
  return Array.isArray(given) && given.length === 1 && given[0] === 'roles'
}

function touchRoleText(value: Json, touch: NameTouch): Json {
  if (typeof value === 'string') return touch.document('role', value) ?? value
  return Array.isArray(value) ? eachOf(value as readonly Json[], (one) => touchRoleText(one, touch)) : value
}

function eachOf(list: readonly Json[], change: (one: Json) => Json): readonly Json[] {
  const made = list.map(change)
  return made.every((one, index) => one === list[index]) ? list : made
}

/** Roles that an expression names by writing them out beside the acting person's. */
function touchRoles(value: Json, touch: NameTouch): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const list = eachOf(value as readonly Json[], (one) => touchRoles(one, touch))
    return list.some(isRoles) ? eachOf(list, (one) => touchRoleText(one, touch)) : list
  }
  const entries = Object.entries(value as { readonly [key: string]: Json })
  const made = entries.map(([name, inner]) => [name, touchRoles(inner, touch)] as const)
  return made.every(([, inner], index) => inner === entries[index]?.[1]) ? value : Object.fromEntries(made)
}

/** Entities that lookups name by their key. */
function touchLookups(value: Json, touch: NameTouch): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return eachOf(value as readonly Json[], (one) => touchLookups(one, touch))
  const entries = Object.entries(value as { readonly [key: string]: Json })
  const made = entries.map(([name, inner]) => {
    const walked = touchLookups(inner, touch)
    const entity: unknown =
      (name === 'lookup' || name === 'tally') && Array.isArray(walked) ? walked[0] : undefined
    const renamed = typeof entity === 'string' ? touch.document('entity', entity) : undefined
    return [
      name,
      renamed === undefined ? walked : [renamed, ...(walked as readonly Json[]).slice(1)],
    ] as const
  })
  return made.every(([, inner], index) => inner === entries[index]?.[1]) ? value : Object.fromEntries(made)
}

/** An expression with its names touched; the same value when nothing changed. */
export function touchExpression(expression: Expression, walk: ExpressionWalk): Expression {
  const compared = touchCompared(expression, { ...walk, touch: walk.touch.option })
  const renamed = walk.checks.language.rename(compared, walk.scope, walk.touch.step)
  return touchRoles(touchLookups(renamed, walk.touch), walk.touch)
}
