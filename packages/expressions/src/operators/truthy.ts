import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { maybeNull, sql } from '../sql/fragment.ts'
import { valueKinds } from './shared-kinds.ts'

/** `!!`: Holds for a value that is neither empty, 0 nor no. */
export const truthy: ValueOperator = defineOperator({
  name: '!!',
  help: helpOf({
    group: 'logic',
    example: 'FILLED(name)',
    label: ['有值', 'Has a value'],
    names: ['有值', 'FILLED'],
    help: ['有内容且不为 0、不为否。', 'Holds for a value that is neither empty, 0 nor no.'],
  }),
  params: [{ accept: valueKinds }],
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: ([value = null]) => value !== null && value !== false && value !== 0,
  sql: (call) => {
    const kind = call.args[0]?.type.kind
    if (kind === 'boolean') return sql`${call.strict(0)}`
    const value = call.value(0)
    return kind === 'number' || kind === 'duration'
      ? maybeNull(sql`(${value} <> 0)`)
      : sql`(${value} IS NOT NULL)`
  },
})
