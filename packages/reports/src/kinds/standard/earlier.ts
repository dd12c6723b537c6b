import type { Expression } from '@mortise/expressions'
import type { DimensionDocument, MeasureDocument, ReportDocument } from '@mortise/schema'
import { parseDistance } from '../../period.ts'
import { varsIn } from '../../scope.ts'
import { readBy } from './derive.ts'

/** Where an earlier period is looked for: by which date, and how far back. */
export type Earlier = { readonly date: Expression; readonly count: number; readonly unit: string }

/** The same expression with one part of it in every place replaced by another. */
function replaced(expr: Expression, part: Expression, by: Expression): Expression {
  const wanted = JSON.stringify(part)
  const walk = (one: Expression): Expression => {
    if (JSON.stringify(one) === wanted) return by
    if (one === null || typeof one !== 'object') return one
    if (Array.isArray(one)) return one.map((item: Expression) => walk(item))
    return Object.fromEntries(
      Object.entries(one as { readonly [operator: string]: Expression }).map(([name, given]) => [
        name,
        walk(given),
      ]),
    )
  }
  return walk(expr)
}

function reads(expr: Expression | undefined, part: Expression): boolean {
  return expr !== undefined && JSON.stringify(expr).includes(JSON.stringify(part))
}

/** The dimension that periods run along. */
export function datedDimension(report: ReportDocument): DimensionDocument | undefined {
  return report.dimensions?.find((one) => one.bucket !== undefined)
}

/**
 * How the store has to be asked for a measure of an earlier period; undefined where the report already holds every period,
 * because its filter does not speak of that date, and each of them begins where one of the earlier ones did.
 */
export function earlierOf(measure: MeasureDocument, report: ReportDocument): Earlier | undefined {
  const distance = parseDistance(measure.by)
  const date = measure.on ?? datedDimension(report)?.expr
  if (measure.window !== 'shift' || distance === undefined || date === undefined) return undefined
  const held = measure.on === undefined && !reads(report.filter, date)
  return held && wholeBuckets(datedDimension(report)?.bucket, distance) ? undefined : { date, ...distance }
}

const months: { readonly [unit: string]: number } = { month: 1, quarter: 3, year: 12 }

/** Whether a period lies a whole number of periods earlier: a year before a week no week of the report begins. */
function wholeBuckets(
  bucket: string | undefined,
  { count, unit }: { readonly count: number; readonly unit: string },
): boolean {
  if (bucket === 'day') return true
  if (bucket === 'week') return unit === 'week' || (unit === 'day' && count % 7 === 0)
  return ((months[unit] ?? 0) * count) % (months[bucket ?? ''] ?? 1) === 0 && unit in months
}

const joining: ReadonlySet<string> = new Set(['and', 'or', '!'])

/**
 * A condition that finds of the records an earlier period has what it finds of those of this one. Only what holds the
 * date against a time is moved: whether a deal closed before it was due is the same a year ago.
 */
export function movedCondition(condition: Expression, earlier: Earlier): Expression {
  if (condition === null || typeof condition !== 'object' || Array.isArray(condition)) return condition
  const [entry] = Object.entries(condition as { readonly [operator: string]: Expression })
  if (entry === undefined) return condition
  const [operator, given] = entry
  if (!joining.has(operator)) {
    const own = new Set(varsIn(earlier.date))
    return varsIn(condition).every((name) => own.has(name)) ? moved(condition, earlier) : condition
  }
  const parts: readonly Expression[] = Array.isArray(given) ? given : [given]
  return { [operator]: parts.map((one) => movedCondition(one, earlier)) }
}

/** An expression with the date moved to where it would be now. */
export function moved(expr: Expression, { date, count, unit }: Earlier): Expression {
  return replaced(expr, date, { dateAdd: [date, count, unit] })
}

/** The base measures a measure is worked out from: itself, or those its formula reads. */
export function basesOf(
  measure: MeasureDocument,
  measures: readonly MeasureDocument[],
): readonly MeasureDocument[] {
  const found = new Set<MeasureDocument>()
  const visit = (one: MeasureDocument): void => {
    if (found.has(one)) return
    found.add(one)
    readBy(one, measures).forEach(visit)
  }
  visit(measure)
  return [...found].filter((one) => one.agg !== undefined)
}
