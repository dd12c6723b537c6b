import type { DepartmentEntry, GroupEntry, UserEntry } from '@mortise/client'
import type { Directory, DirectoryUser } from '@mortise/schema'
import { useQuery } from '@tanstack/react-query'
import { useWorkbench } from '../workbench/context.tsx'

/** Everybody of the workspace, as the engine asks for people; undefined while they load. */
export type People = {
  readonly users: readonly DirectoryUser[]
  readonly directory: Directory
  /** The same as they came, with what app folders call them. */
  readonly entries: { readonly users: readonly UserEntry[]; readonly departments: readonly DepartmentEntry[] }
}

const asUser = (entry: UserEntry): DirectoryUser => ({
  id: entry.id,
  name: entry.name,
  departmentId: entry.departmentId,
  managerId: entry.managerId ?? null,
  roles: entry.roles,
  active: entry.active,
  ...(entry.otherDepartmentIds === undefined ? {} : { otherDepartmentIds: entry.otherDepartmentIds }),
})

/** Puts a directory together. Administrators are whoever has a role that may do everything. */
export function directoryOf(
  entries: readonly UserEntry[],
  {
    departments,
    adminRoles,
    groups = [],
  }: {
    readonly departments: readonly DepartmentEntry[]
    readonly adminRoles: readonly string[]
    readonly groups?: readonly GroupEntry[]
  },
): People {
  const users = entries.map(asUser)
  const department = (id: string): DepartmentEntry | undefined => departments.find((one) => one.id === id)
  const withThat = (fits: (entry: UserEntry) => boolean): readonly DirectoryUser[] =>
    entries.flatMap((entry, at) => (entry.active && fits(entry) ? (users[at] ?? []) : []))
  const directory: Directory = {
    user: (id) => users.find((one) => one.id === id),
    usersByRole: (role) => users.filter(({ roles, active }) => active && roles.includes(role)),
    usersByDepartment: (id) =>
      users.filter(
        ({ departmentId, otherDepartmentIds, active }) =>
          active && (departmentId === id || otherDepartmentIds?.includes(id) === true),
      ),
    usersByPosition: (title) => withThat((entry) => entry.title?.trim() === title.trim()),
    usersByGroup: (group) => {
      const id = groups.find((one) => one.key === group)?.id ?? group
      return withThat((entry) => entry.groupIds?.includes(id) === true)
    },
    department: (id) => {
      const found = department(id)
      return found === undefined ? undefined : { ...found, headId: found.headId ?? null }
    },
    admins: () =>
      users.filter(({ roles, active }) => active && roles.some((role) => adminRoles.includes(role))),
  }
  return { users, directory, entries: { users: entries, departments } }
}

/** The people of the workspace. */
export function usePeople(wanted: boolean): People | undefined {
  const { client, space } = useWorkbench()
  const { data } = useQuery({
    queryKey: ['design', 'people'],
    enabled: wanted,
    staleTime: 60_000,
    queryFn: async () => {
      const [users, departments, groups] = await Promise.all([
        client.people.users(),
        client.people.departments(),
        client.people.groups(),
      ])
      const roles = [...space.look().documents.values()].filter(({ kind }) => kind === 'role')
      const admin = roles
        .filter(({ json }) => 'admin' in json && json.admin === true)
        .map(({ json }) => ('key' in json ? String(json.key) : ''))
      return directoryOf(users, { departments, groups, adminRoles: admin })
    },
  })
  return data
}

/** Names of people by id, once they were asked for. */
export function usePeopleNames(): (id: string) => string {
  const people = usePeople(false)
  return (id) => people?.directory.user(id)?.name ?? id
}
