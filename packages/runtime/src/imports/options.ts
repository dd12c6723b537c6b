import { say } from '@mortise/errors'
import type { FieldDocument, OptionDocument } from '@mortise/schema'
import type { ImportMapping } from './types.ts'

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
/** What forms and other systems write when nobody chose. */
const nothing = new Set(['', 'select', 'none', 'null', 'n/a', 'na', '-', '--', '—', '请选择', '无'])

/** Options of a choice field; undefined for fields without a list of options. */
export function optionsOf(field: FieldDocument): readonly OptionDocument[] | undefined {
  const options = (field.settings as { readonly options?: unknown } | undefined)?.options
  return Array.isArray(options) ? (options as readonly OptionDocument[]) : undefined
}

/** What a text of a file means in a choice field: an option's value, null for nothing, undefined when it fits none. */
export type OptionReader = (text: string) => string | null | undefined

/** Makes a reader for a choice field: the person's own mapping first, then value, label and synonyms. */
export function optionReader(
  options: readonly OptionDocument[],
  own: ImportMapping['values'][string] = {},
): OptionReader {
  const known = new Map<string, string>()
  const add = (text: unknown, value: string): void => {
    if (typeof text === 'string' && !known.has(fold(text))) known.set(fold(text), value)
  }
  for (const one of options) add(one.value, one.value)
  for (const one of options)
    for (const locale of ['zh', 'en'] as const) add(say(one.label, locale), one.value)
  for (const one of options) {
    const synonyms = one['synonyms']
    if (Array.isArray(synonyms)) for (const text of synonyms as readonly unknown[]) add(text, one.value)
  }
  const mapped = new Map(Object.entries(own).map(([text, value]) => [fold(text), value]))
  return (text) => {
    const folded = fold(text)
    if (mapped.has(folded)) return mapped.get(folded) ?? null
    const value = known.get(folded)
    if (value !== undefined) return value
    return nothing.has(folded) ? null : mapped.get('*')
  }
}
