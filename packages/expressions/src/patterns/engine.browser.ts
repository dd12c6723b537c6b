import type { PatternEngine } from './engine.ts'

let held: PatternEngine | undefined
let coming: Promise<void> | undefined

/** The engine of patterns, once it was fetched: most screens know no pattern, and it is too heavy for every page. */
export function patternEngine(): PatternEngine | undefined {
  // Whoever asks before it was brought finds it the next time.
  if (held === undefined) void loadPatterns().catch(() => undefined)
  return held
}

/** Fetches the engine; to be awaited before a model with patterns is used. Fails where it can't be had. */
export function loadPatterns(): Promise<void> {
  coming ??= import('re2js').then(
    ({ RE2JS }) => {
      held = RE2JS
    },
    (error: unknown) => {
      coming = undefined
      throw error
    },
  )
  return coming
}
