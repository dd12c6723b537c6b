import { choices, field, type Template } from '../template.ts'

/** 费用报销 */
export const expense: Template = {
  key: 'expense',
  label: { zh: '费用报销', en: 'Expense claims' },
  hint: { zh: '费用明细，合计自动算', en: 'Items with their receipts; the sum by itself' },
  icon: 'receipt',
  title: 'no',
  sections: [
    {
      label: { zh: '报销信息', en: 'Claim' },
      parts: [
        field(['no', 'autonumber', '报销单号', 'No.'], {
          settings: { pattern: 'BX-{yyyyMMdd}-{000}', reset: 'day' },
        }),
        field(['claimant', 'user', '报销人', 'Claimant'], { required: true, default: { user: 'id' } }),
        field(['date', 'date', '报销日期', 'Date'], { required: true, default: { today: [] } }),
        field(['total', 'formula', '报销合计', 'Total'], {
          settings: {
            result: 'money',
            stored: true,
            scale: 2,
            expr: { sumOf: ['items', { var: 'amount' }] },
          },
        }),
        field(['reason', 'longtext', '事由', 'Reason'], { span: 12 }),
      ],
    },
    {
      label: { zh: '费用明细', en: 'Items' },
      parts: [
        {
          rows: {
            key: 'items',
            label: { zh: '费用明细', en: 'Items' },
            totals: ['amount'],
            fields: [
              field(['what', 'text', '用途', 'What for'], { required: true }),
              field(['kind', 'select', '类别', 'Kind'], {
                settings: choices(
                  ['travel', '交通', 'Travel', 'blue'],
                  ['hotel', '住宿', 'Hotels', 'violet'],
                  ['meal', '餐饮', 'Meals', 'amber'],
                  ['office', '办公', 'Office', 'green'],
                  ['other', '其他', 'Other', 'gray'],
                ),
              }),
              field(['on', 'date', '发生日期', 'On']),
              field(['amount', 'money', '金额', 'Amount'], {
                required: true,
                settings: { currency: 'CNY', scale: 2 },
              }),
              field(['invoice', 'file', '发票', 'Receipt']),
            ],
          },
        },
      ],
    },
  ],
}
