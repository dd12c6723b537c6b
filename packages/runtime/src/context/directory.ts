import type { ExpressionUser } from '@mortise/expressions'
import type { Directory, DirectoryDepartment, DirectoryUser } from '@mortise/schema'
import type { DepartmentRow, UserRow } from '@mortise/store'

/** The people of a workspace at one revision: the engines' directory and what expressions may see of a person. */
export type People = {
  readonly revision: number
  readonly users: readonly UserRow[]
  readonly departments: readonly DepartmentRow[]
  readonly directory: Directory
  readonly expressionUser: (id: string) => ExpressionUser | undefined
  /** Name of a user or department. */
  readonly nameOf: (entity: string, id: string) => string | undefined
}

/** Ids of a department and all below it; safe against a loop in the data. */
export function departmentTree(departments: readonly DepartmentRow[], root: string): readonly string[] {
  const found = new Set([root])
  let grew = true
  while (grew) {
    grew = false
    for (const one of departments) {
      if (one.parentId !== null && found.has(one.parentId) && !found.has(one.id)) {
        found.add(one.id)
        grew = true
      }
    }
  }
  return [...found]
}

/** Users whose chain of managers holds `manager`. */
export function subordinatesOf(users: readonly UserRow[], manager: string): readonly string[] {
  const found = new Set<string>([manager])
  let grew = true
  while (grew) {
    grew = false
    for (const one of users) {
      if (one.managerId !== null && found.has(one.managerId) && !found.has(one.id)) {
        found.add(one.id)
        grew = true
      }
    }
  }
  found.delete(manager)
  return [...found]
}

function toDirectoryUser(user: UserRow): DirectoryUser {
  const { id, name, departmentId, managerId, roles, active } = user
  return { id, name, departmentId, managerId, roles, active }
}

/** Freezes a workspace's people into the form that engines read. `adminRoles` are roles that administer. */
export function buildPeople(
  rows: {
    readonly users: readonly UserRow[]
    readonly departments: readonly DepartmentRow[]
    readonly revision: number
  },
  adminRoles: ReadonlySet<string>,
): People {
  const users = new Map(rows.users.map((user) => [user.id, toDirectoryUser(user)]))
  const active = [...users.values()].filter((user) => user.active)
  const departments = new Map<string, DirectoryDepartment>(rows.departments.map((one) => [one.id, one]))
  const departmentByKey = new Map(
    rows.departments.flatMap((one) => (one.key === null ? [] : [[one.key, one.id] as const])),
  )
  const userByKey = new Map(
    rows.users.flatMap((one) => (one.key === null ? [] : [[one.key, one.id] as const])),
  )
  const directory: Directory = {
    user: (id) => users.get(id) ?? users.get(userByKey.get(id) ?? ''),
    usersByRole: (role) => active.filter((user) => user.roles.includes(role)),
    usersByDepartment: (department) => {
      const id = departmentByKey.get(department) ?? department
      return active.filter((user) => user.departmentId === id)
    },
    department: (id) => departments.get(id) ?? departments.get(departmentByKey.get(id) ?? ''),
    admins: () => active.filter((user) => user.roles.some((role) => adminRoles.has(role))),
  }
  const cache = new Map<string, ExpressionUser>()
  const expressionUser = (id: string): ExpressionUser | undefined => {
    const user = users.get(id)
    if (user === undefined) return undefined
    const known = cache.get(id)
    if (known !== undefined) return known
    const made: ExpressionUser = {
      id,
      dept: user.departmentId,
      deptTree: user.departmentId === null ? [] : departmentTree(rows.departments, user.departmentId),
      roles: user.roles,
      subordinates: subordinatesOf(rows.users, id),
      attr: {},
    }
    cache.set(id, made)
    return made
  }
  return {
    revision: rows.revision,
    users: rows.users,
    departments: rows.departments,
    directory,
    expressionUser,
    nameOf: (entity, id) => (entity === 'user' ? users.get(id) : departments.get(id))?.name,
  }
}
