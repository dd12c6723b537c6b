import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import type { ReportContext } from '../../types.ts'
import {
  choiceSetting,
  dates,
  editedSetting,
  fieldValue,
  firstOf,
  numbers,
  valueSetting,
} from '../settings.ts'

/** What customers are scored by. */
export const rfmSettings: readonly FieldDocument[] = [
  editedSetting('orders', { zh: '客户的消费记录', en: 'What customers bought' }, 'relation', {
    required: true,
  }),
  valueSetting('date', { zh: '消费日期', en: 'Date' }, { required: true, of: 'orders', kinds: dates }),
  valueSetting('amount', { zh: '消费金额', en: 'Amount' }, { required: true, of: 'orders', kinds: numbers }),
  editedSetting('where', { zh: '只算满足条件的消费', en: 'Count only those where' }, 'condition', {
    of: 'orders',
  }),
  {
    key: 'days',
    label: { zh: '看最近多少天', en: 'Days to look back' },
    type: 'integer',
    settings: { min: 1, max: 999 },
  },
  choiceSetting('show', { zh: '显示为', en: 'Shown as' }, [
    ['grid', '新近与频次的格子', 'Cells of recency and frequency'],
    ['segments', '八类客户', 'The eight kinds of customers'],
    ['customers', '每个客户', 'Every customer'],
  ]),
]

/** The first rows of the customer that have an amount and a date, those with a date of their own before the others. */
export function startRfm(entity: EntityModel, { model }: Pick<ReportContext, 'model'>): Settings {
  const found = entity.relations.flatMap(({ key, target, many }) => {
    const rows = model.entity(target)
    const amount = rows === undefined || many !== undefined ? undefined : firstOf(rows, numbers)
    const date = rows === undefined ? undefined : firstOf(rows, dates)
    if (amount === undefined || date === undefined) return []
    return [
      { key, amount, date, own: rows?.field(date)?.system !== true && rows?.field(amount)?.system !== true },
    ]
  })
  const best = found.find(({ own }) => own) ?? found[0]
  if (best === undefined) return { orders: '', date: null, amount: null }
  return { orders: best.key, date: fieldValue(best.date), amount: fieldValue(best.amount), show: 'segments' }
}
