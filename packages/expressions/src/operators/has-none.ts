import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sql } from '../sql/fragment.ts'
import { asSet, setParams } from './shared-sets.ts'

/** `hasNone`: Holds when the set has none of the list. */
export const hasNone: ValueOperator = defineOperator({
  name: 'hasNone',
  help: helpOf({
    group: 'list',
    example: 'HASNONE(tags, ["vip", "new"])',
    label: ['都不包含', 'Has none of'],
    names: ['都不包含', 'HASNONE'],
    help: ['多个值里没有列表中的任何一个。', 'Holds when the set has none of the list.'],
  }),
  params: setParams,
  result: { kind: 'boolean' },
  nullable: false,
  evaluate: ([left, right]) => {
    const [set, list] = [asSet(left), asSet(right)]
    return set === null || list === null || !list.some((item) => set.includes(item))
  },
  sql: (call) => sql`(NOT coalesce(${call.raw(0)} && ${call.value(1)}, false))`,
})
