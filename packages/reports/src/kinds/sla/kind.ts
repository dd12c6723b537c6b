import type { Expression } from '@mortise/expressions'
import type {
  EntityModel,
  FieldDocument,
  MeasureDocument,
  ReportDocument,
  Settings,
  SlaSettings,
} from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import type { ReportKind } from '../../define.ts'
import { sourceOf } from '../../scope.ts'
import type { ReportContext } from '../../types.ts'
import { daysBetween, isMoment } from '../days.ts'
import { deriveKind } from '../derived.ts'
import { dates, editedSetting, fieldValue, firstOf, valueSetting } from '../settings.ts'

const settings: readonly FieldDocument[] = [
  valueSetting('start', { zh: '从什么时候起', en: 'From when' }, { required: true, kinds: dates }),
  valueSetting('due', { zh: '应在何时前完成', en: 'Due' }, { required: true, kinds: dates }),
  valueSetting(
    'done',
    { zh: '实际完成时间', en: 'Done' },
    { required: true, kinds: dates, help: { zh: '空着就是还没完成', en: 'Empty: not done yet' } },
  ),
  valueSetting('by', { zh: '按什么分组', en: 'Told apart by' }),
  editedSetting('period', { zh: '看哪段时间到期的', en: 'Due in' }, 'period'),
]

function start(entity: EntityModel): Settings {
  const due = firstOf(entity, dates)
  const done = firstOf(entity, dates, (key) => key !== due)
  return { start: { var: 'created_at' }, due: fieldValue(due), done: fieldValue(done ?? due) }
}

const of = (key: string): Expression => ({ var: key })

/** Met, breached or running: what is overdue and not done is breached, however long nobody looks at it. */
function standard(given: SlaSettings, report: ReportDocument, ctx: ReportContext): ReportDocument {
  const { start: from, due, done, by, period } = given
  const at = { scope: sourceOf(report, ctx)?.scope, ctx }
  const now: Expression = isMoment(due, at) ? { now: [] } : { today: [] }
  const undone = { '==': [done, null] }
  const running = allOf([undone, { '>=': [due, now] }])
  const late = allOf([undone, { '<': [due, now] }])
  // Compared in minutes where there are any: parts of a day are rounded, and a case on the line would fall on either side.
  const inMinutes = isMoment(from, at) && isMoment(due, at)
  const span = (to: Expression): Expression =>
    inMinutes ? { dateDiff: [from, to, 'minute'] } : daysBetween(from, to, at)
  const soFar = span(isMoment(from, at) ? { now: [] } : { today: [] })
  const used = (part: number): Expression => allOf([running, { '>=': [soFar, { '*': [span(due), part] }] }])
  const count = (key: string, zh: string, en: string, filter: Expression): MeasureDocument => ({
    key,
    label: { zh, en },
    agg: 'count',
    filter,
  })
  const share = (key: string, zh: string, en: string, part: string): MeasureDocument => ({
    key,
    label: { zh, en },
    format: '0.0%',
    calc: { '/': [of(part), { '+': [of('met'), of('breached')] }] },
  })
  return {
    ...report,
    filter: allOf([
      report.filter,
      { '!=': [due, null] },
      period === undefined ? undefined : { dateIn: [due, period] },
    ]),
    dimensions: by === undefined ? [] : [{ key: 'by', expr: by }],
    measures: [
      share('rate', '达成率', 'Met', 'met'),
      share('breach_rate', '超时率', 'Breached', 'breached'),
      count('met', '按时完成', 'In time', { '<=': [done, due] }),
      count('breached', '超时', 'Late', { or: [late, { '>': [done, due] }] }),
      count('late_open', '超时未完成', 'Late and not done', late),
      count('running', '进行中', 'Running', running),
      count('warned', '进行中已过 75%', 'Running, three quarters gone', used(0.75)),
      count('critical', '进行中已过 90%', 'Running, nine tenths gone', used(0.9)),
      {
        key: 'days',
        label: { zh: '平均用时（天）', en: 'Days on average' },
        format: '0.0',
        agg: 'avg',
        expr: daysBetween(from, done, at),
      },
    ],
    sort: report.sort ?? [{ by: 'breached', dir: 'desc' }],
  }
}

/** Whether work was done by the time it was due. */
export const slaKind: ReportKind = deriveKind({
  type: 'sla',
  label: { zh: 'SLA 达成', en: 'SLA' },
  note: {
    zh: '按时完成了多少、超时多少、还有多少快到期',
    en: 'How much was done in time, how much late, and what is about to be',
  },
  picture: { line: 'M20 4a10 10 0 100 20a10 10 0 000-20M20 9v5l4 3' },
  settings,
  start,
  standard,
  places: [
    ['/dimensions/0/expr', '/sla/by'],
    ['/filter', '/sla/due'],
    ['/measures/8', '/sla/done'],
    ['/measures', '/sla/due'],
  ],
})
