import type { FieldDocument } from '@mortise/schema'

type Words = { readonly zh: string; readonly en: string }

/** A yes/no setting of a chart, as the property panel shows it. */
export function booleanSetting(key: string, label: Words, start = false): FieldDocument {
  return { key, label, type: 'boolean', default: start }
}

/** A number that may be left empty. */
export function numberSetting(key: string, label: Words): FieldDocument {
  return { key, label, type: 'decimal' }
}

/** A choice among a few values. */
export function selectSetting(
  key: string,
  label: Words,
  options: readonly { readonly value: string; readonly label: Words }[],
): FieldDocument {
  const first = options[0]?.value ?? null
  return {
    key,
    label,
    type: 'select',
    default: first,
    settings: { options: options.map((one) => ({ ...one })) },
  }
}
