import type { Expression } from '@mortise/expressions'
import type { ReportDocument } from '@mortise/schema'
import type { ReportRow } from '../../types.ts'
import { lookedBack } from './ask.ts'

/** Nothing stands behind a target, a gap, or what is still to come. */
const nobody: Expression = { '==': [{ var: 'id' }, null] }

/** The records that one of the measures counts, or any of several. */
function counted(report: ReportDocument, fits: (key: string) => boolean): Expression {
  const filters = (report.measures ?? []).flatMap(({ key, filter }) =>
    filter !== undefined && fits(key) ? [filter] : [],
  )
  return filters.length === 0 ? nobody : { or: filters }
}

const isOpen = (key: string): boolean => /^open\d+$/.test(key)

const behind: { readonly [item: string]: (key: string) => boolean } = {
  won: (key) => key === 'won',
  open: isOpen,
  landing: (key) => key === 'won' || isOpen(key),
}

/** The records behind a month, a part of the landing, or what was won in a period that is looked back on. */
export function drillForecast(
  report: ReportDocument,
  row: ReportRow,
  shown: readonly ReportRow[],
): Expression | null {
  const [dimension] = report.dimensions ?? []
  const { month, item, period } = row
  if (typeof item === 'string') return counted(report, behind[item] ?? (() => false))
  if (typeof period === 'string') {
    const at = shown.findIndex((one) => one['period'] === period)
    return counted(report, (key) => key === `won${lookedBack.length - at}`)
  }
  if (dimension === undefined || month === undefined) return null
  if (typeof month !== 'string') return { '==': [dimension.expr, null] }
  return { dateIn: [dimension.expr, month, { dateAdd: [month, 1, 'month'] }] }
}
