import {
  addUnits,
  type CivilDate,
  type DateUnit,
  formatDate,
  isRangeName,
  parseDate,
  startOf,
} from '@mortise/expressions'
import { type Localized, type LocalizedText, text } from '@mortise/errors'
import type { GroupDays } from '@mortise/schema'
import { translate } from '@mortise/ui'
import { messages as conditionMessages, periodWords } from '../condition/messages.ts'
import { messages } from './messages.ts'

/** Groups that are filled in at once: by the calendar, or by the fiscal year of the workspace. */
export type DayPreset = 'years' | 'halves' | 'fiscalYears' | 'fiscalHalves'

/** The ready-made groups, in the order of the menu. */
export const dayPresets: readonly DayPreset[] = ['years', 'halves', 'fiscalYears', 'fiscalHalves']

/** Days under a name in both languages. */
export type NamedDays = { readonly label: LocalizedText; readonly days: GroupDays }

/** So many years with groups of their own, this one among them; what lies before is one group. */
const yearsShown = 3

const shown = (date: CivilDate): string => formatDate(date) ?? ''

function yearName({ year }: CivilDate, fiscal: boolean, start: number): Localized {
  if (!fiscal) return text(`${year} 年`, `${year}`)
  const name = start === 1 ? `${year}` : `${year}/${String((year + 1) % 100).padStart(2, '0')}`
  return text(`${name} 财年`, `FY ${name}`)
}

const half = ({ zh, en }: Localized, at: 0 | 1): Localized =>
  text(`${zh}${at === 0 ? '上半年' : '下半年'}`, `${en} ${at === 0 ? 'H1' : 'H2'}`)

/** Ready-made groups up to the end of this year, and one for all before them. `today` is a date, `start` the first month of the fiscal year. */
export function presetDays(preset: DayPreset, today: string, start: number): readonly NamedDays[] {
  const now = parseDate(today)
  if (now === undefined) return []
  const fiscal = preset === 'fiscalYears' || preset === 'fiscalHalves'
  const halves = preset === 'halves' || preset === 'fiscalHalves'
  const unit: DateUnit = fiscal ? 'fiscalYear' : 'year'
  const first = addUnits(startOf(now, unit, start), 1 - yearsShown, unit)
  const years = Array.from({ length: yearsShown }, (_, at) => addUnits(first, at, unit))
  const before = yearName(first, fiscal, start)
  return [
    { label: { zh: `${before.zh}之前`, en: `Before ${before.en}` }, days: { until: shown(first) } },
    ...years.flatMap((from): readonly NamedDays[] => {
      const [middle, until] = [addUnits(from, 6, 'month'), addUnits(from, 1, unit)]
      const label = yearName(from, fiscal, start)
      if (!halves) return [{ label, days: { from: shown(from), until: shown(until) } }]
      return [
        { label: half(label, 0), days: { from: shown(from), until: shown(middle) } },
        { label: half(label, 1), days: { from: shown(middle), until: shown(until) } },
      ]
    }),
  ]
}

/** The day before or after another. */
export function nextDay(day: string, step: 1 | -1): string {
  const date = parseDate(day)
  return date === undefined ? day : shown(addUnits(date, step, 'day'))
}

/** Whether there is something in these days, so that they can be a group. */
export function isWholeDays(days: GroupDays | undefined): boolean {
  if (days === undefined) return false
  if ('range' in days) return isRangeName(days.range)
  const { from, until } = days
  return (from !== undefined || until !== undefined) && (from ?? '') < (until ?? '9999-12-31')
}

/** What days are called when nobody named them. The last day is told as one that is in. */
export function daysName(days: GroupDays | undefined, locale: 'zh' | 'en'): string {
  const t = translate(messages, locale)
  if (days === undefined) return t('groupName')
  if ('range' in days) return periodWords(days.range, translate(conditionMessages, locale))
  const { from, until } = days
  if (from === undefined && until === undefined) return t('groupName')
  if (from === undefined) return t('daysBefore', { to: until ?? '' })
  return until === undefined ? t('daysFrom', { from }) : t('bandBetween', { from, to: nextDay(until, -1) })
}
