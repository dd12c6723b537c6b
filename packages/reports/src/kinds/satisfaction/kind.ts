import type { Json } from '@mortise/expressions'
import type {
  DimensionDocument,
  EntityModel,
  FieldDocument,
  ReportDocument,
  SatisfactionSettings,
  Settings,
} from '@mortise/schema'
import type { ReportKind } from '../../define.ts'
import type { AggregatePlan, ReportColumn, ReportResult, ReportRow, ShapeContext } from '../../types.ts'
import { deriveKind } from '../derived.ts'
import { plainNumber } from '../plain.ts'
import { choiceSetting, dates, fieldValue, firstOf, numbers, valueSetting } from '../settings.ts'
import { mostGroups } from '../standard/compile.ts'
import { numberOf } from '../standard/derive.ts'
import { labelsOf } from '../standard/shape.ts'
import { type Answer, figuresOf, onceADay } from './figures.ts'

const settings: readonly FieldDocument[] = [
  {
    ...choiceSetting('scale', { zh: '算什么', en: 'Which figure' }, [
      ['nps', 'NPS 净推荐值（0–10 分）', 'NPS (0 to 10)'],
      ['csat', 'CSAT 满意度（1–5 分）', 'CSAT (1 to 5)'],
    ]),
    required: true,
  },
  valueSetting('score', { zh: '评分', en: 'Score' }, { required: true, kinds: numbers }),
  valueSetting(
    'who',
    { zh: '谁评的', en: 'Who answered' },
    { help: { zh: '同一客户 24 小时内只算一次', en: 'One customer counts once within 24 hours' } },
  ),
  valueSetting('at', { zh: '评分时间', en: 'When' }, { kinds: dates }),
  valueSetting('by', { zh: '按什么分组', en: 'Told apart by' }),
]

function start(entity: EntityModel): Settings {
  return { scale: 'nps', score: fieldValue(firstOf(entity, ['number'])) }
}

function standard({ score, who, at, by }: SatisfactionSettings, report: ReportDocument): ReportDocument {
  const dimensions: readonly (DimensionDocument | undefined)[] = [
    by === undefined ? undefined : { key: 'by', expr: by },
    { key: 'score', expr: score },
    who === undefined ? undefined : { key: 'who', expr: who },
    at === undefined ? undefined : { key: 'at', expr: at },
  ]
  return {
    ...report,
    dimensions: dimensions.filter((one) => one !== undefined),
    measures: [{ key: 'count', agg: 'count' }],
  }
}

function columns({ scale }: SatisfactionSettings, by: ReportColumn | undefined): readonly ReportColumn[] {
  const measure = (key: string, zh: string, en: string, format?: string): ReportColumn => ({
    key,
    label: { zh, en },
    role: 'measure',
    type: { kind: 'number' },
    format,
  })
  const own =
    scale === 'nps'
      ? [
          measure('nps', 'NPS', 'NPS', '0.0'),
          measure('error', '误差（±）', 'Standard error', '0.0'),
          measure('high', '推荐者', 'Promoters'),
          measure('low', '贬损者', 'Detractors'),
        ]
      : [
          measure('csat', '满意度', 'CSAT', '0.0%'),
          measure('high', '满意', 'Content'),
          measure('low', '不满意', 'Not content'),
        ]
  return [
    ...(by === undefined ? [] : [by]),
    ...own,
    measure('answered', '回复数', 'Answers'),
    measure('asked', '邀请数', 'Asked'),
    measure('response', '回复率', 'Response', '0.0%'),
    measure('average', '平均分', 'Average', '0.0'),
  ]
}

function answersOf(rows: readonly ReportRow[]): readonly (Answer & { readonly by: Json })[] {
  return rows.flatMap((row) => {
    const score = numberOf(row['score'])
    const at = Date.parse(String(row['at'] ?? ''))
    const one = {
      by: row['by'] ?? null,
      who: typeof row['who'] === 'string' ? row['who'] : null,
      at: Number.isNaN(at) ? null : at,
      score: score === null ? null : Number(score),
    }
    return Array.from({ length: plainNumber(row, 'count') }, () => one)
  })
}

function shape(plan: AggregatePlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const { scale = 'nps', by } = plan.report.satisfaction ?? {}
  const all = onceADay(answersOf(answer))
  const groups = by === undefined ? [] : [...Map.groupBy(all, (one) => one.by)]
  const rows: readonly ReportRow[] =
    by === undefined
      ? [figuresOf(all, scale)]
      : groups
          .map(([group, answers]) => ({ by: group, ...figuresOf(answers, scale) }))
          .toSorted((a, b) => b.answered - a.answered)
  const keys = plan.columns.map((one) => one.key)
  const shown = rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key] ?? null])))
  return {
    columns: plan.columns,
    rows: shown,
    totals: figuresOf(all, scale),
    labels: labelsOf(plan, shown, ctx),
    asOf: ctx.asOf,
    ...(answer.length >= mostGroups ? { truncated: true } : {}),
  }
}

/** NPS and CSAT, with how many answered and how far chance may carry the figure. */
export const satisfactionKind: ReportKind = deriveKind({
  type: 'satisfaction',
  label: { zh: '满意度（NPS、CSAT）', en: 'Satisfaction (NPS, CSAT)' },
  note: {
    zh: '客户愿不愿意推荐、满不满意，多少人回复了、数字有多可靠',
    en: 'Whether customers would recommend us, how many answered, and how sure the figure is',
  },
  picture: { line: 'M20 4a10 10 0 100 20a10 10 0 000-20M15 16c3 4 7 4 10 0M16 11v1M24 11v1' },
  settings,
  start,
  standard,
  plan: (plan, _, { satisfaction }) =>
    satisfaction === undefined
      ? plan
      : {
          ...plan,
          columns: columns(
            satisfaction,
            plan.columns.find((one) => one.key === 'by'),
          ),
          query: { ...plan.query, limit: mostGroups },
        },
  shape,
  drill: ({ satisfaction }, row) =>
    satisfaction?.by === undefined || row['by'] === undefined ? null : { '==': [satisfaction.by, row['by']] },
  places: [
    ['/measures', '/satisfaction/score'],
    ['/dimensions/0', '/satisfaction/score'],
    ['/dimensions', '/satisfaction/by'],
  ],
})
