import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { maybeNull, sql } from '../sql/fragment.ts'
import { asSet, setParams } from './shared-sets.ts'

/** `hasAll`: Holds when the set has every one of the list. */
export const hasAll: ValueOperator = defineOperator({
  name: 'hasAll',
  help: helpOf({
    group: 'list',
    example: 'HASALL(tags, ["vip", "new"])',
    label: ['包含全部', 'Has all of'],
    names: ['包含全部', 'HASALL'],
    help: ['多个值里有列表中的全部。', 'Holds when the set has every one of the list.'],
  }),
  params: setParams,
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: ([left, right]) => {
    const [set, list] = [asSet(left), asSet(right)]
    return set !== null && list !== null && list.every((item) => set.includes(item))
  },
  sql: (call) => maybeNull(sql`(${call.raw(0)} @> ${call.value(1)})`),
})
