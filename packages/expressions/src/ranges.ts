import { parseDate } from './civil.ts'

const form = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/

/** First and last day of a range of days as records hold it, `2026-03-05/2026-03-09`; undefined when it is none. */
export function rangeDays(text: string): readonly [string, string] | undefined {
  const [, from = '', to = ''] = form.exec(text) ?? []
  return parseDate(from) === undefined || parseDate(to) === undefined ? undefined : [from, to]
}

/** The same form for Postgres. */
export const rangePattern: string = '^[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}$'
