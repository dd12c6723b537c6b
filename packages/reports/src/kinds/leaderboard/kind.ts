import type {
  LeaderboardSettings,
  MeasureDocument,
  ReportDocument,
  ReportJoinDocument,
} from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import type { ReportKind } from '../../define.ts'
import { deriveKind } from '../derived.ts'
import { leaderboardSettings, startLeaderboard } from './settings.ts'

const lengths: readonly (readonly [name: RegExp, distance: string])[] = [
  [/year/i, '1 year'],
  [/quarter/i, '1 quarter'],
  [/week/i, '1 week'],

  [/^(today|yesterday)$/, '1 day'],
]

/** How long a period is, by its name; a month where the name does not tell. */
function distanceOf(period: string): string {
  const counted = /^last(\d+)(Day|Week|Month|Quarter|Year)s$/.exec(period)
  if (counted) return `${counted[1]} ${counted[2]?.toLowerCase()}`
  return lengths.find(([name]) => name.test(period))?.[1] ?? '1 month'
}

/** Who has a target and nothing to show for it stands in the list too. */
function targetJoin({ target }: LeaderboardSettings, period: string): readonly ReportJoinDocument[] {
  if (target === undefined) return []
  const { entity, who, date, where } = target
  const conditions = [{ dateIn: [date, period] }, { '!=': [who, null] }, where]
  return [{ key: 'target', type: 'beside', entity, by: { who }, where: allOf(conditions) }]
}

/** 1, 2, 2, 4; who was not there before has not climbed. */
function measures(
  { value, date, target, compare }: LeaderboardSettings,
  period: string,
): readonly MeasureDocument[] {
  const reached: readonly MeasureDocument[] =
    target === undefined
      ? []
      : [
          {
            key: 'target',
            label: { zh: '目标', en: 'Target' },
            agg: 'sum',
            over: 'target',
            expr: target.value,
          },
          {
            key: 'attainment',
            label: { zh: '达成率', en: 'Attainment' },
            format: '0.0%',
            calc: { '/': [{ var: 'value' }, { var: 'target' }] },
          },
        ]
  const by = compare ?? distanceOf(period)
  return [
    { key: 'place', label: { zh: '名次', en: 'Place' }, window: 'rank', of: 'value' },
    { key: 'value', label: { zh: '业绩', en: 'Value' }, ...value },
    ...reached,
    {
      key: 'before',
      label: { zh: '上期业绩', en: 'Value before' },
      window: 'shift',
      of: 'value',
      by,
      on: date,
    },
    { key: 'place_before', label: { zh: '上期名次', en: 'Place before' }, window: 'rank', of: 'before' },
    {
      key: 'climbed',
      label: { zh: '名次变化', en: 'Climbed' },
      calc: {
        if: [{ '>': [{ var: 'before' }, 0] }, { '-': [{ var: 'place_before' }, { var: 'place' }] }, null],
      },
    },
  ]
}

function standard(settings: LeaderboardSettings, report: ReportDocument): ReportDocument {
  const { period = 'thisMonth', who, date } = settings
  return {
    ...report,
    joins: targetJoin(settings, period),
    filter: allOf([report.filter, { dateIn: [date, period] }]),
    dimensions: [{ key: 'who', expr: who }],
    measures: measures(settings, period),
    sort: report.sort ?? [{ by: 'place' }],
  }
}

/** Who stands where: equal values share a place and the next one is left out. Against a target and the period before. */
export const leaderboardKind: ReportKind = deriveKind({
  type: 'leaderboard',
  label: { zh: '排行榜', en: 'Leaderboard' },
  note: {
    zh: '谁排第几、离目标多远、名次升降',
    en: 'Who stands where, how far from the target, and who climbed',
  },
  picture: { fill: 'M4 13h10v11H4zM15 6h10v18H15zM26 17h10v7H26z' },
  settings: leaderboardSettings,
  start: startLeaderboard,
  chart: 'table',
  standard,
  places: [
    ['/joins/0/by/who', '/leaderboard/target/who'],
    ['/joins/0', '/leaderboard/target'],
    ['/dimensions/0/expr', '/leaderboard/who'],
    ['/measures/1', '/leaderboard/value'],
    ['/measures/2/expr', '/leaderboard/target/value'],
    ['/filter/and', '/leaderboard/date'],
    ['/filter/dateIn', '/leaderboard/date'],
  ],
})
