import type { WireRecord } from '@mortise/client'
import type { FaceContext } from '@mortise/fields/react'
import type { Column } from './columns.ts'

/** A value as text, the way the clipboard carries it. */
export function cellText(record: WireRecord, column: Column, ctx: FaceContext): string {
  const { field } = column
  const value = record[field.key] ?? null
  if (value === null) return ''
  const type = ctx.types.find(field.type)
  const text = type?.toText(value, {
    field: field.document,
    locale: ctx.locale,
    timeZone: ctx.timeZone,
    labelOf: (entity, id) => ctx.labelOf?.(entity, id) ?? undefined,
    shown: ctx.shown?.(field.document),
  })
  return text ?? String(value)
}

/** Lines of cells as tables of other programs read them: tabs between cells, quotes round what holds a tab or a line. */
export function tsv(lines: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return lines.map((line) => line.map(cell).join('\t')).join('\n')
}
