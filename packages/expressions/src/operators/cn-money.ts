import { chineseAmount } from '../cn-money.ts'
import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { asNumber } from '../values.ts'

/** `cnMoney`: Writes an amount in Chinese capitals; not in database filters. */
export const cnMoney: ValueOperator = defineOperator({
  name: 'cnMoney',
  help: helpOf({
    group: 'number',
    example: 'CNMONEY(total)',
    label: ['金额大写', 'Chinese amount'],
    names: ['金额大写', 'CNMONEY'],
    help: [
      '把金额写成大写，如 壹仟元整（在数据库筛选中不可用）。',
      'Writes an amount in Chinese capitals; not in database filters.',
    ],
  }),
  params: [{ accept: ['number'] }],
  result: { kind: 'text' },
  evaluate: ([value]) => {
    const number = asNumber(value)
    return number === null ? null : chineseAmount(number)
  },
})
