import type { Expression } from '@mortise/expressions'
import type { ModelChecks } from '../check/types.ts'
import { fillParts } from '../fill.ts'
import { type ExpressionWalk, touchExpression } from './expression.ts'

/** Written again in the language it was written in, as far as that can be told. */
function printLike(
  text: string,
  before: Expression,
  given: { after: Expression; checks: ModelChecks },
): string {
  const { print } = given.checks.language
  const bare = (one: string): string => one.replaceAll(/\s/g, '')
  const english = bare(print(before, 'en')) === bare(text) || !/\p{Script=Han}/u.test(text)
  return print(given.after, english ? 'en' : 'zh')
}

function touchSource(source: string, walk: ExpressionWalk): string {
  const parsed = walk.checks.language.parse(source)
  if (!parsed.ok) return source
  const before = parsed.expression
  const after = touchExpression(before, walk)
  return after === before ? source : printLike(source, before, { after, checks: walk.checks })
}

/** A text with `{{expression}}` places, each maybe with a pattern behind `|`; what is untouched keeps its letters. */
export function touchText(text: string, walk: ExpressionWalk): string {
  if (!text.includes('{{')) return text
  const parts = fillParts(text).map((part) => {
    if ('text' in part) return part.text
    const made = touchSource(part.source, walk)
    if (made === part.source) return part.raw
    return part.pattern === undefined ? `{{${made}}}` : `{{${made} | ${part.pattern}}}`
  })
  return parts.join('')
}
