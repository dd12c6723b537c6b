import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'

/** `today`: The date of today. */
export const today: ValueOperator = defineOperator({
  name: 'today',
  help: helpOf({
    group: 'date',
    example: 'TODAY()',
    label: ['今天', 'Today'],
    names: ['今天', 'TODAY'],
    help: ['今天的日期。', 'The date of today.'],
  }),
  uses: 'now',
  params: [],
  result: { kind: 'date' },
  nullable: false,
  evaluate: (_args, _call, env) => env.today(),
})
