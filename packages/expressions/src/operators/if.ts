import { helpOf } from '../help.ts'
import type { Node, NodeType } from '../node.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { type Fragment, joinSql, rawSql, sql } from '../sql/fragment.ts'
import { fitType, leadingType, typeName } from '../typing.ts'
import { valueKinds } from './shared-kinds.ts'

const branches = (args: readonly Node[]): readonly Node[] =>
  args.filter((_, index) => index % 2 === 1 || index === args.length - 1)

/** `if`: Takes the value after the first condition that holds, else the last value. */
export const conditional: ValueOperator = defineOperator({
  name: 'if',
  help: helpOf({
    group: 'logic',
    example: 'IF(amount > 50000, "CFO", "Manager")',
    label: ['如果', 'If'],
    names: ['如果', 'IF'],
    help: [
      '条件成立取第一个值，否则取下一个；可写多组条件和值。',
      'Takes the value after the first condition that holds, else the last value.',
    ],
  }),
  params: [{ accept: valueKinds }, { accept: valueKinds, rest: true }],
  result: (args) => leadingType(branches(args)),
  nullable: (args) => args.length % 2 === 0 || branches(args).some((branch) => branch.nullable),
  check: ({ args, report }) => {
    const type = leadingType(branches(args))
    const boolean: NodeType = { kind: 'boolean' }
    return args.map((argument, index) => {
      const wanted = index % 2 === 1 || index === args.length - 1 ? type : boolean
      const fitted = fitType(argument, wanted)
      if (fitted === undefined)
        report('EXPRESSION_TYPE', { expected: typeName(wanted), actual: typeName(argument.type) }, index)
      return fitted ?? argument
    })
  },
  evaluate: (args) => {
    for (let i = 0; i + 1 < args.length; i += 2) if (args[i] === true) return args[i + 1] ?? null
    return args.length % 2 === 1 ? (args[args.length - 1] ?? null) : null
  },
  compile: (args) => {
    const [condition, then, other] = args
    if (condition && then && other && args.length === 3)
      return (here, env) => (condition(here, env) === true ? then(here, env) : other(here, env))
    return (here, env) => {
      for (let i = 0; i + 1 < args.length; i += 2)
        if (args[i]?.(here, env) === true) return args[i + 1]?.(here, env) ?? null
      return args.length % 2 === 1 ? (args[args.length - 1]?.(here, env) ?? null) : null
    }
  },
  sql: (call) => {
    const last = call.args.length % 2 === 1 ? sql` ELSE ${call.value(call.args.length - 1)}` : rawSql('')
    if (call.args.length === 1) return sql`${call.value(0)}`
    const whens: Fragment[] = []
    for (let i = 0; i + 1 < call.args.length; i += 2)
      whens.push(sql`WHEN ${call.truth(i)} THEN ${call.value(i + 1)}`)
    return sql`(CASE ${joinSql(whens, ' ')}${last} END)`
  },
})
