import type { ActionContext, DirectoryUser } from '@mortise/schema'
import { climb } from './climb.ts'
import { readPath } from './values.ts'

type Resolve = (name: string, ctx: ActionContext) => readonly (string | null)[]

const ids = (users: readonly DirectoryUser[]): readonly string[] => users.map((user) => user.id)

/** Ways to name people, by what the text starts with. The rest after it is given to the function. */
const ways: readonly (readonly [string, Resolve])[] = [
  ['role:', (role, ctx) => ids(ctx.directory.usersByRole(role))],
  ['department:', (key, ctx) => ids(ctx.directory.usersByDepartment(key))],
  ['user:', (id) => [id]],
  ['$record.', (path, ctx) => recordPeople(path, ctx)],
  ['$starter', (rest, ctx) => [climb(ctx.starter ?? null, rest, ctx)]],
  ['$user', (rest, ctx) => [climb(ctx.user?.id ?? null, rest, ctx)]],
  ['$admins', (_, ctx) => ids(ctx.directory.admins())],
]

function recordPeople(path: string, ctx: ActionContext): readonly (string | null)[] {
  const at = path.indexOf('.manager')
  const value = readPath(at < 0 ? path : path.slice(0, at), ctx)
  const found = Array.isArray(value) ? value : [value]
  return found
    .filter((one): one is string => typeof one === 'string')
    .map((one) => climb(one, at < 0 ? '' : path.slice(at), ctx))
}

/**
 * Finds the people a setting names: user ids, `$record.<user field>`, `$starter`, `$user` (each may be followed by
 * `.manager`), `role:<key>`, `department:<id>`, `$admins`. Each person once, inactive ones left out, order kept.
 */
export function resolvePeople(to: readonly string[], ctx: ActionContext): readonly string[] {
  const found = to.flatMap((name) => {
    const way = ways.find(([start]) => name.startsWith(start))
    return way === undefined ? [name] : way[1](name.slice(way[0].length), ctx)
  })
  const known = found.filter((id): id is string => id !== null && ctx.directory.user(id)?.active === true)
  return [...new Set(known)]
}
