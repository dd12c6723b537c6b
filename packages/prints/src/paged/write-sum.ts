import type { FieldType } from '@mortise/fields'
import type { ExtensionList } from '@mortise/schema'
import { formatPattern, plainText } from '../format/pattern.ts'
import type { WriteSum } from './types.ts'

/** Writes sums by pattern or as their field's type does; as plain numbers where the type is not known. */
export function sumWriter(fields: ExtensionList<FieldType>): WriteSum {
  return (sum, format, { locale, timeZone }) => {
    if ('words' in format) return format.words
    if ('pattern' in format) return formatPattern(sum, format.pattern, { locale, timeZone })
    const type = fields.find(format.field.type)
    return type === undefined
      ? plainText(sum, locale)
      : type.format(sum, { field: format.field, locale, timeZone })
  }
}
