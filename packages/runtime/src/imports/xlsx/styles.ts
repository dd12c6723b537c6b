import { attribute } from './xml.ts'

/** What a number with a style means: a day, a moment, a time of day; undefined for plain numbers. */
export type DateStyle = (style: number) => boolean

/** Formats of dates and times that every book knows by number. */
const builtin = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** Whether a format of a book's own shows dates or times: its letters outside of quotes and brackets. */
export function showsDate(code: string): boolean {
  const plain = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  return /[ymdhs]/i.test(plain.replaceAll(/general|e[+-]/gi, ''))
}

/** Which styles of a book show dates. */
export function dateStyles(xml: string): DateStyle {
  const own = new Map<number, boolean>()
  for (const [tag] of xml.matchAll(/<(?:\w+:)?numFmt\s[^>]*>/g))
    own.set(Number(attribute(tag, 'numFmtId')), showsDate(attribute(tag, 'formatCode') ?? ''))
  const list = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? ''
  const dates = [...list.matchAll(/<(?:\w+:)?xf\s[^>]*>/g)].map(([tag]) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0)
    return own.get(id) ?? builtin(id)
  })
  return (style) => dates[style] === true
}

const day = 86_400_000
const two = (part: number): string => String(part).padStart(2, '0')

/** A serial number as a day, with the time where it has one; a time alone below one. As the workspace's clock shows it. */
export function serialText(serial: number, since1904: boolean): string {
  const whole = Math.round(serial * 86_400)
  const [days, seconds] = [Math.floor(whole / 86_400), whole % 86_400]
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  if (days === 0 && !since1904) return clock
  // Day 60 of the old count is a 29 February 1900 that never was.
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const at = new Date(start + days * day)
  if (Number.isNaN(at.getTime())) return String(serial)
  const date = at.toISOString().slice(0, 10)
  return seconds === 0 ? date : `${date} ${clock}`
}
