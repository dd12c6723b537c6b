import { readValue } from '../frame.ts'
import { helpOf } from '../help.ts'
import { defineNameOperator, type NameOperator } from '../operator.ts'
import { resolvePath } from '../paths.ts'

/** `var`: Reads a field, along links as in customer.level. */
export const variable: NameOperator = defineNameOperator({
  name: 'var',
  help: helpOf({
    group: 'other',
    example: 'amount',
    label: ['字段', 'Field'],
    names: ['字段', 'VAR'],
    help: ['读取一个字段，可沿关联写成 客户.等级。', 'Reads a field, along links as in customer.level.'],
  }),
  fallback: true,
  resolve: (name, scope, report) => resolvePath({ name, scope, report }),
  read: (path, type) => (here) => readValue(here, path, type),
  sql: (call) => call.column(),
})
