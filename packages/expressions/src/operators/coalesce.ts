import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { joinSql, sql } from '../sql/fragment.ts'
import { leadingOf, valueKinds } from './shared-kinds.ts'

/** `??`: Takes the first value that is not empty. */
export const coalesce: ValueOperator = defineOperator({
  name: '??',
  help: helpOf({
    group: 'logic',
    example: 'discount ?? 0',
    label: ['为空则取', 'If empty'],
    names: ['为空取', 'IFEMPTY'],
    help: ['取第一个不为空的值。', 'Takes the first value that is not empty.'],
  }),
  infix: { sign: '??', binds: 7, chain: true },
  params: [{ accept: valueKinds, same: true, rest: true }],
  result: leadingOf,
  nullable: (args) => args.every((argument) => argument.nullable),
  evaluate: (args) => args.find((value) => value !== null) ?? null,
  compile: (args) => (here, env) => {
    for (const argument of args) {
      const value = argument(here, env)
      if (value !== null) return value
    }
    return null
  },
  sql: (call) =>
    sql`coalesce(${joinSql(
      call.args.map((_, index) => call.value(index)),
      ', ',
    )})`,
})
