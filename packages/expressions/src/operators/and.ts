import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, maybeNull, sql } from '../sql/fragment.ts'

/** `and`: Holds when all conditions hold. */
export const and: ValueOperator = defineOperator({
  name: 'and',
  help: helpOf({
    group: 'logic',
    example: 'amount > 0 and won',
    label: ['并且', 'And'],
    names: ['且', 'AND'],
    help: ['全部成立才成立。', 'Holds when all conditions hold.'],
  }),
  infix: { sign: 'and', zh: '且', binds: 2, chain: true },
  params: [{ accept: ['boolean'], rest: true }],
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: (args) => args.every((value) => value === true),
  compile: (args) => {
    const [first, second] = args
    if (first && second && args.length === 2)
      return (here, env) => first(here, env) === true && second(here, env) === true
    return (here, env) => {
      for (const condition of args) if (condition(here, env) !== true) return false
      return true
    }
  },
  sql: (call) =>
    maybeNull(
      sql`(${joinSql(
        call.args.map((_, index) => call.truth(index)),
        ' AND ',
      )})`,
    ),
})
