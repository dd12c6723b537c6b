import type { EntityModel, FieldDocument, Settings } from '@mortise/schema'
import type { ReportContext } from '../../types.ts'
import { attributionSettings, startAttribution } from '../attribution/settings.ts'
import { editedSetting, fieldValue, firstOf, numbers, valueSetting } from '../settings.ts'

const ofSpending = { of: 'spending' } as const

/** What ROI, CAC, LTV and payback are asked: what attribution is, and what it cost. */
export const returnsSettings: readonly FieldDocument[] = [
  ...attributionSettings,
  valueSetting('profit', { zh: '毛利', en: 'Gross profit' }, { required: true, kinds: numbers }),
  valueSetting('customer', { zh: '客户', en: 'Customer' }, { required: true, kinds: ['id'] }),
  editedSetting('isNew', { zh: '什么算新客户', en: 'What makes a new customer' }, 'condition', {
    help: { zh: '不填时，每个客户都算', en: 'Left empty, every customer' },
  }),
  editedSetting('spending', { zh: '费用记在哪张表', en: 'Where costs are kept' }, 'entity', {
    required: true,
  }),
  valueSetting('spentBy', { zh: '费用的渠道', en: 'Channel of a cost' }, { ...ofSpending, required: true }),
  valueSetting('spent', { zh: '费用金额', en: 'Cost' }, { ...ofSpending, required: true, kinds: numbers }),
  editedSetting('spentWhere', { zh: '只算满足条件的费用', en: 'Only costs where' }, 'condition', ofSpending),
  {
    key: 'months',
    label: { zh: '数据跨多少个月', en: 'Months the numbers are of' },
    type: 'decimal',
    help: {
      zh: '用来算每月客单价和回本月数；不填时从第一笔成交的月份数到最后一笔',
      en: 'For revenue a month and the months until it is paid back; left empty, from the first month with a sale to the last',
    },
  },
  {
    key: 'churn',
    label: { zh: '月流失率', en: 'Customers lost in a month' },
    type: 'decimal',
    help: { zh: '例如 0.05；不填时不算 LTV', en: 'Such as 0.05; without it there is no LTV' },
  },
]

/** Touches of the first entity that fits, and what they cost by themselves. */
export function startReturns(entity: EntityModel, ctx: ReportContext): Settings {
  const touch = startAttribution(entity, ctx)
  const spending = ctx.model.entity(String(touch['touches']))
  return {
    ...touch,
    profit: fieldValue(firstOf(entity, numbers)),
    customer: fieldValue(firstOf(entity, ['id']) ?? 'id'),
    spending: spending?.key ?? '',
    spentBy: touch['channel'] ?? null,
    spent: fieldValue(spending && firstOf(spending, numbers)),
  }
}
