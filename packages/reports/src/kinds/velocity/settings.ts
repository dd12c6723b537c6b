import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import { dates, editedSetting, fieldValue, firstOf, numbers, valueSetting } from '../settings.ts'
import { stageFieldOf } from '../stage-field.ts'

/** What sales cycle, win rate and velocity are asked. */
export const velocitySettings: readonly FieldDocument[] = [
  editedSetting('won', { zh: '什么算赢单', en: 'What is won' }, 'condition', { required: true }),
  editedSetting('lost', { zh: '什么算输单', en: 'What is lost' }, 'condition', { required: true }),
  editedSetting('open', { zh: '什么算进行中', en: 'What is open' }, 'condition', {
    help: { zh: '不填时，既没赢也没输的都算进行中', en: 'Left empty, whatever is neither won nor lost' },
  }),
  valueSetting('start', { zh: '从哪个时间开始', en: 'When it began' }, { required: true, kinds: dates }),
  valueSetting(
    'end',
    { zh: '到哪个时间关闭', en: 'When it was closed' },
    {
      required: true,
      kinds: dates,
      help: {
        zh: '赢率按关闭时间统计，周期算到关闭为止',
        en: 'Deals count when they close; a cycle ends then',
      },
    },
  ),
  valueSetting('amount', { zh: '金额', en: 'Amount' }, { kinds: numbers }),
  valueSetting('by', { zh: '按什么分组', en: 'Told apart by' }),
  editedSetting('period', { zh: '看哪段时间关闭的', en: 'Closed in' }, 'period'),
]

/** From when a record was made to the first date people gave it, by owner. */
export function startVelocity(entity: EntityModel): Settings {
  const stage = stageFieldOf(entity)
  const amount = firstOf(entity, numbers)
  return {
    won: stage?.won ?? null,
    lost: stage?.lost ?? null,
    start: { var: 'created_at' },
    end: fieldValue(firstOf(entity, dates)),
    ...(amount === undefined ? {} : { amount: fieldValue(amount) }),
    ...(entity.field('owner') === undefined ? {} : { by: { var: 'owner' } }),
  }
}
