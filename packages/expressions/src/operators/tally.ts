import { helpOf } from '../help.ts'
import type { LookupOperator } from '../operator.ts'

/** `tally`: A figure over all records of another entity that meet a condition: how many, their sum, mean, least or most. */
export const tally: LookupOperator = {
  kind: 'lookup',
  name: 'tally',
  tally: true,
  help: helpOf({
    group: 'other',
    example: 'TALLY("price", product == record.product, "avg", "amount")',
    label: ['跨表统计', 'Figure of other records'],
    names: ['跨表统计', 'TALLY'],
    help: [
      '在另一张表里统计满足条件的记录：count 个数、sum 合计、avg 平均、min 最小、max 最大；record. 指当前记录。',
      'Over all records of another entity that meet a condition: count, sum, avg, min or max of a field. record. is the record at hand.',
    ],
  }),
  cost: 50,
  sql: (call) => call.lookup(),
}
