import type { ExpressionUser } from '@mortise/expressions'
import type { Directory, DirectoryDepartment, DirectoryUser } from '@mortise/schema'
import type { DepartmentRow, GroupRow, RegionRow, UserRow } from '@mortise/store'

/** The people of a workspace at one revision: the engines' directory and what expressions may see of a person. */
export type People = {
  readonly revision: number
  readonly users: readonly UserRow[]
  readonly departments: readonly DepartmentRow[]
  readonly regions: readonly RegionRow[]
  readonly groups: readonly GroupRow[]
  /** Ids of a department and all below it. */
  readonly departmentsBelow: (id: string) => readonly string[]
  readonly directory: Directory
  readonly expressionUser: (id: string) => ExpressionUser | undefined
  /** Name of a user or department. */
  readonly nameOf: (entity: string, id: string) => string | undefined
}

type TreeRow = { readonly id: string; readonly parentId: string | null }

/** Ids of a department or region and all below it; safe against a loop in the data. */
export function treeBelow(departments: readonly TreeRow[], root: string): readonly string[] {
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

/** Ids of a department or region and all above it, itself first; safe against a loop in the data. */
export function pathAbove(rows: ReadonlyMap<string, TreeRow>, start: string): readonly string[] {
  const path = new Set<string>()
  for (let at: string | null = start; at !== null && !path.has(at); at = rows.get(at)?.parentId ?? null)
    path.add(at)
  return [...path]
}

type Regions = {
  /** Of a department: its own, or that of the nearest one above. */
  readonly ofDepartment: (id: string | null) => string | null
  /** What expressions see of somebody who stands in this region. */
  readonly seenFrom: (region: string | null) => Pick<ExpressionUser, 'region' | 'regionTree' | 'regionDepts'>
}

function regionsOf(rows: {
  readonly departments: readonly DepartmentRow[]
  readonly regions: readonly RegionRow[]
}): Regions {
  const byId = new Map(rows.departments.map((one) => [one.id, one]))
  const ofDepartment = (id: string | null): string | null => {
    if (id === null) return null
    for (const at of pathAbove(byId, id)) {
      const region = byId.get(at)?.regionId ?? null
      if (region !== null) return region
    }
    return null
  }
  const placed = rows.departments.map((one) => ({ id: one.id, region: ofDepartment(one.id) }))
  return {
    ofDepartment,
    seenFrom: (region) => {
      const regionTree = region === null ? [] : treeBelow(rows.regions, region)
      const inside = new Set(regionTree)
      const regionDepts = placed
        .filter((one) => one.region !== null && inside.has(one.region))
        .map((one) => one.id)
      return { region, regionTree, regionDepts }
    },
  }
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
  const { id, name, departmentId, managerId, roles, active, otherDepartmentIds = [] } = user
  const one = { id, name, departmentId, managerId, roles, active }
  return otherDepartmentIds.length === 0 ? one : { ...one, otherDepartmentIds }
}

/** Freezes a workspace's people into the form that engines read. `adminRoles` are roles that administer. */
export function buildPeople(
  rows: {
    readonly users: readonly UserRow[]
    readonly departments: readonly DepartmentRow[]
    readonly regions: readonly RegionRow[]
    readonly groups?: readonly GroupRow[]
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
  const { groups = [] } = rows
  const withThat = (fits: (row: UserRow) => boolean): readonly DirectoryUser[] =>
    rows.users.flatMap((row) => (row.active && fits(row) ? (users.get(row.id) ?? []) : []))
  const directory: Directory = {
    user: (id) => users.get(id) ?? users.get(userByKey.get(id) ?? ''),
    usersByRole: (role) => active.filter((user) => user.roles.includes(role)),
    usersByDepartment: (department) => {
      const id = departmentByKey.get(department) ?? department
      return active.filter(
        (user) => user.departmentId === id || user.otherDepartmentIds?.includes(id) === true,
      )
    },
    department: (id) => departments.get(id) ?? departments.get(departmentByKey.get(id) ?? ''),
    admins: () => active.filter((user) => user.roles.some((role) => adminRoles.has(role))),
    usersByPosition: (title) => withThat((row) => row.title?.trim() === title.trim()),
    usersByGroup: (group) => {
      const id = groups.find((one) => one.key === group)?.id ?? group
      return withThat((row) => row.groupIds?.includes(id) === true)
    },
  }
  const cache = new Map<string, ExpressionUser>()
  const regions = regionsOf(rows)
  const rowsById = new Map(rows.users.map((one) => [one.id, one]))
  const departmentRows = new Map(rows.departments.map((one) => [one.id, one]))
  const expressionUser = (id: string): ExpressionUser | undefined => {
    const user = users.get(id)
    if (user === undefined) return undefined
    const known = cache.get(id)
    if (known !== undefined) return known
    const made: ExpressionUser = {
      id,
      dept: user.departmentId,
      deptTree: user.departmentId === null ? [] : treeBelow(rows.departments, user.departmentId),
      deptPath: user.departmentId === null ? [] : pathAbove(departmentRows, user.departmentId),
      ...regions.seenFrom(rowsById.get(id)?.regionId ?? regions.ofDepartment(user.departmentId)),
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
    regions: rows.regions,
    groups,
    departmentsBelow: (id) => treeBelow(rows.departments, id),
    directory,
    expressionUser,
    nameOf: (entity, id) => (entity === 'user' ? users.get(id) : departments.get(id))?.name,
  }
}
