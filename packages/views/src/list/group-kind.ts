import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'

/** Whether records may be grouped by a field, and whether its values are days. */
export function groupKind(field: FieldModel, ctx: FaceContext): 'none' | 'plain' | 'date' {
  const type = ctx.types.find(field.type)
  const result = type?.resultType?.(field.document) ?? type
  const stored = type?.column(field.document) ?? null
  if (result?.groupable !== true || (stored === null && !field.system)) return 'none'
  return result.column(field.document)?.type === 'date' ? 'date' : 'plain'
}
