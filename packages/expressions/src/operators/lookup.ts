import { helpOf } from '../help.ts'
import type { LookupOperator } from '../operator.ts'

/** `lookup`: A field of the first record of another entity that meets a condition. */
export const lookup: LookupOperator = {
  kind: 'lookup',
  name: 'lookup',
  help: helpOf({
    group: 'other',
    example: 'LOOKUP("price", product == record.product, "amount", "-valid_from")',
    label: ['查找', 'Look up'],
    names: ['查找', 'LOOKUP'],
    help: [
      '在另一张表里找第一条满足条件的记录，取它的一个字段；record. 指当前记录，排序前加 - 为降序。',
      'A field of the first record of another entity that meets a condition. record. is the record at hand; - before the order turns it.',
    ],
  }),
  cost: 50,
  sql: (call) => call.lookup(),
}
