import type { LinkedRow } from '@mortise/expressions'
import { fieldAt, type TemplateReads } from '@mortise/prints'
import { type EntityModel, type RecordQuery, type RecordValues, relatedFilter } from '@mortise/schema'
import type { Door, Refs, StoredRecord } from '@mortise/store'
import { pointedAt, systemTarget } from '../model/read-door.ts'
import { rowsIn } from '../records/around.ts'
import { type Visibility } from '../model/visible.ts'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'

/** What reading around a record is done with: the reader's door, and what the reader may know. */
export type Reading = {
  readonly door: Door
  readonly published: Published
  readonly kit: RuntimeOptions['kit']
  readonly visible: Visibility
}

/** How many rows one print may read, over all of its records. */
export type RowRoom = { readonly take: (rows: number) => void }

type Links = { readonly [key: string]: LinkedRow | null }

/** Puts flat values such as `account.owner.name` into the nested form that expressions read. */
function nested(values: RecordValues, paths: readonly string[]): Links {
  const heads = new Set(paths.filter((path) => path.includes('.')).map((path) => path.split('.')[0] ?? ''))
  return Object.fromEntries(
    [...heads].map((head) => {
      const inner = paths
        .filter((path) => path.startsWith(`${head}.`))
        .map((path) => path.slice(head.length + 1))
      const behind = Object.fromEntries(inner.map((path) => [path, values[`${head}.${path}`] ?? null]))
      const row = Object.fromEntries(Object.entries(behind).filter(([path]) => !path.includes('.')))
      return [head, { row, links: nested(behind, inner) }]
    }),
  )
}

/** Paths a reader may follow, that go along links of single records. */
function followed(reading: Reading, entity: EntityModel, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => {
    const head = path.split('.')[0] ?? ''
    return (
      path.includes('.') &&
      entity.field(head) !== undefined &&
      entity.relation(head) === undefined &&
      reading.visible.path(entity, path)
    )
  })
}

/** What a path leads to that is itself a link: its name is printed, not its id. */
type Pointed = { readonly entity: string; readonly ids: readonly string[] }

function pointedBehind(
  { published, kit }: Reading,
  entity: EntityModel,
  given: { readonly paths: readonly string[]; readonly rows: readonly RecordValues[] },
): readonly Pointed[] {
  return given.paths.flatMap((path): readonly Pointed[] => {
    const field = fieldAt(entity, path, { model: published.model, fields: kit.fields })
    const target =
      field === undefined
        ? undefined
        : (systemTarget(field.key) ?? kit.fields.find(field.type)?.target?.(field.document))
    const found = given.rows.flatMap((values) => [values[path] ?? null].flat())
    const ids = found.filter((one): one is string => typeof one === 'string')
    return target === undefined || ids.length === 0 ? [] : [{ entity: target, ids }]
  })
}

/** What stands behind a record's links, with the reader's rights: what may not be read is empty. */
export async function linksAround(
  reading: Reading,
  entity: EntityModel,
  given: { readonly id: string; readonly paths: readonly string[] },
): Promise<{ readonly links: Links; readonly pointed: readonly Pointed[] }> {
  const paths = followed(reading, entity, given.paths)
  if (paths.length === 0) return { links: {}, pointed: [] }
  const { records } = await reading.door.query({
    entity: entity.key,
    fields: paths,
    filter: { '==': [{ var: 'id' }, given.id] },
    limit: 1,
  })
  const values = records[0]?.values ?? {}
  return { links: nested(values, paths), pointed: pointedBehind(reading, entity, { paths, rows: [values] }) }
}

const page = 500

/** All rows of a relation, page by page. Throws PRINT_ROWS_MANY: a document that leaves some out would be wrong. */
async function allRows(
  { door }: Reading,
  query: Omit<RecordQuery, 'limit' | 'cursor'>,
  room: RowRoom,
): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = []
  for (let cursor: string | undefined; ; ) {
    const part = await door.query({ ...query, limit: page, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...part.records)
    room.take(part.records.length)
    if (part.nextCursor === null) return found
    cursor = part.nextCursor
  }
}

