/** A number format, taken apart: `¥#,##0.00`, `0.0%`, `0000`. */
export type NumberFormat = {
  readonly before: string
  readonly after: string
  readonly grouped: boolean
  readonly percent: boolean
  /** Least whole digits; least and most decimals. */
  readonly whole: number
  readonly least: number
  readonly most: number
}

const numberForm = /^([^#0.,%A-Za-z]*)(#*)(,?)(#*)(0+)(?:\.(0*)(#*))?(%?)([^#0.,%]*)$/

/** Reads a number format; undefined when it is none. */
export function numberFormat(text: string): NumberFormat | undefined {
  const match = text.length > 60 ? null : numberForm.exec(text)
  if (match === null) return undefined
  const [, before = '', , comma = '', , zeros = '', least = '', more = '', percent = '', after = ''] = match
  if (least.length + more.length > 15) return undefined
  return {
    before,
    after: `${percent}${after}`,
    grouped: comma !== '',
    percent: percent !== '',
    whole: zeros.length,
    least: least.length,
    most: least.length + more.length,
  }
}

/** One part of a date format: a piece of the date, or text as it is. */
export type DatePiece = { readonly piece: DateToken } | { readonly text: string }

/** Pieces of a date format. */
export type DateToken = 'YYYY' | 'YY' | 'Q' | 'MM' | 'M' | 'DD' | 'D' | 'HH' | 'H' | 'mm' | 'm' | 'ss' | 's'

const dateForm = /YYYY|YY|Q|MM|M|DD|D|HH|H|mm|m|ss|s|[^A-Za-z0#]+|./gy

/** Pieces that a time of day has; the others belong to a date. */
export const timeTokens: ReadonlySet<string> = new Set(['HH', 'H', 'mm', 'm', 'ss', 's'])

/** Reads a date format; undefined when it is none. Letters that mean nothing are refused, other signs stay. */
export function dateFormat(text: string): readonly DatePiece[] | undefined {
  const found = text.length > 60 ? null : text.match(dateForm)
  if (found === null) return undefined
  const pieces = found.map((part): DatePiece | undefined => {
    if (/^[^A-Za-z0#]/.test(part)) return { text: part }
    return /^(?:YYYY|YY|Q|MM|M|DD|D|HH|H|mm|m|ss|s)$/.test(part) ? { piece: part as DateToken } : undefined
  })
  if (pieces.some((one) => one === undefined)) return undefined
  return pieces.some((one) => one && 'piece' in one) ? (pieces as DatePiece[]) : undefined
}
