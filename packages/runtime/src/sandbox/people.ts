import type { Workspace } from '../context/workspace.ts'

/** Nobody gets mail there. */
const mailbox = (id: string): string => `${id}@sandbox.invalid`

/**
 * Brings the people of a workspace into its copy, with the ids they have, so that records are still theirs. They have no
 * password and no address there: they come in through the workspace, and nothing reaches them.
 */
export async function copyPeople(from: Workspace, to: Workspace): Promise<void> {
  const { users, departments, regions, groups } = from.store.people
  const [people, units, areas, circles] = await Promise.all([users(), departments(), regions(), groups()])
  await to.store.transaction(async ({ people: tables }) => {
    for (const one of parentsFirst(areas)) await tables.createRegion(one)
    for (const one of parentsFirst(units)) await tables.createDepartment({ ...one, headId: null })
    for (const one of circles) await tables.createGroup(one)
    for (const { preferences: _own, ...user } of people)
      await tables.createUser({ ...user, email: mailbox(user.id), managerId: null, passwordHash: null })
    // Who stands above whom is said when all are there.
    for (const { id, managerId } of people) if (managerId !== null) await tables.updateUser(id, { managerId })
    for (const { id, headId } of units) if (headId !== null) await tables.updateDepartment(id, { headId })
  })
  to.expire()
}

type Node = { readonly id: string; readonly parentId: string | null }

function parentsFirst<T extends Node>(nodes: readonly T[]): readonly T[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const depth = ({ parentId }: Node): number => {
    const parent = parentId === null ? undefined : byId.get(parentId)
    return parent === undefined ? 0 : 1 + depth(parent)
  }
  return nodes.toSorted((a, b) => depth(a) - depth(b))
}
