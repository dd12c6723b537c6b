import { type Locale, say } from '@mortise/errors'
import { type Expression, language, type Scope } from '@mortise/expressions'
import { byLabels, toKeys } from './by-labels.ts'

/** What is wrong with a formula, and where. */
export type Fault = { readonly message: string; readonly at?: number; readonly length?: number }

/** A formula read and checked. */
export type Reading =
  | { readonly expression: Expression; readonly fault?: undefined }
  | { readonly expression?: undefined; readonly fault: Fault }

/** What a formula is checked by. */
export type Rules = {
  readonly scope: Scope | undefined
  readonly previous: boolean
  readonly expect: 'boolean' | 'number' | 'text' | undefined
  readonly locale: Locale
}

/**
 * Reads the text form, and checks it where names are known; a mistake comes with its exact place in the text. Fields may
 * be written as people see them or by their keys; what is read has keys.
 */
export function readFormula(text: string, { scope, previous, expect, locale }: Rules): Reading {
  const read = language.parse(text)
  if (!read.ok) {
    const { message, at, length } = read.problem
    return { fault: { message: say(message, locale), at, length } }
  }
  if (scope === undefined) return { expression: read.expression }
  // Checked as it was written, so that what is said about it is said in the same words.
  const checked = language.check(read.expression, byLabels(scope, locale), {
    // Whether the place allows windows is for the publish check to say; here they are names like others.
    allow: { previous, window: true },
    ...(expect === undefined ? {} : { expect: { kind: expect } }),
  })
  if (checked.ok) return { expression: toKeys(read.expression, scope, locale) }
  const [problem] = checked.problems
  return { fault: { message: say(problem?.message, locale), ...read.place(problem?.path ?? '') } }
}
