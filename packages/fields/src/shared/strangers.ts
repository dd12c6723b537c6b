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

/**
 * Whether a form may let strangers choose for this field among records that its designer named: a link to one record, or
 * to any number of them. People, departments and roles are never offered, nor are the rows of a table.
 */
export function isOfferable(type: FieldType | undefined, field: FieldDocument): boolean {
  if (type === undefined || type.computed === true || type.group === 'people') return false
  if (type.target === undefined || type.parentField !== undefined) return false
  const column = type.column(field)?.type
  return column === 'uuid' || column === 'uuid[]'
}

/** Whether strangers may be shown a field of a record that they are offered: a plain value of the record itself. */
export function isShowable(type: FieldType | undefined, field: FieldDocument): boolean {
  if (type === undefined || type.group === 'people' || type.group === 'file') return false
  const column = type.column(field)
  const plain = column !== null && type.target === undefined && column.members === undefined
  return plain && type.files === undefined
}
