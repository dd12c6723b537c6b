import type { EntityRights } from '@mortise/client'
import type { FaceContext } from '@mortise/fields/react'
import type { EntityModel, FieldModel, ViewDocument } from '@mortise/schema'
import { readableFields } from '../workspace/metadata.tsx'

/** One column of a table. */
export type Column = { readonly field: FieldModel; readonly width: number; readonly end: boolean }

const mostWithoutView = 8

/** Fields worth a column: everything that has a cell of its own; rows of sub-tables and files come last. */
function usual(entity: EntityModel, rights: EntityRights, ctx: FaceContext): readonly string[] {
  const fields = readableFields(entity, rights)
  const plain = fields.filter(
    (field) => !field.system && (ctx.types.find(field.type)?.operators.length ?? 0) > 2,
  )
  const keys = plain.map((field) => field.key).filter((key) => key !== entity.document.title)
  return [...keys.slice(0, mostWithoutView - 2), 'owner', 'updated_at']
}

/** The columns of a table: the person's choice, else the view's, else the first fields; the title always leads. */
export function columnsOf(
  entity: EntityModel,
  options: {
    readonly rights: EntityRights
    readonly ctx: FaceContext
    readonly view?: ViewDocument | undefined
    readonly chosen?: readonly string[] | undefined
  },
): readonly Column[] {
  const { rights, ctx, view, chosen } = options
  const { title } = entity.document
  const wanted = chosen ?? view?.columns ?? usual(entity, rights, ctx)
  const readable = new Map(readableFields(entity, rights).map((field) => [field.key, field]))
  const keys = [title, ...wanted.filter((key) => key !== title)]
  return keys.flatMap((key) => {
    const field = readable.get(key)
    if (field === undefined) return []
    const face = ctx.faces.find(field.type)
    const width = view?.widths?.[key] ?? (key === title ? 240 : (face?.width ?? 140))
    return [{ field, width, end: face?.align === 'end' }]
  })
}
