import type { EntityRights } from '@mortise/client'
import type { FaceContext } from '@mortise/fields/react'
import { say } from '@mortise/errors'
import type { EntityModel, FieldModel, SlaDocument, ViewDocument } from '@mortise/schema'
import { promiseOf } from '../promise/standing.ts'
import { readableFields } from '../workspace/metadata.tsx'
import type { TableShape } from './shape.ts'

/** One column of a table. */
export type Column = {
  readonly field: FieldModel
  readonly width: number
  /** Where it stands when it stays while scrolling aside. */
  readonly left: number | undefined
  /** Numbers stand at the right. */
  readonly end: boolean
  readonly sortable: boolean
  readonly groupable: boolean
  /** Its values are days, which may be taken together by month. */
  readonly dated: boolean
  /** Its values may be added up. */
  readonly summed: boolean
  /** The person may change its values, as far as rights on fields tell. */
  readonly editable: boolean
  /** The promise of service whose due moment it shows. */
  readonly sla: SlaDocument | undefined
}

/** Width of the column of check boxes. */
export const checkWidth = 44

const mostWithoutView = 8

const wideLetter = /[\u2e80-\uffef]/

/** Room a name takes as the head of a column, beside its arrow and menu; very long ones end with an ellipsis. */
function headWidth(name: string): number {
  const text = [...name].reduce((sum, letter) => sum + (wideLetter.test(letter) ? 12 : 7), 0)
  return Math.min(text + 46, 220)
}

/** Fields worth a column: everything that has a cell of its own; rows of sub-tables and files come last. */
function usual(entity: EntityModel, rights: EntityRights, ctx: FaceContext): readonly string[] {
  const fields = readableFields(entity, rights)
  const plain = fields.filter(
    (field) => !field.system && (ctx.types.find(field.type)?.operators.length ?? 0) > 2,
  )
  const keys = plain.map((field) => field.key).filter((key) => key !== entity.document.title)
  return [...keys.slice(0, mostWithoutView - 2), 'owner', 'updated_at']
}

/** What decides the columns of a table. */
type ColumnSource = {
  readonly rights: EntityRights
  readonly ctx: FaceContext
  readonly view?: ViewDocument | undefined
  /** The person's choice, from the address or kept. */
  readonly shape?: TableShape | undefined
}

/** The layout of a table: the person's, else the view's, else the first fields. The title is always there. */
export function shapeOf(entity: EntityModel, { rights, ctx, view, shape }: ColumnSource): TableShape {
  const { title } = entity.document
  const readable = new Set(readableFields(entity, rights).map((field) => field.key))
  if (shape !== undefined) {
    const columns = shape.columns.filter(({ key }) => readable.has(key))
    const whole = columns.some(({ key }) => key === title)
    return {
      columns: whole || !readable.has(title) ? columns : [{ key: title }, ...columns],
      frozen: Math.min(whole ? shape.frozen : shape.frozen + 1, columns.length),
    }
  }
  const wanted = view?.columns ?? usual(entity, rights, ctx)
  const keys = [title, ...wanted.filter((key) => key !== title)].filter((key) => readable.has(key))
  return { columns: keys.map((key) => ({ key, width: view?.widths?.[key] })), frozen: 1 }
}

/** The columns of a table as they are drawn. */
export function columnsOf(
  entity: EntityModel,
  { columns, frozen }: TableShape,
  { rights, ctx }: Pick<ColumnSource, 'rights' | 'ctx'>,
): readonly Column[] {
  const { title } = entity.document
  let left = checkWidth
  return columns.flatMap(({ key, width: wanted }, at) => {
    const field = entity.field(key)
    if (field === undefined) return []
    const face = ctx.faces.find(field.type)
    const type = ctx.types.find(field.type)
    const result = type?.resultType?.(field.document) ?? type
    const usualWidth = key === title ? 240 : (face?.width ?? 140)
    const width = wanted ?? Math.max(usualWidth, headWidth(say(field.document.label, ctx.locale)))
    const stored = type?.column(field.document) ?? null
    const column: Column = {
      field,
      width,
      left: at < frozen ? left : undefined,
      end: face?.align === 'end',
      sortable: stored !== null || field.system,
      groupable: result?.groupable === true && (stored !== null || field.system),
      dated: result?.column(field.document)?.type === 'date',
      summed: stored !== null && result?.aggregates.includes('sum') === true,
      editable: rights.update && rights.fields[key] === 'write' && type?.computed !== true && stored !== null,
      sla: promiseOf(entity, key),
    }
    left += width
    return [column]
  })
}
