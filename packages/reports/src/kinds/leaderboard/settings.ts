import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import {
  choiceSetting,
  dates,
  editedSetting,
  fieldValue,
  firstOf,
  groupSetting,
  numbers,
  valueSetting,
} from '../settings.ts'

/** What a leaderboard is asked. */
export const leaderboardSettings: readonly FieldDocument[] = [
  valueSetting('who', { zh: '给谁排名', en: 'Who is placed' }, { required: true }),
  groupSetting('value', { zh: '比什么', en: 'By what' }, [
    choiceSetting('agg', { zh: '汇总方式', en: 'Summed up by' }, [
      ['sum', '合计', 'Sum'],
      ['count', '数量', 'Count'],
      ['avg', '平均', 'Average'],
      ['countDistinct', '去重计数', 'Distinct'],
    ]),
    valueSetting('expr', { zh: '比哪个字段', en: 'Which field' }),
    editedSetting('filter', { zh: '只算满足条件的记录', en: 'Count only records where' }, 'condition'),
  ]),
  valueSetting('date', { zh: '按哪个日期算', en: 'Counted by which date' }, { required: true, kinds: dates }),
  editedSetting('period', { zh: '看哪段时间', en: 'Period' }, 'period'),
  choiceSetting('compare', { zh: '名次与多久以前比', en: 'Place compared with' }, [
    ['1 month', '上个月', 'A month before'],
    ['1 quarter', '上一季度', 'A quarter before'],
    ['1 year', '去年同期', 'A year before'],
  ]),
  groupSetting('target', { zh: '目标', en: 'Target' }, [
    editedSetting('entity', { zh: '目标记在哪张表', en: 'Where targets are kept' }, 'entity'),
    valueSetting('who', { zh: '谁的目标', en: 'Whose target' }, { of: 'entity' }),
    valueSetting('date', { zh: '目标的日期', en: 'Date of the target' }, { of: 'entity', kinds: dates }),
    valueSetting('value', { zh: '目标值', en: 'What to reach' }, { of: 'entity', kinds: numbers }),
  ]),
]

/** Owners by the sum of the first amount, by when records were made. */
export function startLeaderboard(entity: EntityModel): Settings {
  const amount = firstOf(entity, numbers)
  const date = firstOf(entity, dates)
  return {
    who: fieldValue(entity.field('owner') === undefined ? firstOf(entity, ['id']) : 'owner'),
    value: amount === undefined ? { agg: 'count' } : { agg: 'sum', expr: fieldValue(amount) },
    date: fieldValue(date),
    period: 'thisMonth',
  }
}
