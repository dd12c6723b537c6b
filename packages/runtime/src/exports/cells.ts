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

/** Shows values as a file carries them. */
export type CellWriter = (field: FieldModel, value: Json, refs: Refs) => string

/** Makes a writer of cells: by field type, links and people by name. */
export function cellWriter(given: {
  readonly kit: RuntimeOptions['kit']
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
}): CellWriter {
  const { kit, locale, timeZone } = given
  return (field, value, refs) => {
    if (value === null) return ''
    const labelOf = (entity: string, id: string): string | undefined => refs[entity]?.[id] ?? undefined
    if (field.system)
      return labelOf('user', String(value)) ?? labelOf('department', String(value)) ?? String(value)
    const type = kit.fields.find(field.type)
    if (type === undefined) return String(value)
    const target = type.target?.(field.document)
    if (target !== undefined && typeof value === 'string') return labelOf(target, value) ?? ''
    // Who may not see one of the records does not learn its name; the others stay.
    if (target !== undefined && Array.isArray(value))
      return joinNames((value as readonly Json[]).flatMap((id) => labelOf(target, String(id)) ?? []))
    return type.toText(value, { field: field.document, locale, timeZone, labelOf })
  }
}

/** One line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}

/** The mark that makes table programs read a CSV file as UTF-8. */
export const byteOrderMark: string = '\uFEFF'
