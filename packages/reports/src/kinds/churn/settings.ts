import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import type { ReportContext } from '../../types.ts'
import { choiceSetting, dates, editedSetting, fieldValue, firstOf, valueSetting } from '../settings.ts'

const ofOrders = { of: 'orders' } as const

/** What a report of churn is asked. */
export const churnSettings: readonly FieldDocument[] = [
  choiceSetting('show', { zh: '看什么', en: 'What to show' }, [
    ['causes', '流失根因', 'Where the change comes from'],
    ['trend', '流失率走势与预警', 'The rate over time'],
  ]),
  editedSetting('orders', { zh: '客户的消费记录', en: 'What customers bought' }, 'relation', {
    required: true,
  }),
  valueSetting('date', { zh: '消费日期', en: 'Date' }, { ...ofOrders, required: true, kinds: dates }),
  editedSetting('where', { zh: '只算满足条件的消费', en: 'Count only those where' }, 'condition', ofOrders),
  {
    key: 'days',
    label: { zh: '多少天没消费算流失', en: 'Days without buying until lost' },
    type: 'integer',
    default: 90,
  },
  valueSetting('ended', { zh: '客户终止日期', en: 'When a customer ended it' }, { kinds: dates }),
  choiceSetting('period', { zh: '按什么周期', en: 'Period' }, [
    ['month', '月', 'Month'],
    ['quarter', '季度', 'Quarter'],
    ['year', '年', 'Year'],
  ]),
  editedSetting('by', { zh: '从哪些方面找原因', en: 'Fields to look for causes in' }, 'paths'),
  {
    key: 'threshold',
    label: { zh: '流失率高过多少预警', en: 'Alarm above' },
    type: 'decimal',
    help: {
      zh: '例如 0.1；还要客户不少于 30 且升幅超出偶然',
      en: 'Such as 0.1, with 30 customers and beyond chance',
    },
  },
]

/** The first rows of the customer that have a date, over time. */
export function startChurn(entity: EntityModel, { model }: ReportContext): Settings {
  const orders = entity.relations.find((one) => {
    const target = model.entity(one.target)
    return target !== undefined && firstOf(target, dates) !== undefined
  })
  const target = model.entity(orders?.target ?? '')
  return { show: 'trend', orders: orders?.key ?? '', date: fieldValue(target && firstOf(target, dates)) }
}
