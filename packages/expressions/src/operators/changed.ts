import { readValue } from '../frame.ts'
import { helpOf } from '../help.ts'
import type { NodeType } from '../node.ts'
import { defineNameOperator, type NameOperator, type ResolvedName } from '../operator.ts'
import { resolvePath } from '../paths.ts'
import { equalityOf } from '../values.ts'

const unknown: NodeType = { kind: 'unknown' }
const equal = equalityOf(unknown)

function asBoolean(found: ResolvedName | undefined): ResolvedName | undefined {
  return found && { ...found, type: { kind: 'boolean' }, nullable: false }
}

/** `changed`: Holds when the value of a field was changed. */
export const changed: NameOperator = defineNameOperator({
  name: 'changed',
  help: helpOf({
    group: 'change',
    example: 'CHANGED("stage")',
    label: ['已修改', 'Has changed'],
    names: ['已修改', 'CHANGED'],
    help: ['字段的值被改动。', 'Holds when the value of a field was changed.'],
  }),
  uses: 'previous',
  resolve: (name, scope, report) => {
    if (!name.includes('.')) return asBoolean(resolvePath({ name, scope, report }))
    report('EXPRESSION_PATH', { name: name.split('.')[0], rest: name.split('.').slice(1).join('.') }, 0)
    return undefined
  },
  read: (path) => (here, env) =>
    !equal(readValue({ row: env.input.previous ?? {} }, path, unknown), readValue(here, path, unknown)),
})
