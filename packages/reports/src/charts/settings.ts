import type { FieldDocument } from '@mortise/schema'

/** A yes/no setting of a chart, as the property panel shows it. */
export function booleanSetting(
  key: string,
  label: { readonly zh: string; readonly en: string },
): FieldDocument {
  return { key, label, type: 'boolean', default: false }
}

/** A choice among a few values. */
export function selectSetting(
  key: string,
  label: { readonly zh: string; readonly en: string },
  options: readonly {
    readonly value: string
    readonly label: { readonly zh: string; readonly en: string }
  }[],
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
