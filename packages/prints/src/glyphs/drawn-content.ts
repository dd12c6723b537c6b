import { drawnText } from './letters.ts'

/** What holds pictures and codes: nothing in there is words. */
const wordless: ReadonlySet<string> = new Set(['image', 'qr'])
/** What holds words; all that is written in a drawing comes from the texts of its option. */
const wordy: ReadonlySet<string> = new Set(['text', 'svg', 'chart'])

/**
 * Content with every text as it can be printed; `missing` is told each letter that the fonts lack. What needs no change is the
 * very same content.
 */
export function drawnContent<T>(node: T, missing: (letters: readonly string[]) => void): T {
  const clean = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (!wordy.has(key)) return value
      const drawn = drawnText(value)
      if (drawn.missing.length > 0) missing(drawn.missing)
      return drawn.text
    }
    if (typeof value !== 'object' || value === null || wordless.has(key)) return value
    if (Array.isArray(value)) {
      const next = value.map((one: unknown) => clean(one, key))
      return next.some((one, at) => one !== value[at]) ? next : value
    }
    const entries = Object.entries(value)
    const changed = entries.flatMap(([name, one]) => {
      const next = clean(one, key === 'chart' ? key : name)
      return next === one ? [] : [[name, next] as const]
    })
    return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) }
  }
  return clean(node, '') as T
}
