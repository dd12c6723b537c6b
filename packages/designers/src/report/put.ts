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
import { dimensionLabel, measureLabel } from './labels.ts'

const summed = new Set(['number', 'duration'])

/** How a field is summed up at first: numbers by their sum (a share by its average), the rest by how many there are. */
function measureOf(report: ReportDocument, payload: FieldPayload, source: Source): MeasureDocument {
  const { path, kind } = payload
  if (path === '')
    return patched<MeasureDocument>(
      { key: freeKey(report, 'n'), agg: 'count' },
      { label: measureLabel(source, undefined, 'count') },
    )
  const shares = source.kit.fields.find('percent')?.type
  const field = source.entity?.field(path)
  const agg = !summed.has(kind)
    ? 'countDistinct'
    : shares !== undefined && field?.type === shares
      ? 'avg'
      : 'sum'
  return patched<MeasureDocument>(
    { key: freeKey(report, path.replaceAll('.', '_')), agg, expr: { var: path } },
    { label: measureLabel(source, path, agg) },
  )
}

/** Whether something from the tree may stand on a shelf: the records themselves are a number, nothing to group by. */
export function mayStand(payload: FieldPayload, shelf: Shelf): boolean {
  return payload.path !== '' || shelf === 'values'
}

/** Where a field goes that is clicked or dropped on the chart: numbers among the values, groups down, then across. */
export function fittingSpot(report: ReportDocument, payload: FieldPayload): Spot {
  const { rows, columns } = axesOf(report)
  const number = payload.path === '' || (summed.has(payload.kind) && payload.bucket === undefined)
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
    const measure = measureOf(report, payload, source)
    return { report: addMeasure(report, measure, spot.index), key: measure.key }
  }
  const { path, kind } = payload
  // A date as it is would be a group for every day or instant: by month is what people mean first.
  const bucket = payload.bucket ?? (kind === 'date' || kind === 'datetime' ? 'month' : undefined)
  const dimension = makeDimension(report, { path, bucket, label: dimensionLabel(source, path, bucket) })
  return { report: addDimension(report, dimension, spot), key: dimension.key }
}

/** A measure worked out from another: its share, place, running sum or earlier value. */
export function deriveMeasure(
  report: ReportDocument,
  of: string,
  given: {
    readonly window: NonNullable<MeasureDocument['window']>
    readonly label: MeasureDocument['label']
  },
): { readonly report: ReportDocument; readonly key: string } {
  const { window, label } = given
  const key = freeKey(report, `${of}_${window.toLowerCase()}`)
  const measure = patched<MeasureDocument>(
    { key, window, of },
    { label, by: window === 'shift' ? '1 year' : undefined },
  )
  const at = (report.measures ?? []).findIndex((one) => one.key === of)
  return { report: addMeasure(report, measure, at + 1), key }
}
