import type { FormNeeds } from './types.ts'
import { valuePath } from './graph.ts'

/** What has to be known of the tables to tell what a path reads. */
export type TableShape = {
  readonly links: ReadonlySet<string>
  readonly parentField: string | undefined
}

/** Collects reads and needs of expressions as they are compiled. */
export type PathReader = {
  /** Value paths that an expression's paths read at a table. */
  readonly reads: (table: string, paths: readonly string[]) => readonly string[]
  readonly needs: () => FormNeeds
}

/** Makes a reader for a form's tables ('' is the record). */
export function pathReader(
  shapes: ReadonlyMap<string, TableShape>,
  relations: ReadonlySet<string>,
): PathReader {
  const links = new Map<string, Map<string, Set<string>>>()
  const rows = new Map<string, Set<string>>()

  const readOne = (table: string, path: string): readonly string[] => {
    const [head = '', ...rest] = path.split('.')
    const shape = shapes.get(table)
    if (table !== '' && head === shape?.parentField && rest.length > 0) return readOne('', rest.join('.'))
    if (table === '' && shapes.has(head))
      return rest.length === 0 ? [head] : [head, ...readOne(head, rest.join('.'))]
    if (table === '' && relations.has(head)) {
      if (rest.length > 0) add(rows, head, rest.join('.'))
      return []
    }
    if (rest.length > 0 && shape?.links.has(head)) {
      const ofTable = links.get(table) ?? new Map<string, Set<string>>()
      links.set(table, ofTable)
      add(ofTable, head, rest.join('.'))
    }
    return [valuePath(table, head)]
  }

  return {
    reads: (table, paths) => [...new Set(paths.flatMap((path) => readOne(table, path)))],
    needs: () => ({
      links: Object.fromEntries([...links].map(([table, ofTable]) => [table, lists(ofTable)])),
      rows: lists(rows),
    }),
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key) ?? new Set()
  map.set(key, set.add(value))
}

function lists(map: ReadonlyMap<string, ReadonlySet<string>>): { readonly [key: string]: readonly string[] } {
  return Object.fromEntries([...map].map(([key, set]) => [key, [...set].toSorted()]))
}
