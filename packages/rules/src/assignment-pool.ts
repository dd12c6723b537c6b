import type { Expression, Json } from '@mortise/expressions'
import type { AssignmentDocument } from '@mortise/schema'

type Rule = AssignmentDocument['rules'][number]
type Evaluate = (expression: Expression) => Json

/** Codes and names of a place, from the nearest to the widest: a region's value may be a code or a list of names. */
function placeOf(value: Json): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join('/')
  if (value === null || typeof value !== 'object') return undefined
  const { code } = value as { readonly code?: Json }
  return code === undefined ? undefined : placeOf(code)
}

/**
 * The people of the area a record lies in: of the areas its place begins with, the closest that has anybody. Undefined
 * where a rule asks for no area; nobody where the record has no place or lies in none.
 */
export function territoryUsers(rule: Rule, evaluate: Evaluate): ReadonlySet<string> | undefined {
  const { territory } = rule
  if (territory === undefined) return undefined
  const place = placeOf(evaluate({ var: territory.path }))
  if (place === undefined) return new Set()
  const [closest] = territory.areas
    .filter(({ area, users }) => users.length > 0 && place.startsWith(area))
    .sort((a, b) => b.area.length - a.area.length)
  return new Set(closest?.users)
}

/**
 * Who can do what a record asks for, and how well: by how much the levels of all asked skills are met in sum. Undefined
 * where nothing is asked.
 */
export function skillOf(
  rule: Rule,
  users: readonly string[],
  evaluate: Evaluate,
): { readonly [user: string]: number } | undefined {
  const { skills } = rule
  if (skills === undefined) return undefined
  const needs = skills.needs.filter(({ when }) => when === undefined || evaluate(when) === true)
  const able = users.flatMap((user): readonly (readonly [string, number])[] => {
    const own = Object.hasOwn(skills.people, user) ? (skills.people[user] ?? {}) : {}
    const levels = needs.map(({ skill, level = 1 }) => ({ has: own[skill] ?? 0, level }))
    if (levels.some(({ has, level }) => has < level)) return []
    return [[user, levels.reduce((sum, { has }) => sum + has, 0)]]
  })
  return Object.fromEntries(able)
}
