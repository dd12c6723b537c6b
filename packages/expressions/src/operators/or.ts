import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, maybeNull, sql } from '../sql/fragment.ts'

/** `or`: Holds when one of the conditions holds. */
export const or: ValueOperator = defineOperator({
  name: 'or',
  help: helpOf({
    group: 'logic',
    example: 'won or amount > 0',
    label: ['或者', 'Or'],
    names: ['或', 'OR'],
    help: ['有一个成立就成立。', 'Holds when one of the conditions holds.'],
  }),
  infix: { sign: 'or', zh: '或', binds: 1, chain: true },
  params: [{ accept: ['boolean'], rest: true }],
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: (args) => args.includes(true),
  compile: (args) => {
    const [first, second] = args
    if (first && second && args.length === 2)
      return (here, env) => first(here, env) === true || second(here, env) === true
    return (here, env) => {
      for (const condition of args) if (condition(here, env) === true) return true
      return false
    }
  },
  sql: (call) =>
    maybeNull(
      sql`(${joinSql(
        call.args.map((_, index) => call.truth(index)),
        ' OR ',
      )})`,
    ),
})
