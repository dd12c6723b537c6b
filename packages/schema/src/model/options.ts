import type { OptionDocument } from '../documents/common.ts'
import type { FieldDocument } from '../documents/entity.ts'
import { isObject } from '../pointer.ts'

/** Options of a field, without entries that are none. */
export function optionsOf(field: FieldDocument | undefined): readonly OptionDocument[] {
  const options: unknown = field?.settings?.['options']
  if (!Array.isArray(options)) return []
  return options.filter(
    (one: unknown): one is OptionDocument => isObject(one) && typeof one['value'] === 'string',
  )
}

/** Values of a field's options; undefined when it is no choice. */
export function optionValues(field: FieldDocument | undefined): readonly string[] | undefined {
  const options: unknown = field?.settings?.['options']
  if (!Array.isArray(options)) return undefined
  return options.map((one: unknown) => (isObject(one) ? String(one['value']) : ''))
}
