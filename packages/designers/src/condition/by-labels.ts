import { type Locale, say } from '@mortise/errors'
import type { Scope } from '@mortise/expressions'

/** Names as formulas write them, and texts in quotes, which are left alone. */
const words = /"(?:[^"\\]|\\.)*"?|“[^”]*”?|[\p{L}_$][\p{L}\p{N}_$.]*/gu

/** The key that a word means in a scope: its own, or that of the only field that is called so. */
function keyOf(word: string, scope: Scope | undefined, locale: Locale): string | undefined {
  if (scope === undefined || scope.find(word) !== undefined) return scope === undefined ? undefined : word
  const called = scope.keys().filter((key) => {
    const label = scope.find(key)?.label
    return say(label, locale) === word || say(label, locale === 'zh' ? 'en' : 'zh') === word
  })
  return called.length === 1 ? called[0] : undefined
}

/** A way along links in the words people see, `客户.级别`, in keys; as it was where a part means nothing or two things. */
function pathOf(path: string, scope: Scope | undefined, locale: Locale): string {
  let here = scope
  const keys: string[] = []
  for (const word of path.split('.')) {
    const key = keyOf(word, here, locale)
    if (key === undefined) return path
    keys.push(key)
    here = here?.find(key)?.target?.()
  }
  return keys.join('.')
}

/** A formula in the names people see, `人数 * 单价`, with the keys that formulas are made of in their place. */
export function withKeys(text: string, scope: Scope | undefined, locale: Locale): string {
  if (scope === undefined) return text
  return text.replaceAll(words, (word) => (/^["“]/.test(word) ? word : pathOf(word, scope, locale)))
}
