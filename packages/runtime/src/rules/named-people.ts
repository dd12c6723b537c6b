import type { AssignmentDocument } from '@mortise/schema'
import type { People } from '../context/directory.ts'

type Keyed<V> = { readonly [name: string]: V }

/**
 * A policy with ids of people where it names them by key: a folder can't know the ids that people get in a workspace.
 * Names that are nobody's key stay as they are.
 */
export function withPeopleIds(
  policy: AssignmentDocument,
  people: Pick<People, 'users' | 'departments'>,
): AssignmentDocument {
  const users = new Map(people.users.flatMap(({ id, key }) => (key === null ? [] : [[key, id] as const])))
  const departments = new Map(
    people.departments.flatMap(({ id, key }) => (key === null ? [] : [[key, id] as const])),
  )
  const user = (name: string): string => users.get(name) ?? name
  const keyed = <V>(map: Keyed<V>): Keyed<V> =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [user(name), value]))
  const rules = policy.rules.map(({ pool, weights, territory, skills, hours, ...rule }) => ({
    ...rule,
    pool: {
      ...pool,
      ...(pool.users === undefined ? {} : { users: pool.users.map(user) }),
      ...(pool.departments === undefined
        ? {}
        : { departments: pool.departments.map((name) => departments.get(name) ?? name) }),
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
