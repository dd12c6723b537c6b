import type { ExpressionType } from '@mortise/expressions'

/** One name of people that expressions and links can reach, with its column. */
export type PeopleColumn = {
  readonly column: string
  readonly type: ExpressionType
  readonly target?: string
}

/** Tables of people: link targets that every workspace has beside its entities. */
export type PeopleTable = {
  readonly table: string
  readonly label: string
  readonly columns: { readonly [name: string]: PeopleColumn }
}

const user: ExpressionType = { kind: 'id', entity: 'user' }
const department: ExpressionType = { kind: 'id', entity: 'department' }
const text: ExpressionType = { kind: 'text' }

/** By link target. */
export const peopleTables: { readonly [target: string]: PeopleTable } = {
  user: {
    table: 'user',
    label: 'name',
    columns: {
      id: { column: 'id', type: user },
      name: { column: 'name', type: text },
      email: { column: 'email', type: text },
      department: { column: 'department_id', type: department, target: 'department' },
      manager: { column: 'manager_id', type: user, target: 'user' },
    },
  },
  department: {
    table: 'department',
    label: 'name',
    columns: {
      id: { column: 'id', type: department },
      name: { column: 'name', type: text },
      parent: { column: 'parent_id', type: department, target: 'department' },
      head: { column: 'head_id', type: user, target: 'user' },
    },
  },
}
