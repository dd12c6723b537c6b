import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { maybeNull, sql } from '../sql/fragment.ts'
import { asSet, setParams } from './shared-sets.ts'

/** `hasAny`: Holds when the set has at least one of the list. */
export const hasAny: ValueOperator = defineOperator({
  name: 'hasAny',
  help: helpOf({
    group: 'list',
    example: 'HASANY(tags, ["vip", "new"])',
    label: ['包含任一', 'Has any of'],
    names: ['包含任一', 'HASANY'],
    help: ['多个值里有列表中的任意一个。', 'Holds when the set has at least one of the list.'],
  }),
  params: setParams,
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: ([left, right]) => {
    const [set, list] = [asSet(left), asSet(right)]
    return set !== null && list !== null && list.some((item) => set.includes(item))
  },
  sql: (call) => maybeNull(sql`(${call.raw(0)} && ${call.value(1)})`),
})
