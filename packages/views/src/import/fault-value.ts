import { listed } from '@mortise/errors'
import type { FaultCell } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { FieldContext } from '@mortise/fields'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'

/** A cell by its place. */
export const cellKey = ({ index, column }: Pick<FaultCell, 'index' | 'column'>): string =>
  `${index} ${column}`

/** What a cell holds at present. */
export const wordsOf = ({ words, original }: FaultCell): string => words ?? original

/** What people read of a cell: one that holds nothing reads as nothing. */
export const shownOf = (cell: FaultCell): string => cell.shown ?? wordsOf(cell)

/** The control of the field's own type is worth more than typing where it offers what there is to choose. */
export function picksValue(field: FieldModel, ctx: FaceContext): boolean {
  const many = ctx.types.find(field.type)?.column(field.document)?.type.endsWith('[]') === true
  return many || ctx.faces.find(field.type)?.picks === true
}

/** The value a control starts from, where the text means one. */
export function valueIn(words: string, field: FieldModel, ctx: FaceContext): Json {
  const parsed = ctx.types.find(field.type)?.parse(words, { ...contextOf(field, ctx), source: 'file' })
  return parsed?.ok === true ? parsed.value : null
}

/** A chosen value as the text of a cell, and as people read it. */
export function textOf(
  value: Json,
  field: FieldModel,
  ctx: FaceContext,
): { readonly words: string; readonly shown?: string } {
  if (value === null) return { words: '' }
  const type = ctx.types.find(field.type)
  const given = contextOf(field, ctx)
  const words =
    typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? JSON.stringify(value)
        : (type?.toText(value, given) ?? String(value))
  const target = type?.target?.(field.document)
  const named =
    target === undefined
      ? type?.format(value, given)
      : listed(
          [value].flat().map((id) => ctx.labelOf?.(target, String(id)) ?? String(id)),
          ctx.locale,
        )
  return named === undefined || named === words ? { words } : { words, shown: named }
}

function contextOf(field: FieldModel, ctx: FaceContext): FieldContext {
  return {
    field: field.document,
    locale: ctx.locale,
    timeZone: ctx.timeZone,
    labelOf: (entity: string, id: string) => ctx.labelOf?.(entity, id) ?? undefined,
  }
}

/** Cells of the same column that say the same and are still wrong. */
export function equalCells(cells: readonly FaultCell[], cell: FaultCell): readonly FaultCell[] {
  const text = cell.original.trim()
  return cells.filter((one) => one.column === cell.column && one.original.trim() === text)
}
