import type { Expression, Language, ParseResult } from '@mortise/expressions'

/*
 * The language keeps what it made of an expression beside the very object it was given. A document asks for the same fields
 * and the same places on every row and for every record: the same objects are handed over, so that each is looked at once.
 */

/** So many texts, and then from the beginning: templates are few, and those of a designer at work come and go. */
const most = 5_000

const variables = new Map<string, Expression>()
const parsed = new WeakMap<object, Map<string, ParseResult>>()

function kept<Value>(from: Map<string, Value>, key: string, make: () => Value): Value {
  const known = from.get(key)
  if (known !== undefined) return known
  if (from.size >= most) from.clear()
  const made = make()
  from.set(key, made)
  return made
}

/** The expression that names a field, or a path along links. */
export function variable(path: string): Expression {
  return kept(variables, path, () => ({ var: path }))
}

/** What stands in a place of a text, as the language reads it. */
export function parsedPlace(language: Pick<Language, 'parse'>, source: string): ParseResult {
  const own = parsed.get(language) ?? new Map<string, ParseResult>()
  parsed.set(language, own)
  return kept(own, source, () => language.parse(source))
}
