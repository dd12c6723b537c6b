import { patternEngine } from '#pattern-engine'

/*
 * Patterns are written by designers and run on every keystroke, also on the server. RE2 runs in linear time, so that no
 * pattern can hang either; it knows no back-references and no look-around.
 */

/** Letters a pattern may have. */
export const longestPattern = 500

/** A compiled pattern. */
export type Pattern = {
  /** Whether a part of the text fits. */
  readonly findsIn: (text: string) => boolean
  /** Whether the whole text fits. */
  readonly fits: (text: string) => boolean
}

const compiled = new Map<string, Pattern | string>()

/** The compiled pattern, or what is wrong with it; undefined in a browser that has not fetched the engine yet. */
export function patternOf(source: string): Pattern | string | undefined {
  const known = compiled.get(source)
  if (known !== undefined) return known
  const made = compilePattern(source)
  if (made === undefined) return undefined
  // Patterns come from documents, which are few; the bound is for a designer who tries out many.
  if (compiled.size > 1000) compiled.clear()
  compiled.set(source, made)
  return made
}

function compilePattern(source: string): Pattern | string | undefined {
  if (source.length > longestPattern) return `> ${longestPattern}`
  const engine = patternEngine()
  if (engine === undefined) return undefined
  try {
    const pattern = engine.compile(source)
    return {
      findsIn: (text) => pattern.matcher(text).find(),
      fits: (text) => pattern.matches(text),
    }
  } catch (error) {
    return error instanceof Error ? error.message : 'syntax'
  }
}
