import { RE2JS } from 're2js'

/** What compiles patterns. */
export type PatternEngine = Pick<typeof RE2JS, 'compile'>

/** The engine of patterns. Outside of browsers it is part of the program. */
export function patternEngine(): PatternEngine | undefined {
  return RE2JS
}

/** Brings the engine; it is there already. */
export function loadPatterns(): Promise<void> {
  return Promise.resolve()
}
