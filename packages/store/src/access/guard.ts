import type { Expression, Json } from '@mortise/expressions'

/** What of the acting user is a list, for which "nothing" is an empty one. */
const lists = new Set(['deptTree', 'deptPath', 'regionTree', 'regionDepts', 'roles', 'subordinates'])

const logical = new Set(['and', 'or'])

/**
 * A condition about the acting user lets nobody in by what the user lacks: a person without a department does not match
 * records without one, nor all those that are "not of his department". Each comparison that names something of the user
 * counts as false where that is empty, under a "not" as well.
 */
export function guarded(condition: Expression): Json {
  return guard(condition, true)
}

function guard(value: Json, wanted: boolean): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const [[name, given] = ['', null]] = Object.entries(value)
  if (logical.has(name) && Array.isArray(given))
    return { [name]: (given as readonly Json[]).map((one) => guard(one, wanted)) }
  if (name === '!') {
    const inner = Array.isArray(given) ? ((given as readonly Json[])[0] ?? null) : (given ?? null)
    return { '!': [guard(inner, !wanted)] }
  }
  const named = [...namesOfUser(value)]
  if (named.length === 0) return value
  return wanted
    ? { and: [...named.map(present), value] }
    : { or: [...named.map((one): Json => ({ '!': [present(one)] })), value] }
}

function present(name: string): Json {
  const user: Json = { user: name }
  return lists.has(name) ? { '>': [{ len: [user] }, 0] } : { '!=': [user, null] }
}

function namesOfUser(value: Json, found: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const one of value as readonly Json[]) namesOfUser(one, found)
  else if (typeof value === 'object' && value !== null)
    for (const [name, given] of Object.entries(value)) {
      // The id is there for every person; a program has none, and then nothing is its own.
      if (name === 'user' && typeof given === 'string') found.add(given)
      else namesOfUser(given ?? null, found)
    }
  return found
}
