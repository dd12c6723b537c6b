import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import {
  addDimension,
  addMeasure,
  axesOf,
  freeKey,
  makeDimension,
  patched,
  type Shelf,
  type Spot,
} from './commands.ts'
import type { FieldPayload, Source } from './fields.ts'
import { automaticLabel, dimensionLabel } from './labels.ts'
import { sourceOfWay, withWay } from './related.ts'

const summed = new Set(['number', 'duration'])

/** How a field is summed up at first: numbers by their sum (a share by its average), the rest by how many there are. */
function measureOf(
  report: ReportDocument,
  payload: FieldPayload,
  { source, over }: { readonly source: Source; readonly over: string | undefined },
): MeasureDocument {
  const { path, kind } = payload
  const named = (
    made: MeasureDocument & { readonly agg: NonNullable<MeasureDocument['agg']> },
  ): MeasureDocument => patched<MeasureDocument>(made, { label: automaticLabel(source, report, made) })
  const counted = over === undefined ? {} : { over }
  if (path === '') return named({ key: freeKey(report, over ?? 'n'), agg: 'count', ...counted })
  const shares = source.kit.fields.find('percent')?.type
  const field = sourceOfWay(source, report, payload.over).entity?.field(path)
  const agg = !summed.has(kind)
    ? 'countDistinct'
    : shares !== undefined && field?.type === shares
      ? 'avg'
      : 'sum'
  const key = freeKey(report, `${over === undefined ? '' : `${over}_`}${path.replaceAll('.', '_')}`)
  return named({ key, agg, expr: { var: path }, ...counted })
}

/**
 * Whether something from the tree may stand on a shelf: the records themselves are a number, nothing to group by; of what
 * a record has many of there is no one value to group it by.
 */
export function mayStand({ path, over }: FieldPayload, shelf: Shelf): boolean {
  if (over !== undefined) return shelf === 'values' || shelf === 'filters'
  return path !== '' || shelf === 'values'
}

/** Where a field goes that is clicked or dropped on the chart: numbers among the values, groups down, then across. */
export function fittingSpot(report: ReportDocument, payload: FieldPayload): Spot {
  const { rows, columns } = axesOf(report)
  const number =
    payload.over !== undefined ||
    payload.path === '' ||
    (summed.has(payload.kind) && payload.bucket === undefined)
  if (number) return { shelf: 'values', index: report.measures?.length ?? 0 }
  return rows.length === 1 && columns.length === 0
    ? { shelf: 'columns', index: 0 }
    : { shelf: 'rows', index: rows.length }
}

/** Puts a field on a shelf other than the filters; gives the report and the key of what was put. */
export function putField(
  report: ReportDocument,
  payload: FieldPayload,
  given: { readonly spot: Spot; readonly source: Source },
): { readonly report: ReportDocument; readonly key: string } {
  const { spot, source } = given
  if (spot.shelf === 'values') {
    const joined = payload.over === undefined ? undefined : withWay(report, payload.over)
    const base = joined?.report ?? report
    const measure = measureOf(base, payload, { source, over: joined?.key })
    return { report: addMeasure(base, measure, spot.index), key: measure.key }
  }
  const { path, kind } = payload
  // A date as it is would be a group for every day or instant: by month is what people mean first.
  const bucket = payload.bucket ?? (kind === 'date' || kind === 'datetime' ? 'month' : undefined)
  const dimension = makeDimension(report, { path, bucket, label: dimensionLabel(source, path, bucket) })
  return { report: addDimension(report, dimension, spot), key: dimension.key }
}
