import { hintOf } from '../hint.ts'
import { helpOf } from '../help.ts'
import type { NodeType } from '../node.ts'
import { defineNameOperator, type NameOperator } from '../operator.ts'
import type { ExpressionUser, Json } from '../types.ts'
import { canonicalValue, textOrNull } from '../values.ts'

const names: { readonly [name: string]: NodeType } = {
  id: { kind: 'id', entity: 'user' },
  dept: { kind: 'id', entity: 'department' },
  deptTree: { kind: 'set', of: 'id', entity: 'department' },
  roles: { kind: 'set', of: 'text' },
  subordinates: { kind: 'set', of: 'id', entity: 'user' },
}

function valueOf(user: ExpressionUser | undefined, path: readonly string[]): Json {
  const [name = '', attribute = ''] = path
  if (user === undefined) return null
  const value =
    name === 'attr' ? own(user.attr, attribute) : own(user as { readonly [key: string]: Json }, name)
  if (name !== 'attr') return canonicalValue(value, { kind: 'text' })
  return typeof value === 'string' || typeof value === 'number' ? textOrNull(String(value)) : null
}

function own(object: { readonly [key: string]: Json }, key: string): Json {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null
}

/** `user`: The acting user: id, dept, deptTree, roles, subordinates or attr.name. */
export const user: NameOperator = defineNameOperator({
  name: 'user',
  help: helpOf({
    group: 'user',
    example: 'USER("id")',
    label: ['当前用户', 'Current user'],
    names: ['当前用户', 'USER'],
    help: [
      '当前用户的 id、dept、deptTree、roles、subordinates 或 attr.名称。',
      'The acting user: id, dept, deptTree, roles, subordinates or attr.name.',
    ],
  }),
  uses: 'user',
  resolve: (name, _scope, report) => {
    const attribute = /^attr\.([a-z][a-z0-9_]*)$/.exec(name)?.[1]
    const type: NodeType | undefined = attribute
      ? { kind: 'text' }
      : Object.hasOwn(names, name)
        ? names[name]
        : undefined
    if (type)
      return { path: attribute ? ['attr', attribute] : [name], type, nullable: name !== 'id', sql: true }
    report('EXPRESSION_NAME_UNKNOWN', { name, scope: 'user', hint: hintOf(name, Object.keys(names)) }, 0)
    return undefined
  },
  read: (path) => (_here, env) => valueOf(env.input.user, path),
})
