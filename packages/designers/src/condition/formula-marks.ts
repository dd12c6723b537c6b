import type { Language, Scope } from '@mortise/expressions'
import { callAt, scopeAt } from './completion.ts'

/** A stretch of a formula's text; `field` where it names one. All stretches together are the text, letter by letter. */
export type Stretch = { readonly text: string; readonly field: boolean }

// Texts in quotes, names in braces or back quotes, plain names. Half-written ones count as far as they go.
const pieces =
  /"(?:[^"\\]|\\.)*"?|“[^”]*”?|`(?:[^`\\]|\\.)*`|\{[^{}]*\}|｛[^｛｝]*｝|[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*/gu

/** Whether a name, step by step over what it leads to, is one of a scope. */
function isName(scope: Scope | undefined, name: string): boolean {
  const [head = '', ...rest] = name.split('.')
  const found = scope?.find(head)
  if (found === undefined) return false
  return rest.length === 0 || isName(found.target?.() ?? found.rows?.(), rest.join('.'))
}

function namedBy(piece: string): string | undefined {
  if (/^["“]/.test(piece)) return undefined
  return /^[`{｛]/.test(piece) ? piece.slice(1, -1) : piece
}

/** Takes a formula's text apart at the fields that it names, by the names that people see. */
export function stretchesOf(
  text: string,
  given: { readonly scope: Scope | undefined; readonly language: Language },
): readonly Stretch[] {
  const { scope, language } = given
  const stretches: Stretch[] = []
  let at = 0
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    const name = namedBy(piece)
    const isCall = /^\s*[(（]/.test(text.slice(index + piece.length))
    if (name === undefined || isCall || !isName(scopeAt(scope, callAt(text, index), language), name)) continue
    if (index > at) stretches.push({ text: text.slice(at, index), field: false })
    stretches.push({ text: piece, field: true })
    at = index + piece.length
  }
  if (at < text.length) stretches.push({ text: text.slice(at), field: false })
  return stretches
}
