import { say, type Locale } from '@mortise/errors'
import { soundsLike } from '../kit/sounds-like.ts'
import type { Language, Operator, Scope } from '@mortise/expressions'

/** Something to complete a formula with. `insert` replaces the word being written. */
export type Completion = {
  readonly insert: string
  readonly label: string
  readonly kind: 'field' | 'function'
  readonly help?: string
  readonly example?: string
}

/** The word that ends at the caret: where it starts, and what of it is written. */
export function wordAt(text: string, caret: number): { readonly start: number; readonly word: string } {
  const before = text.slice(0, caret)
  const found = /[\p{L}_$][\p{L}\p{N}_$.]*$/u.exec(before)
  return found === null ? { start: caret, word: '' } : { start: found.index, word: found[0] }
}

/** The function call a place stands in: its name as written, and the text of its first argument. */
export type CallAt = { readonly name: string; readonly first: string }

/** The innermost call around a place; undefined outside of every call. Texts in quotes are skipped. */
export function callAt(text: string, caret: number): CallAt | undefined {
  const open: { readonly name: string; readonly from: number }[] = []
  const before = text.slice(0, caret)
  const pieces = /"(?:[^"\\]|\\.)*"?|“[^”]*”?|([\p{L}_$][\p{L}\p{N}_$.]*)?\s*[(（]|[)）]/gu
  for (const match of before.matchAll(pieces)) {
    if (/[(（]$/.test(match[0])) open.push({ name: match[1] ?? '', from: match.index + match[0].length })
    else if (/^[)）]$/.test(match[0])) open.pop()
  }
  const last = open.findLast(({ name }) => name !== '')
  if (last === undefined) return undefined
  const first = /^\s*("?)([^,，"]*)\1\s*[,，]/u.exec(before.slice(last.from))?.[2]?.trim() ?? ''
  return { name: last.name, first }
}

/** The function of a call, by its name in either language. */
export function functionOf(call: CallAt | undefined, language: Language): Operator | undefined {
  const name = call?.name.toLowerCase()
  if (name === undefined) return undefined
  return [...language.operators.values()].find(({ help, name: own }) =>
    [help.names.zh, help.names.en, own].some((one) => one.toLowerCase() === name),
  )
}

/** What names mean at a place: inside a function over rows those of the rows, inside a lookup those of its entity. */
export function scopeAt(
  scope: Scope | undefined,
  call: CallAt | undefined,
  language: Language,
): Scope | undefined {
  const operator = functionOf(call, language)
  if (call === undefined || call.first === '') return scope
  if (operator?.kind === 'rows') return scope?.find(call.first)?.rows?.() ?? scope
  return operator?.kind === 'lookup' ? (scope?.entities?.find(call.first) ?? scope) : scope
}

function scopeBehind(scope: Scope | undefined, steps: readonly string[]): Scope | undefined {
  return steps.reduce<Scope | undefined>((at, step) => at?.find(step)?.target?.(), scope)
}

/** Fields (also behind links, after a dot) and functions that a word may become. */
export function completions(
  word: string,
  {
    scope,
    language,
    locale,
  }: { readonly scope: Scope | undefined; readonly language: Language; readonly locale: Locale },
): readonly Completion[] {
  const steps = word.split('.')
  const last = (steps.pop() ?? '').toLowerCase()
  const here = scopeBehind(scope, steps)
  const start = steps.length === 0 ? '' : `${steps.join('.')}.`
  const fits = (...texts: readonly string[]): boolean => texts.some((text) => soundsLike(text, last))
  const fields = (here?.keys() ?? []).flatMap((key): Completion[] => {
    const name = here?.find(key)
    if (name === undefined || !fits(name.key, key, say(name.label, locale))) return []
    const written = language.print({ var: `${start}${key}` }, locale)
    const label = say(name.label, locale)
    // What is written by its name needs no more words; the key tells apart what is called alike.
    const more = name.key === key ? label : key === label ? '' : name.key
    return [{ kind: 'field', insert: written, label: more }]
  })
  if (steps.length > 0) return fields
  const functions = [...language.operators.values()].flatMap((operator): Completion[] => {
    const { names, label, help, example } = operator.help
    if (
      operator.infix !== undefined ||
      operator.name === 'var' ||
      last === '' ||
      !fits(names.zh, names.en, label.zh)
    )
      return []
    return [
      { kind: 'function', insert: `${names[locale]}(`, label: label[locale], help: help[locale], example },
    ]
  })
  return [...fields, ...functions]
}
