import type { Localized } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { FieldDocument, OptionDocument, Settings } from '@mortise/schema'

/** Describes one setting; `settings` are those of the setting's own field type. */
export function setting(
  key: string,
  type: string,
  more: {
    readonly zh: string
    readonly en: string
    readonly help?: Localized
    readonly required?: boolean
    readonly default?: Expression
    readonly settings?: Settings
  },
): FieldDocument {
  const { zh, en, ...rest } = more
  return { key, type, label: { zh, en }, ...rest }
}

/** Describes a setting with a fixed set of choices: `[value, zh, en]`. */
export function choiceSetting(
  key: string,
  more: { readonly zh: string; readonly en: string; readonly default?: string; readonly required?: boolean },
  choices: readonly (readonly [string, string, string])[],
): FieldDocument {
  const options = choices.map(([value, zh, en]) => ({ value, label: { zh, en } }))
  return setting(key, 'select', { ...more, settings: { options } })
}

/** A text setting, or undefined. */
export function textOf(field: FieldDocument, key: string): string | undefined {
  const value = field.settings?.[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A number setting given as number or decimal text, or undefined. */
export function numberOf(field: FieldDocument, key: string): number | undefined {
  const value = field.settings?.[key]
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A whole number between bounds, or the default when the setting is missing or foolish. */
export function wholeOf(
  field: FieldDocument,
  key: string,
  limits: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  const value = numberOf(field, key)
  return value !== undefined && Number.isInteger(value) && value >= limits.min && value <= limits.max
    ? value
    : limits.fallback
}

/** A yes-or-no setting; default no. */
export function flagOf(field: FieldDocument, key: string): boolean {
  return field.settings?.[key] === true
}

/** The options of a field, without entries that are not options. */
export function optionsOf(field: FieldDocument): readonly OptionDocument[] {
  const list: Json | undefined = field.settings?.['options']
  if (!Array.isArray(list)) return none
  return list.every(isOption) ? list : list.filter(isOption)
}

const none: readonly OptionDocument[] = Object.freeze([])

function isOption(value: unknown): value is OptionDocument {
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string'
}

/** A sentence in both languages made of the same words. */
export function sentence(zh: string, en: string): () => Localized {
  const text = Object.freeze({ zh, en })
  return () => text
}
