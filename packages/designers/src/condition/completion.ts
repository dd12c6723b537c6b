import { say, type Locale } from '@mortise/errors'
import type { Language, Scope } from '@mortise/expressions'

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
  const fits = (...texts: readonly string[]): boolean =>
    texts.some((text) => text.toLowerCase().includes(last))
  const fields = (here?.keys() ?? []).flatMap((key): Completion[] => {
    const name = here?.find(key)
    const label = say(name?.label, locale)
    return name !== undefined && fits(key, label) ? [{ kind: 'field', insert: `${start}${key}`, label }] : []
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
      { kind: 'function', insert: `${names[locale]}(`, label: names[locale], help: help[locale], example },
    ]
  })
  return [...fields, ...functions]
}
