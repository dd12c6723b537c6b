import { formatDate, fromDayNumber, parseDate } from '@mortise/expressions'

const written =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})(?:日|号)?|(\d{2})(\d{2}))$/u

/** `2026-3-5`, `2026/3/5`, `2026.3.5`, `2026年3月5日`, `20260305` as `2026-03-05`; undefined when it is no real date. */
export function dateFromText(words: string): string | undefined {
  const match = written.exec(words)
  if (match === null) return undefined
  const [year = '', month = '', day = ''] = match.slice(1).filter((part) => part !== undefined)
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return parseDate(text) === undefined ? undefined : text
}

const clock =
  /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,3}))?)?|[时点](?:(\d{1,2})分?(?:(\d{1,2})秒)?)?)$/u

/** Milliseconds since midnight of `14:30`, `14:30:05.250`, `14时30分`, `9点`; undefined when it is no time of day. */
export function clockFromText(words: string): number | undefined {
  const match = clock.exec(words)
  if (match === null) return undefined
  const [, hour = '0', minute = match[5] ?? '0', second = match[6] ?? '0', fraction = '0'] = match
  const [h, m, s] = [Number(hour), Number(minute), Number(second)]
  if (h > 23 || m > 59 || s > 59) return undefined
  return ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.padEnd(3, '0'))
}

const dayLength = 86_400_000
// Day 60 of a spreadsheet is 29 February 1900, which never was; from then on the count is right from 1899-12-30.
const serialZero = -25_569
const firstSafeSerial = 61
const lastSerial = 2_958_465

/** Date and time of day that a spreadsheet's serial number stands for; undefined outside 1900-03-01 to 9999-12-31. */
export function fromSerial(serial: number): { readonly date: string; readonly time: number } | undefined {
  if (!(serial >= firstSafeSerial && serial < lastSerial + 1)) return undefined
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400)
  const days = Math.floor(serial) + (seconds === 86_400 ? 1 : 0)
  const date = formatDate(fromDayNumber(days + serialZero))
  return date === null ? undefined : { date, time: (seconds * 1000) % dayLength }
}
