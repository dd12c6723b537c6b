import { randomUUID } from 'node:crypto'
import type { World } from './world.ts'

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const key = /cx_[0-9a-f]{16}/g
// A name that is none is followed by the nearest that is one, and nearness is a matter of chance.
const hint = /[^"]*(did you mean|是不是想用|nearest|相近|available|可用)[^"]*/g

/**
 * A world that looks like another and is none: each id is one that nobody has, each key one that nothing bears. What is
 * answered about it is what "not there" looks like.
 */
export function nowhere(of: World): {
  readonly world: World
  /** Whether two answers say the same, whatever they call it. */
  readonly same: (a: string, b: string) => boolean
} {
  const others = new Map<string, string>()
  const other = (word: string, make: () => string): string => {
    const known = others.get(word) ?? make()
    others.set(word, known)
    return known
  }
  const turned = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value
        .replace(uuid, (id) => (id === of.unknown ? id : other(id, () => `019a${randomUUID().slice(4)}`)))
        .replace(key, (name) => other(name, () => `cx_${randomUUID().replaceAll('-', '').slice(0, 16)}`))
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, turned(one)]))
  }
  const { server, sql, plants, admin, low, keeper, west, key: program, nobody, ...named } = of
  const own = { server, sql, plants, admin, low, keeper, west, key: program, nobody }
  const masked = (text: string): string =>
    text
      .replace(uuid, 'ID')
      .replace(key, 'KEY')
      .replace(/req-\w+/g, 'REQ')
      .replace(hint, 'HINT')
  return {
    world: { ...(turned(named) as typeof named), ...own },
    same: (a, b) => masked(a) === masked(b),
  }
}
