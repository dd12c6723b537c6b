/*
 * Patterns are written by designers and run on every keystroke, also on the server. A repeated group that itself
 * repeats can take exponential time, so such patterns match nothing here; `patternProblem` says so beforehand.
 */

const nested = /[*+}]\)?[*+{]|\([^()]*[*+{|][^()]*\)[*+{]/u
const references = /\\[1-9]|\(\?[=!<]/u

/** Why a pattern can't be used: too long, not a regular expression, or possibly endless. Undefined when it can. */
export function patternProblem(pattern: string): 'long' | 'syntax' | 'slow' | undefined {
  if (pattern.length > 200) return 'long'
  if (nested.test(pattern) || references.test(pattern)) return 'slow'
  return compiled(pattern) === undefined ? 'syntax' : undefined
}

/** Whether the whole text has the form of the pattern. */
export function wholeMatch(pattern: string, words: string): boolean {
  return patternProblem(pattern) === undefined && compiled(pattern)?.test(words) === true
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u')
  } catch {
    return undefined
  }
}
