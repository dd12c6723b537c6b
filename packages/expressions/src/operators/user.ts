import { hintOf } from '../hint.ts'
import { helpOf } from '../help.ts'
import type { NodeType } from '../node.ts'
import { defineNameOperator, type NameOperator } from '../operator.ts'
import { userValue } from '../user-value.ts'

const names: { readonly [name: string]: NodeType } = {
  id: { kind: 'id', entity: 'user' },
  dept: { kind: 'id', entity: 'department' },
  deptTree: { kind: 'set', of: 'id', entity: 'department' },
  deptPath: { kind: 'set', of: 'id', entity: 'department' },
  region: { kind: 'id', entity: 'region' },
  regionTree: { kind: 'set', of: 'id', entity: 'region' },
  regionDepts: { kind: 'set', of: 'id', entity: 'department' },
  roles: { kind: 'set', of: 'text' },
  subordinates: { kind: 'set', of: 'id', entity: 'user' },
}

/** `user`: The acting user: id, dept, deptTree, deptPath, region, regionTree, regionDepts, roles, subordinates or attr.name. */
export const user: NameOperator = defineNameOperator({
  name: 'user',
  help: helpOf({
    group: 'user',
    example: 'USER("id")',
    label: ['当前用户', 'Current user'],
    names: ['当前用户', 'USER'],
    help: [
      '当前用户的 id、dept、deptTree、deptPath、region、regionTree、regionDepts、roles、subordinates 或 attr.名称。',
      'The acting user: id, dept, deptTree, deptPath, region, regionTree, regionDepts, roles, subordinates or attr.name.',
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
  read: (path) => (_here, env) => userValue(env.input.user, path),
})
