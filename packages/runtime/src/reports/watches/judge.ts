import type { Json } from '@mortise/expressions'
import {
  addPeriods,
  bucketStart,
  dimensionsOf,
  othersValue,
  point,
  type ReportColumn,
  type ReportResult,
  type ReportRow,
  shownValue,
} from '@mortise/reports'
import type { DateBucket } from '@mortise/schema'
import type { AlertSettings } from './terms.ts'

/** A figure that is watched: null where there is none. `where` names its row, `before` is the figure of the period before. */
export type Figure = {
  readonly value: number | null
  readonly before?: number | null
  readonly where?: string
}

/** What was found out at a look. */
export type Verdict = {
  readonly state: 'calm' | 'fired' | 'held' | 'recovered'
  readonly figure: Figure
  /** What the figure was measured against, and the change in percent. */
  readonly base?: number
  readonly percent?: number
}

/** What is known of earlier looks. */
export type Earlier = {
  /** The figure of the look before; undefined where there was none. */
  readonly value?: number | null | undefined
  /** The last time the person was told, and of what; `at` in milliseconds. */
  readonly told?: { readonly state: 'fired' | 'recovered'; readonly at: number } | undefined
}

const hour = 3_600_000

function nameOf(result: ReportResult, row: ReportRow, locale: 'zh' | 'en'): string {
  return dimensionsOf(result)
    .map((column) => shownValue(result, column, { value: row[column.key] ?? null, locale }))
    .join(' · ')
}

const valueIn = (row: ReportRow | undefined, measure: string): number | null => point(row?.[measure] as Json)

/** The dimension of a report that has one row for each period; undefined where periods have several rows, or none. */
function periodOf(result: ReportResult): (ReportColumn & { readonly bucket: string }) | undefined {
  const [first, ...more] = dimensionsOf(result)
  return first?.bucket === undefined || more.length > 0 ? undefined : { ...first, bucket: first.bucket }
}

/** The last period of a report that has records, and the one just before it, which may have none. */
function lastPeriods(result: ReportResult): { readonly last?: ReportRow; readonly before?: ReportRow } {
  const period = periodOf(result)
  if (period === undefined) return {}
  const starts = new Map(
    result.rows.flatMap((row) => {
      const start = bucketStart(row[period.key])
      return start === undefined ? [] : [[start, row] as const]
    }),
  )
  const start = [...starts.keys()].toSorted().at(-1)
  if (start === undefined) return {}
  const [last, before] = [starts.get(start), starts.get(addPeriods(start, -1, period.bucket as DateBucket))]
  return { ...(last === undefined ? {} : { last }), ...(before === undefined ? {} : { before }) }
}

/** Whether a report has the figure that is to be watched: a total, or periods. */
export function hasFigure(
  result: ReportResult,
  { measure, row }: Pick<AlertSettings, 'measure' | 'row'>,
): boolean {
  if (!result.columns.some((one) => one.role === 'measure' && one.key === measure)) return false
  if (row === 'last') return periodOf(result) !== undefined
  return (
    row === 'any' ||
    dimensionsOf(result).length === 0 ||
    result.totals !== undefined ||
    result.rows.length < 2
  )
}

/** The figure that is watched, as a result has it. */
export function figureOf(result: ReportResult, rule: AlertSettings, locale: 'zh' | 'en'): Figure {
  const { measure, row } = rule
  if (row === 'total') {
    const only = result.rows.length === 1 ? result.rows[0] : undefined
    return { value: valueIn(result.totals ?? only, measure) }
  }
  if (row === 'last') {
    const { last, before } = lastPeriods(result)
    if (last === undefined) return { value: null }
    return {
      value: valueIn(last, measure),
      before: valueIn(before, measure),
      where: nameOf(result, last, locale),
    }
  }
  // What a limit gathered in one row is no row that anybody watches.
  const own = dimensionsOf(result)[0]?.key ?? ''
  const found = result.rows
    .filter((one) => one[own] !== othersValue)
    .map((one) => ({ row: one, value: valueIn(one, measure) }))
    .filter((one): one is { row: ReportRow; value: number } => one.value !== null)
    .toSorted((a, b) => (rule.op === 'below' ? a.value - b.value : b.value - a.value))[0]
  return found === undefined
    ? { value: null }
    : { value: found.value, where: nameOf(result, found.row, locale) }
}

type Measured = { readonly met: boolean; readonly base?: number; readonly percent?: number }

function changed(rule: AlertSettings, figure: Figure, earlier: Earlier): Measured {
  const base = rule.against === 'period' ? figure.before : earlier.value
  // Against nothing there is no change in percent.
  if (figure.value === null || base === null || base === undefined || base === 0) return { met: false }
  const percent = ((figure.value - base) / Math.abs(base)) * 100
  const { value = 0, direction = 'either' } = rule
  const met = (direction !== 'down' && percent >= value) || (direction !== 'up' && percent <= -value)
  return { met, base, percent }
}

function measured(rule: AlertSettings, figure: Figure, earlier: Earlier): Measured {
  if (rule.op === 'noData') return { met: figure.value === null }
  if (rule.op === 'change') return changed(rule, figure, earlier)
  if (figure.value === null) return { met: false }
  // Once told, the figure has to come back further than it went over: else it tells again at each small wave.
  const open = earlier.told?.state === 'fired'
  const line = (open ? rule.backTo : undefined) ?? rule.value ?? 0
  return { met: rule.op === 'above' ? figure.value > line : figure.value < line }
}

/**
 * Judges a look at a figure. Told once, and again only when the cool-down is over and it is still so; all is well again is
 * told once, where something was told before. A change happens and is over: nothing comes back from it.
 */
export function judge(
  rule: AlertSettings,
  figure: Figure,
  given: { readonly earlier: Earlier; readonly now: number },
): Verdict {
  const { earlier, now } = given
  const { met, ...rest } = measured(rule, figure, earlier)
  const { told } = earlier
  if (met) {
    // Also what came back meanwhile and goes over again is told no sooner.
    const cooling = told !== undefined && now - told.at < rule.coolDownHours * hour
    return { state: cooling ? 'held' : 'fired', figure, ...rest }
  }
  const recovers = rule.op !== 'change' && rule.recovery && told?.state === 'fired'
  return { state: recovers ? 'recovered' : 'calm', figure, ...rest }
}
