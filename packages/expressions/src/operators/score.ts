import { addDecimal, type DecimalValue } from '../decimal.ts'
import { helpOf } from '../help.ts'
import type { Node } from '../node.ts'
import { type Checking, defineOperator, type ValueOperator } from '../operator.ts'
import { asNumber } from '../values.ts'
import { fitKinds, kindList, typeName } from '../typing.ts'
import { numberKinds } from './shared-kinds.ts'

/** Conditions and points take turns. */
function checkPairs({ args, report }: Checking): readonly Node[] {
  if (args.length % 2 !== 0)
    report('EXPRESSION_ARGUMENTS', { operator: 'score', expected: '2, 4, 6, …', count: args.length })
  return args.map((argument, index) => {
    // The first pair was fitted by the parameters.
    if (index < 2) return argument
    const kinds = index % 2 === 0 ? (['boolean'] as const) : numberKinds
    const fitted = fitKinds(argument, kinds)
    if (fitted === undefined)
      report('EXPRESSION_TYPE', { expected: kindList(kinds), actual: typeName(argument.type) }, index)
    return fitted ?? argument
  })
}

/** `score`: Adds up the points of every condition that holds; not in database filters. */
export const score: ValueOperator = defineOperator({
  name: 'score',
  help: helpOf({
    group: 'number',
    example: 'SCORE(amount > 10000, 20, stage == "won", 50)',
    label: ['计分', 'Score'],
    names: ['计分', 'SCORE'],
    help: [
      '条件和分数成对写，把成立的条件的分数加起来（在数据库筛选中不可用）。',
      'Conditions and points by turns: adds the points of those that hold; not in database filters.',
    ],
  }),
  params: [
    { accept: ['boolean'] },
    { accept: numberKinds },
    { accept: ['boolean', ...numberKinds], optional: true, rest: true },
  ],
  result: { kind: 'number' },
  nullable: false,
  check: checkPairs,
  evaluate: (args) => {
    let sum: DecimalValue = 0
    for (let i = 0; i + 1 < args.length; i += 2)
      if (args[i] === true) sum = addDecimal(sum, asNumber(args[i + 1]) ?? 0)
    return sum
  },
})
