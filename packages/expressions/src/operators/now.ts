import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { formatInstant } from '../zone.ts'

/** `now`: The date and time of now. */
export const now: ValueOperator = defineOperator({
  name: 'now',
  help: helpOf({
    group: 'date',
    example: 'NOW()',
    label: ['现在', 'Now'],
    names: ['现在', 'NOW'],
    help: ['现在的日期和时间。', 'The date and time of now.'],
  }),
  uses: 'now',
  params: [],
  result: { kind: 'datetime' },
  nullable: false,
  evaluate: (_args, _call, env) => formatInstant(env.now),
})
