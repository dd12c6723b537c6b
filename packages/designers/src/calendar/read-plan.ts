import { readYearPlan, type YearPlan } from '@mortise/calendars'
import { addDays, formatDate, parseDate } from '@mortise/expressions'

const worked = /班|补|work/i
const rest = /休|假|放|off|holiday/i

/** A date as people write it: `2027-1-1`, `2027/01/01`, `1月1日`, `20270101`. */
function readDay(text: string, year: number): string | undefined {
  const [, y, m, d] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [
      undefined,
      String(year),
      ...(/^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []).slice(1),
    ]
  if (m === undefined || d === undefined) return undefined
  const date = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return parseDate(date) === undefined ? undefined : date
}

const span = /^(.+?)(?:至|到|～|~|—|–)(.+)$/

function readDays(text: string, year: number): readonly string[] | undefined {
  const single = readDay(text, year)
  if (single !== undefined) return [single]
  const [, first = '', last = ''] = span.exec(text) ?? []
  const from = readDay(first, year)
  if (from === undefined) return undefined
  // The end of a stretch may leave out its month.
  const to = readDay(/^\d{1,2}日?$/.test(last) ? `${from.slice(5, 7)}-${last.replace('日', '')}` : last, year)
  const [start, end] = [parseDate(from), to === undefined ? undefined : parseDate(to)]
  if (start === undefined || end === undefined || to === undefined || to < from) return undefined
  const days: string[] = []
  for (let day = start; days.length < 60; day = addDays(day, 1)) {
    const written = formatDate(day) ?? ''
    days.push(written)
    if (written === to) return days
  }
  return undefined
}

/** A year's plan out of what was pasted, and the lines that say nothing we understand. */
export type PastedPlan = { readonly plan: YearPlan; readonly unread: readonly string[] }

/**
 * Reads a year's days off and make-up days: the JSON in which notices are passed around, or lines as they are copied out
 * of a table or a notice, each with a date (or `10月1日至7日`), a name and whether it is off or worked instead:
 * `2027-01-01  元旦  休`. Without a word a day is off.
 */
export function readPlanText(text: string, year: number): PastedPlan {
  if (text.trim().startsWith('{')) return { plan: readYearPlan(JSON.parse(text)), unread: [] }
  const unread: string[] = []
  const days = new Map<string, YearPlan['days'][number]>()
  for (const line of text.split(/\r?\n/)) {
    const cells = line
      .trim()
      .split(/[\s,，;；、|]+/)
      .filter((cell) => cell !== '')
    if (cells.length === 0) continue
    const dates = cells.flatMap((cell) => readDays(cell, year) ?? [])
    const words = cells.filter((cell) => readDays(cell, year) === undefined)
    if (dates.length === 0) {
      unread.push(line.trim())
      continue
    }
    const isOffDay = !words.some((word) => worked.test(word))
    const name = words.find((word) => !worked.test(word) && !/^(休|休息|放假|假|off)$/i.test(word)) ?? ''
    const plain = rest.test(name) && name.length < 2 ? '' : name
    for (const date of dates) days.set(date, { date, name: plain, isOffDay })
  }
  return { plan: { year, days: [...days.values()] }, unread }
}
