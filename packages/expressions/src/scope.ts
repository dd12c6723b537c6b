import type { Scope, ScopeName } from './types.ts'

/** Makes a scope of a list of names. */
export function makeScope(name: string, names: readonly ScopeName[]): Scope {
  const byKey = new Map(names.map((each) => [each.key, each]))
  return { name, find: (key) => byKey.get(key), keys: () => [...byKey.keys()] }
}
