import type { Json } from '@mortise/expressions'
import type { FieldModel } from '@mortise/schema'
import type { Refs } from '@mortise/store'
import type { RuntimeOptions } from '../types.ts'
import { joinNames } from './names.ts'

/** Signs with which a table program starts a formula, plain and full-width. */
const formulaStart = /^["';,\s]*[=+\-@\t\r＝＋－＠]/
const plainNumber = /^[+-]?[\d\s().-]*$/

/**
 * Makes a text harmless for a table program: what could start a formula gets an apostrophe before it. Numbers and phone
 * numbers stay as they are.
 */
export function harmless(text: string): string {
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

/** Takes the apostrophe of `harmless` away again, for files that come back. */
export function withoutGuard(text: string): string {
  return text.startsWith("'") && formulaStart.test(text.slice(1)) ? text.slice(1) : text
}

/** Names what a value points at; undefined what is not to be seen. */
export type LabelOf = (entity: string, id: string) => string | undefined

/** Shows a field's values as a file carries them. */
export type CellWriter = (value: Json, labelOf: LabelOf) => string

/** Looks labels up in a page's names. */
export function labelsIn(refs: Refs): LabelOf {
  return (entity, id) => refs[entity]?.[id] ?? undefined
}

/**
 * Makes the writer of one field's cells: by field type, links and people by name. Everything that is the same for all
 * rows is found out here, once.
 */
export function cellWriter(
  field: FieldModel | undefined,
  given: {
    readonly kit: RuntimeOptions['kit']
    readonly locale: 'zh' | 'en'
    readonly timeZone: string
  },
): CellWriter {
  if (field === undefined) return filled((value) => String(value))
  if (field.system)
    return filled((value, labelOf) => {
      const id = String(value)
      return labelOf('user', id) ?? labelOf('department', id) ?? id
    })
  const { kit, locale, timeZone } = given
  const type = kit.fields.find(field.type)
  if (type === undefined) return filled((value) => String(value))
  const { document } = field
  const target = type.target?.(document)
  return filled((value, labelOf) => {
    if (target !== undefined && typeof value === 'string') return labelOf(target, value) ?? ''
    // Who may not see one of the records does not learn its name; the others stay.
    if (target !== undefined && Array.isArray(value))
      return joinNames((value as readonly Json[]).flatMap((id) => labelOf(target, String(id)) ?? []))
    return type.toText(value, { field: document, locale, timeZone, labelOf })
  })
}

const filled =
  (write: CellWriter): CellWriter =>
  (value, labelOf) =>
    value === null ? '' : write(value, labelOf)

/** One line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}

/** The mark that makes table programs read a CSV file as UTF-8. */
export const byteOrderMark: string = '\uFEFF'
