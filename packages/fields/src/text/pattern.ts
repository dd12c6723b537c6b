import { RE2JS } from 're2js'

/*
 * Patterns are written by designers and run on every keystroke, also on the server. RE2 runs in linear time, so that no
 * pattern can hang either; it knows no back-references and no look-around.
 */

const longest = 500
const compiled = new Map<string, RE2JS | undefined>()

function patternOf(source: string): RE2JS | undefined {
  if (compiled.has(source)) return compiled.get(source)
  // Patterns come from documents, which are few; the bound is for a designer who tries out many.
  if (compiled.size > 1000) compiled.clear()
  const made = source.length > longest ? undefined : attempt(source)
  compiled.set(source, made)
  return made
}

function attempt(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source)
  } catch {
    return undefined
  }
}

/** Why a pattern can't be used: too long, or not a regular expression of RE2. Undefined when it can. */
export function patternProblem(pattern: string): 'long' | 'syntax' | undefined {
  if (pattern.length > longest) return 'long'
  return patternOf(pattern) === undefined ? 'syntax' : undefined
}

/** Whether the whole text has the form of the pattern. A pattern that can't be used fits nothing. */
export function wholeMatch(pattern: string, words: string): boolean {
  return patternOf(pattern)?.matches(words) === true
}
