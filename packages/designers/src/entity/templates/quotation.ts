import { choices, field, type Template } from '../template.ts'

const yuan = { currency: 'CNY', scale: 2 } as const

/** 报价单 */
export const quotation: Template = {
  key: 'quotation',
  label: { zh: '报价单', en: 'Quotations' },
  hint: { zh: '产品明细、优惠和总价', en: 'Products, discount and total' },
  icon: 'file-text',
  title: 'no',
  sections: [
    {
      label: { zh: '基本信息', en: 'Basics' },
      parts: [
        field(['no', 'autonumber', '报价编号', 'No.'], {
          settings: { pattern: 'BJ-{yyyyMMdd}-{000}', reset: 'day' },
        }),
        field(['customer', 'text', '客户名称', 'Customer'], { required: true }),
        field(['contact', 'text', '联系人', 'Contact']),
        field(['phone', 'phone', '联系电话', 'Phone']),
        field(['date', 'date', '报价日期', 'Date'], { required: true, default: { today: [] } }),
        field(['valid_until', 'date', '有效期至', 'Valid until'], {
          default: { dateAdd: [{ today: [] }, 30, 'day'] },
        }),
        field(['state', 'select', '状态', 'State'], {
          default: 'draft',
          settings: choices(
            ['draft', '草稿', 'Draft', 'gray'],
            ['sent', '已发送', 'Sent', 'blue'],
            ['won', '已成交', 'Won', 'green'],
            ['lost', '未成交', 'Lost', 'red'],
          ),
        }),
      ],
    },
    {
      label: { zh: '产品明细', en: 'Products' },
      parts: [
        {
          rows: {
            key: 'lines',
            label: { zh: '产品明细', en: 'Products' },
            totals: ['amount'],
            fields: [
              field(['product', 'text', '产品', 'Product'], { required: true }),
              field(['spec', 'text', '规格', 'Specification']),
              field(['qty', 'decimal', '数量', 'Quantity'], { required: true, default: 1 }),
              field(['price', 'money', '单价', 'Price'], { required: true, settings: yuan }),
              field(['amount', 'formula', '金额', 'Amount'], {
                settings: {
                  result: 'money',
                  stored: true,
                  scale: 2,
                  expr: { round: [{ '*': [{ var: 'qty' }, { var: 'price' }] }, 2] },
                },
              }),
            ],
          },
        },
        field(['discount', 'money', '整单优惠', 'Discount'], { default: '0', settings: yuan }),
        field(['total', 'formula', '合计', 'Total'], {
          settings: {
            result: 'money',
            stored: true,
            scale: 2,
            expr: { '-': [{ sumOf: ['lines', { var: 'amount' }] }, { '??': [{ var: 'discount' }, 0] }] },
          },
        }),
        field(['terms', 'longtext', '商务条款', 'Terms'], { span: 12 }),
      ],
    },
  ],
}
