import type { FieldShape } from '../records/shape.ts'

/** Whether values are text people read (not ids). */
export function isTextual(field: FieldShape): boolean {
  return field.expression.kind === 'text'
}
