import type { AwaitedLink, FormNeeds } from './types.ts'
import { valuePath } from './graph.ts'

/** What has to be known of the tables to tell what a path reads. */
export type TableShape = {
  readonly links: ReadonlySet<string>
  readonly parentField: string | undefined
}

/** Value paths, and the links behind which something is read. */
export type PathReads = { readonly reads: readonly string[]; readonly behind: readonly AwaitedLink[] }

const nothing: PathReads = { reads: [], behind: [] }

/** Collects reads and needs of expressions as they are compiled. */
export type PathReader = {
  /** What an expression's paths read at a table. */
  readonly read: (table: string, paths: readonly string[]) => PathReads
  readonly needs: () => FormNeeds
}

/** Makes a reader for a form's tables ('' is the record). `members` are relations whose ids the record itself lists. */
export function pathReader(
  shapes: ReadonlyMap<string, TableShape>,
  relations: ReadonlySet<string>,
  members: ReadonlySet<string> = new Set(),
): PathReader {
  const links = new Map<string, Map<string, Set<string>>>()
  const rows = new Map<string, Set<string>>()

  const readOne = (table: string, path: string): PathReads => {
    const [head = '', ...rest] = path.split('.')
    const further = rest.join('.')
    const shape = shapes.get(table)
    if (table !== '' && head === shape?.parentField && rest.length > 0) return readOne('', further)
    if (table === '' && shapes.has(head)) {
      const inner = rest.length === 0 ? nothing : readOne(head, further)
      return { reads: [head, ...inner.reads], behind: inner.behind }
    }
    if (table === '' && relations.has(head)) {
      // Asked for as such, it is counted: the rows are needed whatever is in them.
      add(rows, head, rest.length > 0 ? further : 'id')
      return members.has(head) ? { reads: [head], behind: [] } : nothing
    }
    if (rest.length === 0 || shape?.links.has(head) !== true)
      return { reads: [valuePath(table, head)], behind: [] }
    const ofTable = links.get(table) ?? new Map<string, Set<string>>()
    links.set(table, ofTable)
    add(ofTable, head, further)
    return { reads: [valuePath(table, head)], behind: [{ table, link: head }] }
  }

  return {
    read: (table, paths) => {
      const all = paths.map((path) => readOne(table, path))
      return {
        reads: [...new Set(all.flatMap(({ reads }) => reads))],
        behind: all.flatMap(({ behind }) => behind),
      }
    },
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
