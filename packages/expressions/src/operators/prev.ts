import { readValue } from '../frame.ts'
import { helpOf } from '../help.ts'
import { defineNameOperator, type NameOperator } from '../operator.ts'
import { resolvePath } from '../paths.ts'

/** `prev`: The value of a field before the change. */
export const previous: NameOperator = defineNameOperator({
  name: 'prev',
  help: helpOf({
    group: 'change',
    example: 'PREV("stage")',
    label: ['原值', 'Value before'],
    names: ['原值', 'PREV'],
    help: ['字段修改前的值。', 'The value of a field before the change.'],
  }),
  uses: 'previous',
  resolve: (name, scope, report) => {
    if (!name.includes('.')) return resolvePath({ name, scope, report })
    report('EXPRESSION_PATH', { name: name.split('.')[0], rest: name.split('.').slice(1).join('.') }, 0)
    return undefined
  },
  read: (path, type) => (_here, env) => readValue({ row: env.input.previous ?? {} }, path, type),
})
