import type { AttributionSettings } from '@mortise/schema'
import type { ReportKind } from '../../define.ts'
import { errors } from '../../errors.ts'
import type { CreditsPlan, ReportColumn, ReportResult, ReportRow, ShapeContext } from '../../types.ts'
import { deriveKind } from '../derived.ts'
import { plainNumber } from '../plain.ts'
import { byChannels, channelColumn, channelPlan, channelResult } from './channel.ts'
import { models } from './credit.ts'
import { credited, wholeOf } from './credited.ts'
import { attributionSettings, startAttribution } from './settings.ts'
import { touchReport, wonBy } from './touches.ts'

const number = { kind: 'number' } as const
const money = '#,##0.00'

function columns({ model, amount }: AttributionSettings, channel: ReportColumn): readonly ReportColumn[] {
  const measure = (key: string, zh: string, en: string, format?: string): ReportColumn => ({
    key,
    label: { zh, en },
    role: 'measure',
    type: number,
    format,
  })
  if (model !== undefined)
    return [
      channel,
      ...(amount === undefined ? [] : [measure('amount', '归因金额', 'Credited amount', money)]),
      measure('won', '归因成交数', 'Credited', '0.0'),
      measure('share', '占比', 'Share', '0.0%'),
    ]
  const format = amount === undefined ? '0.0' : money
  return [channel, ...models.map(({ key, label }) => measure(key, label.zh, label.en, format))]
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

/** One row for each channel; every model credits all that was won, and nothing more. */
function shape(plan: CreditsPlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const settings = plan.report.attribution
  if (settings === undefined) return { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf }
  const worth = settings.amount === undefined ? 'n' : 'amount'
  const wanted = models.filter(({ key }) => settings.model === undefined || settings.model === key)
  const sums = wanted.map(({ key }) => ({
    key,
    values: credited(key, answer, worth),
    counts: credited(key, answer, 'n'),
  }))
  const whole = wholeOf(answer, worth)
  const count = wholeOf(answer, 'n')
  const channels = [...new Set(sums.flatMap(({ values }) => [...values.keys()]))]
  const [only] = sums
  const rows = channels.map((channel): ReportRow => {
    if (settings.model === undefined || only === undefined)
      return {
        channel,
        ...Object.fromEntries(sums.map(({ key, values }) => [key, rounded(values.get(channel) ?? 0)])),
      }
    const value = only.values.get(channel) ?? 0
    return {
      channel,
      amount: rounded(value),
      won: rounded(only.counts.get(channel) ?? 0),
      share: whole === 0 ? null : rounded(value / whole),
    }
  })
  const first = settings.model === undefined ? 'linear' : settings.amount === undefined ? 'won' : 'amount'
  const sorted = rows.toSorted((a, b) => plainNumber(b, first) - plainNumber(a, first))
  const totals =
    settings.model === undefined
      ? Object.fromEntries(models.map(({ key }) => [key, rounded(whole)]))
      : { amount: rounded(whole), won: count, share: whole === 0 ? null : 1 }
  return channelResult(plan, { rows: sorted, totals }, ctx)
}

const meant = deriveKind({
  type: 'attribution',
  label: { zh: '渠道归因', en: 'Attribution' },
  note: {
    zh: '成交是哪个渠道带来的：首次、末次、均分、首尾、衰减五种算法',
    en: 'Which channel brought what was won, by five ways of sharing the credit',
  },
  picture: { fill: 'M4 4h6v6H4zM4 18h6v6H4zM28 11h8v6h-8z', line: 'M10 7c10 0 8 7 18 7M10 21c10 0 8-7 18-7' },
  settings: attributionSettings,
  start: startAttribution,
  standard: touchReport,
  drill: (report, { channel }) =>
    channel === undefined || report.attribution === undefined
      ? null
      : wonBy(report, report.attribution.channel, channel),
  places: [
    ['/joins/0/by/conversion', '/attribution/conversion'],
    ['/joins/0/by/touched', '/attribution/touchedAt'],
    ['/joins/0/by/channel', '/attribution/channel'],
    ['/joins/1/on/0/other', '/attribution/conversion'],
    ['/joins', '/attribution/touches'],
    ['/measures/1', '/attribution/at'],
    ['/measures/2', '/attribution/amount'],
    ['/dimensions/1', '/attribution/touchedAt'],
    ['/dimensions/2', '/attribution/channel'],
  ],
})

/** Which channels brought what was won: by the first or the last touch, or shared among all of them. */
export const attributionKind: ReportKind = byChannels(meant, {
  plan: (plan, ctx) => {
    const settings = plan.report.attribution
    if (settings === undefined) throw errors.REPORT_KIND_SETTINGS({ kind: 'attribution' })
    const { amount } = settings
    const worth = { values: amount === undefined ? [] : [{ key: 'amount', expr: amount }] }
    return channelPlan(plan, columns(settings, channelColumn(settings, ctx)), { settings, ctx, worth })
  },
  shape,
})
