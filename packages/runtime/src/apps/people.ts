import type { PeopleDocument } from '@mortise/schema'
import type { PeopleTables } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { hashPassword } from '../people/password.ts'

/** Makes the departments and users of an app's demo, with one password for all of them. */
export async function installPeople(
  workspace: Workspace,
  people: PeopleDocument,
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await workspace.store.transaction(async (tx) => {
    const regions = await makeRegions(tx.people, people)
    const departments = await makeDepartments(tx.people, { people, regions })
    const users = await makeUsers(tx.people, { people, departments, regions, passwordHash })
    for (const { key, head } of people.departments) {
      const [id, headId] = [departments.get(key), head === undefined ? undefined : users.get(head)]
      if (id !== undefined && headId !== undefined) await tx.people.updateDepartment(id, { headId })
    }
  })
  await workspace.store.announce({ topic: 'people' })
}

async function makeRegions(
  tables: PeopleTables,
  people: PeopleDocument,
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>()
  for (const { key, name, parent } of people.regions ?? [])
    made.set(key, (await tables.createRegion({ key, name, parentId: idIn(made, parent) })).id)
  return made
}

function idIn(made: ReadonlyMap<string, string>, key: string | undefined): string | null {
  return key === undefined ? null : (made.get(key) ?? null)
}

async function makeDepartments(
  tables: PeopleTables,
  given: { readonly people: PeopleDocument; readonly regions: ReadonlyMap<string, string> },
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>()
  // Parents stand before their children in the document.
  for (const { key, name, parent, region } of given.people.departments) {
    const row = await tables.createDepartment({
      key,
      name,
      parentId: idIn(made, parent),
      headId: null,
      regionId: idIn(given.regions, region),
    })
    made.set(key, row.id)
  }
  return made
}

async function makeUsers(
  tables: PeopleTables,
  given: {
    readonly people: PeopleDocument
    readonly departments: ReadonlyMap<string, string>
    readonly regions: ReadonlyMap<string, string>
    readonly passwordHash: string
  },
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>()
  for (const user of given.people.users) {
    const row = await tables.createUser({
      key: user.key,
      name: user.name,
      email: user.email,
      title: user.title ?? null,
      departmentId: user.department === undefined ? null : (given.departments.get(user.department) ?? null),
      regionId: idIn(given.regions, user.region),
      managerId: user.manager === undefined ? null : (made.get(user.manager) ?? null),
      roles: user.roles,
      active: true,
      locale: 'zh',
      passwordHash: given.passwordHash,
    })
    made.set(user.key, row.id)
  }
  return made
}
