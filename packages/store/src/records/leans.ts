import { pathsOf } from '@mortise/expressions'
import type { RelationModel } from '@mortise/schema'
import { peopleTables } from '../sql/people.ts'
import type { EntityShape, FieldShape, Shapes } from './shape.ts'

/** One step from a record to others: along a link of its own, or to the rows of a relation. */
export type Hop =
  | { readonly kind: 'link'; readonly from: string; readonly field: string }
  | { readonly kind: 'rows'; readonly from: string; readonly relation: RelationModel }

/** A stored value that leans on something of another record. */
export type Lean = {
  /** What it leans on: a field; undefined for rows that come and go. */
  readonly field: string | undefined
  /** The way from the record that holds the value to the record it leans on. */
  readonly hops: readonly Hop[]
  readonly holder: EntityShape
  readonly value: FieldShape
}

/** What leans on what, once per version of the metadata. */
export type Leans = {
  /** Values of other records that lean on records of an entity. */
  readonly on: (entity: string) => readonly Lean[]
  /** The same, those together that go the same way. */
  readonly ways: (entity: string) => readonly (readonly Lean[])[]
  /** Stored formulas of an entity that read this field of their own record. */
  readonly formulasOver: (entity: string, field: string) => boolean
  /** Links of an entity that stored values look through. */
  readonly links: (entity: string) => ReadonlySet<string>
  /** Fields of the row itself, and nothing else, that an expression reads; undefined when it reads more. */
  readonly localReads: (shape: EntityShape, expr: unknown) => ReadonlySet<string> | undefined
}

const known = new WeakMap<Shapes, Leans>()
const deepest = 12
const none: ReadonlySet<string> = new Set()

/** The leans of a model. */
export function leansOf(shapes: Shapes): Leans {
  let leans = known.get(shapes)
  if (leans === undefined) known.set(shapes, (leans = makeLeans(shapes)))
  return leans
}

type Read = { readonly entity: string; readonly field: string | undefined; readonly hops: readonly Hop[] }

function makeLeans(shapes: Shapes): Leans {
  const byEntity = new Map<string, Lean[]>()
  const own = new Set<string>()
  const links = new Map<string, Set<string>>()
  for (const { key } of shapes.model.entities) {
    const holder = shapes.entity(key)
    for (const value of holder.stored) {
      if (value.source?.from !== 'rows' && value.source?.from !== 'formula') continue
      for (const read of readsOf(shapes, holder, { expr: value.source.expr, hops: [], depth: 0 })) {
        if (read.hops.length === 0) {
          if (value.source.from === 'formula' && read.field) own.add(`${key} ${read.field}`)
          continue
        }
        for (const hop of read.hops)
          if (hop.kind === 'link') links.set(hop.from, (links.get(hop.from) ?? new Set()).add(hop.field))
        if (byParent(holder, value, read)) continue
        const { field, hops } = read
        byEntity.set(read.entity, [...(byEntity.get(read.entity) ?? []), { field, hops, holder, value }])
      }
    }
  }
  const ways = new Map(
    [...byEntity].map(([entity, leans]) => [
      entity,
      [...Map.groupBy(leans, ({ hops }) => JSON.stringify(hops)).values()],
    ]),
  )
  return {
    on: (entity) => byEntity.get(entity) ?? [],
    ways: (entity) => ways.get(entity) ?? [],
    formulasOver: (entity, field) => own.has(`${entity} ${field}`),
    links: (entity) => links.get(entity) ?? none,
    localReads: (shape, expr) => {
      const reads = readsOf(shapes, shape, { expr, hops: [], depth: 0 })
      if (reads.some(({ hops }) => hops.length > 0)) return undefined
      return new Set(reads.flatMap(({ field }) => field ?? []))
    },
  }
}

/** A roll-up over rows that point at it: those come with their parent's id, nothing has to be looked for. */
function byParent(holder: EntityShape, value: FieldShape, { hops }: Read): boolean {
  const [first] = hops
  if (hops.length !== 1 || first?.kind !== 'rows' || first.relation.many === 'forth') return false
  return holder.rollups.some(({ field, relation }) => field === value && relation.key === first.relation.key)
}

type Walk = { readonly hops: readonly Hop[]; readonly depth: number }

function readsOf(shapes: Shapes, shape: EntityShape, of: Walk & { readonly expr: unknown }): readonly Read[] {
  if (of.depth > deepest) return []
  return pathsOf(of.expr as Parameters<typeof pathsOf>[0]).flatMap((path) =>
    pathReads(shapes, shape, { ...of, keys: path.split('.') }),
  )
}

function pathReads(
  shapes: Shapes,
  shape: EntityShape,
  of: Walk & { readonly keys: readonly string[] },
): readonly Read[] {
  const [key = '', ...rest] = of.keys
  const { hops, depth } = of
  const field = shape.fields.get(key)
  const relation = shape.entity.relation(key)
  if (relation !== undefined) {
    const next: Walk = { hops: [...hops, { kind: 'rows', from: shape.key, relation }], depth: depth + 1 }
    const child = shapes.entity(relation.target)
    const way: Read =
      relation.many === 'forth'
        ? { entity: shape.key, field: key, hops }
        : { entity: child.key, field: relation.via, hops: next.hops }
    const rows: Read = { entity: child.key, field: undefined, hops: next.hops }
    return [way, rows, ...(rest.length > 0 ? pathReads(shapes, child, { ...next, keys: rest }) : [])]
  }
  if (field === undefined) return []
  if (rest.length > 0) {
    const here: Read = { entity: shape.key, field: key, hops }
    if (field.target === undefined || peopleTables[field.target]) return [here]
    const next: Walk = { hops: [...hops, { kind: 'link', from: shape.key, field: key }], depth: depth + 1 }
    return [here, ...pathReads(shapes, shapes.entity(field.target), { ...next, keys: rest })]
  }
  if (field.source?.from !== 'query') return [{ entity: shape.key, field: key, hops }]
  return readsOf(shapes, shape, { expr: field.source.expr, hops, depth: depth + 1 })
}
