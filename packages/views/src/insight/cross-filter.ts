import type { FilterExpression } from '@mortise/client'
import { language } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import {
  compileReport,
  dimensionsOf,
  drillGroups,
  type ReportResult,
  type ReportRow,
  shownValue,
} from '@mortise/reports'
import type { Model, ReportDocument } from '@mortise/schema'

/** A mark that somebody clicked on a tile, as a condition for the other tiles of its entity. */
export type CrossFilter = {
  readonly widget: string
  readonly entity: string
  readonly condition: FilterExpression
  /** What was clicked, in the reader's words. */
  readonly text: string
  readonly report: string
  readonly row: ReportRow
}

/** The condition of a row's own groups, without what its report filters by besides; undefined where it has none. */
export function crossFilter(
  given: {
    readonly widget: string
    readonly report: ReportDocument
    readonly result: ReportResult
    readonly row: ReportRow
  },
  { kit, model, locale }: { readonly kit: Kit; readonly model: Model; readonly locale: 'zh' | 'en' },
): CrossFilter | undefined {
  const { widget, report, result, row } = given
  // Its rows are those of another report: they say nothing of the records of other tiles.
  if (report.source.report !== undefined) return undefined
  const plan = compileReport(report, { model, fields: kit.fields, language }, kit.reportKinds)
  const condition = drillGroups(row, { plan, shown: result.rows }, kit.reportKinds)
  if (condition === null) return undefined
  const words = dimensionsOf(result).map((column) =>
    shownValue(result, column, { value: row[column.key] ?? null, locale }),
  )
  return {
    widget,
    entity: report.source.entity,
    condition: condition as FilterExpression,
    text: words.join(' · '),
    report: report.key,
    row,
  }
}
