import { addDecimal } from '../decimal.ts'
import { helpOf } from '../help.ts'
import { type Closure, defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, sql } from '../sql/fragment.ts'
import { foldNumbers, numberKinds } from './shared-kinds.ts'

/** `+`: Adds numbers. */
export const add: ValueOperator = defineOperator({
  name: '+',
  help: helpOf({
    group: 'number',
    example: 'price + 2',
    label: ['加', 'Plus'],
    names: ['加', 'ADD'],
    help: ['把数字相加。', 'Adds numbers.'],
  }),
  infix: { sign: '+', binds: 5, chain: true },
  params: [{ accept: numberKinds, rest: true }],
  result: { kind: 'number' },
  size: (args) => Math.max(...args.map((argument) => argument.size)) + args.length,
  evaluate: (args) => foldNumbers(args, addDecimal),
  compile: (args) => {
    const [left, right] = args
    const all: Closure = (here, env) =>
      foldNumbers(
        args.map((argument) => argument(here, env)),
        addDecimal,
      )
    if (!left || !right || args.length !== 2) return all
    return (here, env) => {
      const [a, b] = [left(here, env), right(here, env)]
      if (typeof a !== 'number' || typeof b !== 'number') return foldNumbers([a, b], addDecimal)
      const sum = a + b
      return Number.isSafeInteger(sum) ? sum : addDecimal(a, b)
    }
  },
  sql: (call) =>
    sql`(${joinSql(
      call.args.map((_, index) => call.value(index)),
      ' + ',
    )})`,
})
