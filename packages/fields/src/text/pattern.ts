import { longestPattern, patternOf } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { textOf } from '../shared/settings.ts'

/** Why a pattern can't be used: too long, or not a regular expression of RE2. Undefined when it can. */
export function patternProblem(pattern: string): 'long' | 'syntax' | undefined {
  if (pattern.length > longestPattern) return 'long'
  return typeof patternOf(pattern) === 'string' ? 'syntax' : undefined
}

/**
 * Whether the whole text has the form of the pattern. A pattern that can't be used fits nothing; one that a browser can't
 * try yet is left to the server.
 */
export function wholeMatch(pattern: string, words: string): boolean {
  const made = patternOf(pattern)
  return made === undefined || (typeof made === 'object' && made.fits(words))
}

/** Whether a field tries its texts with a pattern. */
export function hasPattern(field: FieldDocument): boolean {
  return field.type === 'text' && textOf(field, 'pattern') !== undefined
}
