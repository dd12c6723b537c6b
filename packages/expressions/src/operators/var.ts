import { readValue } from '../frame.ts'
import { helpOf } from '../help.ts'
import type { NodeType } from '../node.ts'
import { type Closure, defineNameOperator, type NameOperator } from '../operator.ts'
import { resolvePath } from '../paths.ts'
import { canonicalValue } from '../values.ts'

/**
 * The hot path: a field of the record itself. The checker has refused every name that objects have by birth,
 * so plain access reaches no prototype.
 */
function ownField(key: string, type: NodeType): Closure {
  // One closure for each kind: the engine then sees one shape of values at each place.
  if (type.kind === 'number')
    return ({ row }) => {
      const value = row[key]
      if (typeof value === 'number' && value !== 0 && Number.isSafeInteger(value)) return value
      return canonicalValue(value, type)
    }
  if (type.kind === 'text' || type.kind === 'unknown' || type.kind === 'id' || type.kind === 'date')
    return ({ row }) => {
      const value = row[key]
      return typeof value === 'string' && value !== '' ? value : canonicalValue(value, type)
    }
  return ({ row }) => canonicalValue(row[key], type)
}

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
  read: (path, type) =>
    path.length === 1 ? ownField(path[0] ?? '', type) : (here) => readValue(here, path, type),
  sql: (call) => call.column(),
})
