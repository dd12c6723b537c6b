import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import {
  choiceSetting,
  dates,
  editedSetting,
  fieldValue,
  firstOf,
  keySetting,
  numbers,
  valueSetting,
} from '../settings.ts'
import { stageFieldOf } from '../stage-field.ts'

const ofTargets = { of: 'targets' } as const

/** What a forecast is asked. */
export const forecastSettings: readonly FieldDocument[] = [
  choiceSetting('show', { zh: '看什么', en: 'What to show' }, [
    ['periods', '逐月预测', 'Month by month'],
    ['landing', '本期落地与缺口', 'Where this period ends'],
    ['backtest', '回测：预测准不准', 'How well it told before'],
  ]),
  keySetting('field', { zh: '阶段', en: 'Stage' }, { required: true, options: true }),
  valueSetting('amount', { zh: '金额', en: 'Amount' }, { required: true, kinds: numbers }),
  valueSetting('close', { zh: '预计成交日期', en: 'Expected to be won' }, { required: true, kinds: dates }),
  valueSetting('closedAt', { zh: '实际关闭日期', en: 'Closed' }, { required: true, kinds: dates }),
  choiceSetting('period', { zh: '按什么周期', en: 'Period' }, [
    ['month', '月', 'Month'],
    ['quarter', '季度', 'Quarter'],
    ['year', '年', 'Year'],
  ]),
  {
    key: 'lookback',
    label: { zh: '参考最近多少个月的赢率', en: 'Months to learn chances from' },
    type: 'integer',
    default: 12,
  },
  editedSetting('targets', { zh: '目标记在哪张表', en: 'Where targets are kept' }, 'entity'),
  valueSetting('targetDate', { zh: '目标的日期', en: 'Date of a target' }, { ...ofTargets, kinds: dates }),
  valueSetting('target', { zh: '目标值', en: 'What to reach' }, { ...ofTargets, kinds: numbers }),
  editedSetting(
    'targetWhere',
    { zh: '只算满足条件的目标', en: 'Only targets where' },
    'condition',
    ofTargets,
  ),
]

/** By the stage whose options say what is won, and the dates the entity has. */
export function startForecast(entity: EntityModel): Settings {
  const close = firstOf(entity, dates)
  return {
    field: stageFieldOf(entity)?.key ?? '',
    amount: fieldValue(firstOf(entity, numbers)),
    close: fieldValue(close),
    closedAt: fieldValue(firstOf(entity, dates, (key) => key !== close) ?? close),
    show: 'periods',
  }
}
