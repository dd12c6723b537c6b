import type { ExpressionUser, Json } from './types.ts'
import { canonicalValue, textOrNull } from './values.ts'

/** What an expression sees of the acting person: `['id']`, `['roles']`, `['attr', 'region']`, … */
export function userValue(user: ExpressionUser | undefined, path: readonly string[]): Json {
  const [name = '', attribute = ''] = path
  if (user === undefined) return null
  const value =
    name === 'attr' ? own(user.attr, attribute) : own(user as { readonly [key: string]: Json }, name)
  if (name !== 'attr') return canonicalValue(value, { kind: 'text' })
  return typeof value === 'string' || typeof value === 'number' ? textOrNull(String(value)) : null
}

function own(object: { readonly [key: string]: Json }, key: string): Json {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null
}
