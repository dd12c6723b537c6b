import type { ReportDocument, RfmSettings } from '@mortise/schema'
import type { ReportKind } from '../../define.ts'
import { deriveKind } from '../derived.ts'
import { mostGroups } from '../standard/compile.ts'
import { drillRfm, ordersOf } from './behind.ts'
import { rfmColumns, shapeRfm } from './shape.ts'
import { segments } from './scores.ts'
import { rfmSettings, startRfm } from './settings.ts'

function standard(settings: RfmSettings, report: ReportDocument): ReportDocument {
  const { orders, date, amount } = settings
  return {
    ...report,
    joins: [{ key: 'orders', path: orders, where: ordersOf(settings) }],
    dimensions: [{ key: 'customer', label: { zh: '客户', en: 'Customer' }, expr: { var: 'id' } }],
    measures: [
      { key: 'last', agg: 'max', over: 'orders', expr: date },
      { key: 'frequency', agg: 'count', over: 'orders' },
      { key: 'monetary', agg: 'sum', over: 'orders', expr: amount },
    ],
    having: { '>': [{ var: 'frequency' }, 0] },
  }
}

/** How lately, how often and for how much customers bought; those who did not buy in the time are not scored. */
export const rfmKind: ReportKind = deriveKind({
  type: 'rfm',
  label: { zh: '客户价值（RFM）', en: 'Customer value (RFM)' },
  note: {
    zh: '多久没来、来得多勤、花了多少，把客户分成几类',
    en: 'Scores customers by how lately, how often and for how much they bought',
  },
  picture: { fill: 'M4 15h9v9H4zM16 9h9v15h-9z', line: 'M30 4l2 5h5l-4 3 2 5-5-3-5 3 2-5-4-3h5z' },
  settings: rfmSettings,
  start: startRfm,
  chart: 'table',
  standard,
  plan: (plan) => ({
    ...plan,
    columns: rfmColumns(
      plan.report.rfm?.show ?? 'grid',
      plan.columns.find((one) => one.key === 'customer'),
    ),
    options: { segment: segments },
    entities: plan.report.rfm?.show === 'customers' ? plan.entities : {},
    query: { ...plan.query, limit: mostGroups },
  }),
  shape: shapeRfm,
  drill: drillRfm,
  places: [
    ['/joins/0/path', '/rfm/orders'],
    ['/joins/0', '/rfm/where'],
    ['/measures/0/expr', '/rfm/date'],
    ['/measures/2/expr', '/rfm/amount'],
  ],
})
