import { type Locale, say } from '@mortise/errors'
import { type Expression, language, type Scope, type ScopeName } from '@mortise/expressions'
import { sameJson } from '@mortise/schema'

/** How the names of a scope are shown, and what is meant by what is shown. */
type Names = {
  readonly shown: ReadonlyMap<string, string>
  readonly keys: ReadonlyMap<string, string>
}

const made = new WeakMap<Scope, { [locale: string]: Names }>()

/** The record at hand inside a lookup: a word of formulas, which is called so in every language. */
const record = 'record'

function namesOf(scope: Scope, locale: Locale): Names {
  const known = made.get(scope) ?? {}
  made.set(scope, known)
  return (known[locale] ??= makeNames(scope, locale))
}

/** The words people see; those that several fields share, or that are the key of another, get a number. */
function makeNames(scope: Scope, locale: Locale): Names {
  const all = scope.keys()
  const isKey = new Set(all)
  const labelOf = (key: string): string => {
    const label = say(scope.find(key)?.label, locale).trim()
    // What stands behind a dot is a field of what stands before it.
    return key === record || label === '' || label.includes('.') ? key : label
  }
  const alike = Map.groupBy(all, labelOf)
  const taken = new Set([...isKey, ...alike.keys()])
  const shown = new Map<string, string>()
  for (const [label, keys] of alike) {
    let number = 0
    for (const key of keys) {
      if (label === key || (keys.length === 1 && !isKey.has(label))) {
        shown.set(key, label)
        continue
      }
      do number += 1
      while (taken.has(`${label}_${number}`))
      taken.add(`${label}_${number}`)
      shown.set(key, `${label}_${number}`)
    }
  }
  const keys = new Map([...shown].map(([key, name]) => [name, key]))
  const other = locale === 'zh' ? 'en' : 'zh'
  const foreign = Map.groupBy(all, (key) => say(scope.find(key)?.label, other).trim())
  for (const [label, [key, ...more]] of foreign)
    if (key !== undefined && more.length === 0 && label !== '' && !keys.has(label)) keys.set(label, key)
  for (const key of all) keys.set(key, key)
  return { shown, keys }
}

/** What a field is called in a formula. */
export function shownName(scope: Scope | undefined, key: string, locale: Locale): string {
  return (scope === undefined ? undefined : namesOf(scope, locale).shown.get(key)) ?? key
}

const wrapped = new WeakMap<Scope, { [locale: string]: Scope }>()

/** The same scope in the words people see; keys are known in it too. What is found says its key. */
export function byLabels(scope: Scope, locale: Locale): Scope {
  const known = wrapped.get(scope) ?? {}
  wrapped.set(scope, known)
  return (known[locale] ??= wrap(scope, locale))
}

function wrap(scope: Scope, locale: Locale): Scope {
  const inner = (one: (() => Scope | undefined) | undefined): (() => Scope | undefined) | undefined =>
    one === undefined
      ? undefined
      : () => {
          const found = one()
          return found === undefined ? undefined : byLabels(found, locale)
        }
  const find = (name: string): ScopeName | undefined => {
    const key = namesOf(scope, locale).keys.get(name)
    const found = scope.find(key ?? name)
    if (found === undefined) return undefined
    const [target, rows] = [inner(found.target), inner(found.rows)]
    return { ...found, ...(target === undefined ? {} : { target }), ...(rows === undefined ? {} : { rows }) }
  }
  const { entities } = scope
  return {
    name: scope.name,
    keys: () => scope.keys().map((key) => shownName(scope, key, locale)),
    find,
    ...(entities === undefined
      ? {}
      : {
          entities: {
            keys: entities.keys,
            find: (key) => {
              const found = entities.find(key)
              return found === undefined ? undefined : byLabels(found, locale)
            },
          },
        }),
  }
}

/** An expression written in the words people see, by the keys that are stored. */
export function toKeys(expression: Expression, scope: Scope, locale: Locale): Expression {
  return language.rename(expression, byLabels(scope, locale), (at, name) => at.find(name)?.key)
}

/** A formula as people read it: fields by their names. What would not be read back the same is written by keys. */
export function printFormula(expression: Expression, scope: Scope | undefined, locale: Locale): string {
  const plain = language.print(expression, locale)
  if (scope === undefined) return plain
  const named = language.rename(expression, scope, (at, key) => shownName(at, key, locale))
  const text = language.print(named, locale)
  const read = language.parse(text)
  const original = language.parse(plain)
  const isSame =
    read.ok && original.ok && sameJson(toKeys(read.expression, scope, locale), original.expression)
  return isSame ? text : plain
}
