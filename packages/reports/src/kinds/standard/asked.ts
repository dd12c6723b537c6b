import type { Expression } from '@mortise/expressions'
import {
  type AggregateDimension,
  type AggregateMeasure,
  type AggregatePart,
  joinShares,
  type MeasureDocument,
  type ReportDocument,
  type ReportJoinDocument,
} from '@mortise/schema'
import { measureScopeOf, measureType } from '../../scope.ts'
import type { PlanMeasure, ReportContext } from '../../types.ts'
import { basesOf, type Earlier, earlierOf, moved, movedCondition } from './earlier.ts'
import { groupedExpr } from './groups.ts'
import { hiddenCount, hiddenEarlier, hiddenSum } from './hidden.ts'

/** What a report's measures ask of the store, and how its answer is read. */
export type Asked = {
  readonly measures: readonly AggregateMeasure[]
  readonly parts: readonly AggregatePart[]
  readonly plan: readonly PlanMeasure[]
}

/** The dimensions of a report as the store groups by them. */
export function dimensionsAsked(report: ReportDocument): readonly AggregateDimension[] {
  return (report.dimensions ?? []).map((one) => ({
    key: one.key,
    expr: groupedExpr(one),
    bucket: one.bucket,
  }))
}

type Book = {
  /** The key of the part for measures of this grain, a new one where there is none yet. */
  readonly part: (wanted: Omit<AggregatePart, 'key'>) => string | undefined
  readonly parts: () => readonly AggregatePart[]
}

function partBook(): Book {
  const known = new Map<string, AggregatePart>()
  return {
    part: (wanted) => {
      const mark = JSON.stringify(wanted)
      if (mark === '{}') return undefined
      const part = known.get(mark) ?? { key: `p${known.size + 1}`, ...wanted }
      known.set(mark, part)
      return part.key
    },
    parts: () => [...known.values()],
  }
}

type Making = {
  readonly report: ReportDocument
  readonly filter: Expression | undefined
  readonly ctx: ReportContext
  readonly book: Book
}

/** Groups of these can't be added up to larger ones. */
const apart: ReadonlySet<string> = new Set(['countDistinct', 'median', 'p90', 'stddev'])

function planned(measure: MeasureDocument, { report, ctx }: Making): PlanMeasure {
  const { agg, over, per, grain } = measure
  const join = over === undefined ? undefined : report.joins?.find((one) => one.key === over)
  const shared =
    join?.type === 'beside'
      ? !besideAll(join, report)
      : join !== undefined && joinShares(ctx.model, report.source.entity, join)
  const alone = shared || per !== undefined || grain !== undefined || (agg !== undefined && apart.has(agg))
  const type = measureType(measure, measureScopeOf(measure, report, ctx), ctx)
  return {
    ...measure,
    ...(alone ? { alone } : {}),
    ...(type.kind === 'text' ? { textual: true } : {}),
  }
}

/** Whether records beside the report's have a value for every dimension. */
function besideAll({ by = {} }: ReportJoinDocument, report: ReportDocument): boolean {
  return (report.dimensions ?? []).every((one) => Object.hasOwn(by, one.key))
}

/** Records of an entity by themselves, in the groups that the report's dimensions make of them. */
function besidePart(join: ReportJoinDocument, making: Making): string | undefined {
  const { entity, by = {}, where } = join
  const dimensions = (making.report.dimensions ?? []).filter((one) => Object.hasOwn(by, one.key))
  const all = besideAll(join, making.report)
  return making.book.part({
    ...(all ? { groups: true } : { grain: dimensions.map((one) => one.key) }),
    instead: {
      entity,
      filter: where,
      dimensions: dimensions.map((one) => ({
        key: one.key,
        expr: groupedExpr({ ...one, expr: by[one.key] ?? null }),
        bucket: one.bucket,
      })),
    },
  })
}

function partOf(measure: MeasureDocument, making: Making, earlier?: Earlier): string | undefined {
  const { over, per, grain } = measure
  const join = making.report.joins?.find((one) => one.key === over)
  if (join?.type === 'beside') return besidePart(join, making)
  const own = {
    ...(over === undefined ? {} : { join: over }),
    ...(per === undefined ? {} : { per }),
    ...(grain === undefined ? {} : { grain }),
  }
  if (earlier === undefined) return making.book.part(own)
  const instead = {
    filter: making.filter && movedCondition(making.filter, earlier),
    dimensions: dimensionsAsked(making.report).map((one) => ({ ...one, expr: moved(one.expr, earlier) })),
  }
  // Who was there a year ago and is not any more has to be seen, whatever is counted of them.
  const records = making.book.part({ groups: true, instead })
  return Object.keys(own).length === 0 ? records : making.book.part({ ...own, instead })
}

/**
 * An average is asked for as sum and count, so that totals, subtotals and the others row are exact averages of the
 * records and not averages of averages.
 */
function asked(measure: PlanMeasure, making: Making, earlier?: Earlier): readonly AggregateMeasure[] {
  const { key, agg, each, over } = measure
  if (agg === undefined) return []
  const part = partOf(measure, making, earlier)
  const { expr, filter } = measure
  const given = {
    expr,
    filter:
      filter === undefined || earlier === undefined || over !== undefined
        ? filter
        : movedCondition(filter, earlier),
    ...(part === undefined ? {} : { part }),
    ...(each === undefined ? {} : { each }),
  }
  if (agg !== 'avg' || measure.alone === true) return [{ key, agg, ...given }]
  return [
    { key: hiddenSum(key), agg: 'sum', ...given },
    { key: hiddenCount(key), agg: 'count', ...given },
  ]
}

function earlierParts(
  measure: MeasureDocument,
  making: Making,
  bases: readonly PlanMeasure[],
): { readonly plan: PlanMeasure; readonly measures: readonly AggregateMeasure[] } | undefined {
  const earlier = earlierOf(measure, making.report)
  const of = (making.report.measures ?? []).find((one) => one.key === measure.of)
  if (earlier === undefined || of === undefined) return undefined
  const needed = new Set(basesOf(of, making.report.measures ?? []).map((one) => one.key))
  const measures: AggregateMeasure[] = []
  const held = bases
    .filter((one) => needed.has(one.key))
    .map((base) => {
      const columns = asked(base, making, earlier).map((one) => ({
        ...one,
        key: hiddenEarlier(measure.key, measures.push(one) - 1),
      }))
      measures.splice(-columns.length, columns.length, ...columns)
      return { measure: base, from: columns.map((one) => one.key) }
    })
  return { plan: { ...measure, earlier: held }, measures }
}

/** Works out what to ask for a report's measures. */
export function askedOf(making: Omit<Making, 'book'>): Asked {
  const book = partBook()
  const inside = { ...making, book }
  const all = making.report.measures ?? []
  const bases = all.map((one) => planned(one, inside))
  const found = bases.map((one) => ({ plan: one, measures: asked(one, inside) }))
  const made = found.map((one, at) => earlierParts(all[at] ?? one.plan, inside, bases) ?? one)
  return {
    measures: made.flatMap((one) => one.measures),
    parts: book.parts(),
    plan: made.map((one) => one.plan),
  }
}
