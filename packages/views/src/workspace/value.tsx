import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldDocument } from '@mortise/schema'
import type { ReactNode } from 'react'

/** A value by the face of its field's type; an unknown type is shown grey, as text. */
export function Value({
  value,
  field,
  ctx,
  full = false,
}: {
  readonly value: Json | undefined
  readonly field: FieldDocument
  readonly ctx: FaceContext
  readonly full?: boolean
}): ReactNode {
  const Cell = ctx.faces.find(field.type)?.Cell
  if (Cell !== undefined) return <Cell value={value ?? null} field={field} ctx={ctx} full={full} />
  return value === null || value === undefined ? null : <span className="m-faint">{String(value)}</span>
}
