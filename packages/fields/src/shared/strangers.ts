import type { FieldDocument } from '@mortise/schema'
import type { FieldType } from '../define.ts'

/**
 * Whether strangers may fill in a field on a public form: plain values alone. What would offer other records, people or
 * roles to choose from is not for them, and what is worked out is nobody's to write.
 */
export function isForStrangers(type: FieldType | undefined, field: FieldDocument): boolean {
  if (type === undefined || type.computed === true || type.group === 'people') return false
  const column = type.column(field)
  return column !== null && type.target === undefined && column.members === undefined
}
