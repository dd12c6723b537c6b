import type { Expression, Json } from './types.ts'

/**
 * One spelling for each expression: arguments always in a list, except the single plain name of `var`, `user`,
 * `prev` and `changed`. Two expressions of the same spelling mean the same; the text form prints and reads it.
 */
export function normalizeExpression(expression: Expression): Expression {
  if (typeof expression !== 'object' || expression === null) return expression
  if (Array.isArray(expression)) return (expression as readonly Json[]).map(normalizeExpression)
  const [name] = Object.keys(expression)
  if (name === undefined || Object.keys(expression).length !== 1) return expression
  const given = (expression as { readonly [key: string]: Json })[name] ?? null
  const named = name === 'var' || name === 'user' || name === 'prev' || name === 'changed'
  if (Array.isArray(given) && named && given.length === 1 && typeof given[0] === 'string')
    return { [name]: given[0] }
  if (named && typeof given === 'string') return { [name]: given }
  if (name === 'isNew') return { isNew: [] }
  return {
    [name]: Array.isArray(given)
      ? (given as readonly Json[]).map(normalizeExpression)
      : [normalizeExpression(given)],
  }
}