/** Rows of the relations a template shows, each with what stands behind its links. */
export async function rowsAround(
  reading: Reading,
  entity: EntityModel,
  given: {
    readonly id: string
    readonly values: RecordValues
    readonly reads: TemplateReads
    readonly room: RowRoom
  },
): Promise<{
  readonly rows: { readonly [relation: string]: readonly LinkedRow[] }
  readonly pointed: readonly Pointed[]
}> {
  const found: Record<string, readonly LinkedRow[]> = {}
  const pointed: Pointed[] = []
  for (const relation of entity.relations) {
    const child = reading.published.model.entity(relation.target)
    const paths = pathsOf(given.reads, relation.key)
    if (child === undefined || paths === undefined || !reading.visible.entity(child.key)) continue
    const known = paths.filter((path) => reading.visible.path(child, path))
    const links = followed(reading, child, known)
    if (relation.owned && links.length === 0) {
      found[relation.key] = rowsIn(given.values, relation.key).map((row) => ({ row }))
      given.room.take(found[relation.key]?.length ?? 0)
      continue
    }
    const own = reading.door.access.entity(child.key)
    const keys = child.fields
      .filter((field) => own?.field(field.key) !== 'hidden' && child.relation(field.key) === undefined)
      .filter((field) => field.system || reading.kit.fields.find(field.type)?.column(field.document) !== null)
      .map((field) => field.key)
    const records = await allRows(
      reading,
      { entity: child.key, fields: [...keys, ...links], filter: relatedFilter(relation, given) },
      given.room,
    )
    const values = records.map((one) => one.values)
    pointed.push(...pointedBehind(reading, child, { paths: links, rows: values }))
    const rows = records.map(({ id, values }) => ({
      row: { ...values, id },
      links: nested(values, links),
    }))
    found[relation.key] = relation.owned ? inOrder(rows, rowsIn(given.values, relation.key)) : rows
  }
  return { rows: found, pointed }
}

/** Shown names of what a record and the rows around it point at; null where the reader may not see it. */
export function namesAround(
  reading: Reading,
  entity: EntityModel,
  given: {
    readonly values: RecordValues
    readonly rows: { readonly [relation: string]: readonly LinkedRow[] }
    /** What paths along links lead to. */
    readonly pointed: readonly Pointed[]
  },
): Promise<Refs> {
  const around = Object.entries(given.rows).flatMap(([key, rows]) => {
    const child = reading.published.model.entity(entity.relation(key)?.target ?? '')
    return child === undefined ? [] : rows.flatMap(({ row }) => pointedAt(reading, child, row))
  })
  const wanted = new Map<string, Set<string>>()
  for (const { entity: of, ids } of [
    ...pointedAt(reading, entity, given.values),
    ...around,
    ...given.pointed,
  ])
    wanted.set(of, new Set([...(wanted.get(of) ?? []), ...ids]))
  return reading.door.refs([...wanted].map(([of, ids]) => ({ entity: of, ids: [...ids] })))
}

function pathsOf(reads: TemplateReads, relation: string): readonly string[] | undefined {
  const deep = reads.paths
    .filter((path) => path.startsWith(`${relation}.`))
    .map((path) => path.slice(relation.length + 1))
  const rows = Object.hasOwn(reads.rows, relation) ? reads.rows[relation] : undefined
  return rows === undefined && deep.length === 0 ? undefined : [...new Set([...(rows ?? []), ...deep])]
}

/** Rows of a sub-table in the order people gave them. */
function inOrder(rows: readonly LinkedRow[], order: readonly RecordValues[]): readonly LinkedRow[] {
  const byId = new Map(rows.map((one) => [one.row['id'], one]))
  return order.flatMap((row) => byId.get(row['id'] ?? null) ?? [])
}
