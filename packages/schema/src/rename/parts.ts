import type { DocumentKind } from '../documents/kinds.ts'
import { own } from '../pointer.ts'
import type { Place } from '../slots/types.ts'
import { placesAt } from '../slots/walk.ts'

/** Parts of a document that something else in it, or a play, names. */
export type PartKind =
  | 'node'
  | 'edge'
  | 'variable'
  | 'dimension'
  | 'join'
  | 'measure'
  | 'widget'
  | 'filter'
  | 'unique'
  | 'duplicate'
  | 'check'
  | 'input'
  | 'output'
  | 'row'
  | 'rule'
  | 'tab'
  | 'block'

/** Where parts of a kind have their names, and where those stand as they are. Patterns as slots write them. */
type PartPlaces = {
  readonly own: readonly string[]
  readonly named?: readonly string[]
  /** Expressions name it too, in a scope of this name. */
  readonly scope?: string
}

const places: { readonly [K in DocumentKind]?: { readonly [P in PartKind]?: PartPlaces } } = {
  entity: {
    unique: { own: ['uniques/*/key'] },
    duplicate: { own: ['duplicates/*/key'] },
    check: { own: ['checks/*/key'] },
  },
  form: { node: { own: ['nodes/**/id'] }, tab: { own: ['nodes/**/tabs/*/id', 'nodes/**/steps/*/id'] } },
  flow: {
    node: {
      own: ['nodes/*/id'],
      named: [
        'edges/*/source',
        'edges/*/target',
        'layout/~',
        'nodes/*/parent',
        'nodes/*/attachedTo',
        'nodes/*/compensation',
        'nodes/*/cancelScope/*',
        'nodes/*/enabledWhile/node',
      ],
    },
    // Where no condition holds, a gateway goes on along one of its edges.
    edge: { own: ['edges/*/id'], named: ['nodes/*/default'] },
    variable: { own: ['variables/*/key'], scope: 'variables' },
  },
  report: {
    dimension: {
      own: ['dimensions/*/key'],
      named: [
        'sort/*/by',
        'layout/rows/*',
        'layout/columns/*',
        'limit/within/*',
        'measures/*/grain/*',
        'measures/*/within/*',
        'joins/*/by/~',
      ],
    },
    join: { own: ['joins/*/key'], named: ['measures/*/over'] },
    measure: { own: ['measures/*/key'], named: ['sort/*/by', 'measures/*/of'], scope: 'measures' },
  },
  dashboard: {
    widget: { own: ['widgets/*/id'], named: ['filters/*/targets/*/widget'] },
    filter: { own: ['filters/*/key'] },
    tab: { own: ['tabs/*/id'], named: ['widgets/*/tab'] },
  },
  table: { input: { own: ['inputs/*/key'], scope: 'inputs' }, output: { own: ['outputs/*/key'] } },
  score: { row: { own: ['rows/*/key'] } },
  assignment: { rule: { own: ['rules/*/key'] } },
  print: {
    block: {
      own: ['header/**/id', 'body/**/id', 'footer/**/id'],
      named: ['header/**/anchor', 'body/**/anchor', 'footer/**/anchor'],
    },
  },
}

function textsAt(document: object, patterns: readonly string[]): readonly Place[] {
  const root: Place = { value: document, parts: [], trail: [] }
  return patterns
    .flatMap((pattern) => placesAt(root, pattern))
    .filter(({ value }) => typeof value === 'string')
}

/** Kinds of parts that documents of a kind have. */
export function partKinds(kind: DocumentKind): readonly PartKind[] {
  return Object.keys(places[kind] ?? {}) as PartKind[]
}

/** Names of all parts of one kind that a document has. */
export function partNames(kind: DocumentKind, part: PartKind, document: object): readonly string[] {
  return textsAt(document, places[kind]?.[part]?.own ?? []).map(({ value }) => String(value))
}

/** Every part of a document, by its kind and name. */
export function partsOf(
  kind: DocumentKind,
  document: object,
): readonly { readonly part: PartKind; readonly name: string }[] {
  return partKinds(kind).flatMap((part) => partNames(kind, part, document).map((name) => ({ part, name })))
}

/** Where a part has its name (`own`), and where it stands as it is. */
export function partPlaces(
  kind: DocumentKind,
  document: object,
  { part, name }: { readonly part: PartKind; readonly name: string },
): { readonly own: readonly Place[]; readonly named: readonly Place[]; readonly scope: string | undefined } {
  const known = places[kind]?.[part]
  const isIt = ({ value }: Place): boolean => value === name
  // A place that several kinds of parts may be named at means the one that has the name.
  const others = partKinds(kind).filter((one) => one !== part)
  const isOther = others.some(
    (other) => partNames(kind, other, document).includes(name) && sharesPlaces(known, places[kind]?.[other]),
  )
  return {
    own: textsAt(document, known?.own ?? []).filter(isIt),
    named: isOther ? [] : textsAt(document, known?.named ?? []).filter(isIt),
    scope: known?.scope,
  }
}

const sharesPlaces = (one: PartPlaces | undefined, other: PartPlaces | undefined): boolean =>
  (one?.named ?? []).some((pattern) => other?.named?.includes(pattern) === true)

/** Entity or name that a place of the record scope stands for: a part's name wins over a field of the same name. */
export function namesPart(scopeName: string, part: string | undefined, entity: unknown): boolean {
  return part !== undefined && (scopeName === part || (part === 'inputs' && own(entity, 'key') === scopeName))
}
