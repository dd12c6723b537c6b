import type { DepartmentEntry, UserEntry } from '@mortise/client'
import type { AssignmentDocument } from '@mortise/schema'

type Names = (name: string) => string
type Keyed<V> = { readonly [name: string]: V }
type Pair = readonly [id: string, key: string]

const pairsOf = (
  entries: readonly { readonly id: string; readonly key?: string | null }[],
): readonly Pair[] =>
  entries.flatMap(({ id, key }) => (key === null || key === undefined ? [] : [[id, key] as const]))

const namesIn =
  (pairs: ReadonlyMap<string, string>): Names =>
  (name) =>
    pairs.get(name) ?? name

/**
 * The two ways a policy may name people and departments: by id, as screens do, and by key where there is one, as app folders
 * do, since ids are of one workspace only.
 */
export function policyNames(
  users: readonly UserEntry[],
  departments: readonly DepartmentEntry[],
): Record<'toIds' | 'toKeys', (policy: AssignmentDocument) => AssignmentDocument> {
  const [people, units] = [pairsOf(users), pairsOf(departments)]
  const backwards = (pairs: readonly Pair[]): ReadonlyMap<string, string> =>
    new Map(pairs.map(([id, key]) => [key, id]))
  return {
    toIds: (policy) => renamed(policy, namesIn(backwards(people)), namesIn(backwards(units))),
    toKeys: (policy) => renamed(policy, namesIn(new Map(people)), namesIn(new Map(units))),
  }
}

function renamed(policy: AssignmentDocument, user: Names, department: Names): AssignmentDocument {
  const keyed = <V>(map: Keyed<V>): Keyed<V> =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [user(name), value]))
  const rules = policy.rules.map(({ pool, weights, territory, skills, hours, ...rule }) => ({
    ...rule,
    pool: {
      ...pool,
      ...(pool.users === undefined ? {} : { users: pool.users.map(user) }),
      ...(pool.departments === undefined ? {} : { departments: pool.departments.map(department) }),
    },
    ...(weights === undefined ? {} : { weights: keyed(weights) }),
    ...(territory === undefined
      ? {}
      : {
          territory: {
            ...territory,
            areas: territory.areas.map((one) => ({ ...one, users: one.users.map(user) })),
          },
        }),
    ...(skills === undefined ? {} : { skills: { ...skills, people: keyed(skills.people) } }),
    ...(hours === undefined
      ? {}
      : { hours: { ...hours, ...(hours.own === undefined ? {} : { own: keyed(hours.own) }) } }),
  }))
  return { ...policy, rules }
}
