import type { Expression } from '@mortise/expressions'

/** The parts of a condition that all have to hold. */
export function partsOf(condition: Expression | undefined): readonly Expression[] {
  if (condition === undefined || condition === null) return []
  const all = typeof condition === 'object' ? (condition as { readonly and?: Expression }).and : undefined
  return Array.isArray(all) ? all.flatMap((one: Expression) => partsOf(one)) : [condition]
}

/** Joins conditions with and; true when there is none. */
export function allOf(conditions: readonly (Expression | null | undefined)[]): Expression {
  const present = conditions.filter((one) => one !== null && one !== undefined)
  if (present.length === 0) return true
  return present.length === 1 ? (present[0] ?? true) : { and: present }
}
