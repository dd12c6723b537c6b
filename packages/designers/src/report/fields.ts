import { say, type Locale } from '@mortise/errors'
import type { ExpressionType } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import type { DateBucket, EntityModel, FieldModel, Model, ReportJoinDocument } from '@mortise/schema'
import { fieldAtPath, linkTarget, pathLabel } from '../kit/names.ts'
import { joinName, pathName, sourceOfJoin, type Way } from './related.ts'

/** What names of a report's source mean. */
export type Source = {
  readonly model: Model
  readonly kit: Kit
  readonly locale: Locale
  readonly entity: EntityModel | undefined
}

/** What a field of the tree stands for: dragged, clicked, or taken by Enter. `path` is empty for the records themselves. */
export type FieldPayload = {
  readonly path: string
  readonly bucket?: DateBucket
  readonly kind: ExpressionType['kind']
  /** The way to the rows it is a field of, where those are not the report's own records. */
  readonly over?: Way
}

/** One line of the tree of fields. */
export type FieldEntry = {
  readonly id: string
  readonly label: string
  /** Name along the way that leads here: `赢单日期 / 月`. */
  readonly full: string
  readonly icon: string
  readonly payload: FieldPayload | undefined
  /** A heading above it, for the first of its sort. */
  readonly head?: string
  /** A search found something below it. */
  readonly found?: boolean
  /** Lines below it, asked for when it is opened: links lead ever further. */
  readonly below: (() => readonly FieldEntry[]) | undefined
}

/** Periods that a date can be cut into, in the order people think of them. */
export const buckets: readonly DateBucket[] = ['month', 'quarter', 'year', 'week', 'day']

const hiddenKinds = new Set(['json', 'rows'])
const dated = new Set(['date', 'datetime'])

/** What values at a path are, for shelves and checks; undefined where nothing is. */
export function kindAt(
  { model, entity }: Pick<Source, 'model' | 'entity'>,
  path: string,
): ExpressionType['kind'] | undefined {
  const field = fieldAtPath(model, entity, path)
  if (field === undefined) return undefined
  // The rows of a report are no entity of the model.
  const at = entity?.field(path) === field ? entity : model.entity(field.entity)
  return at?.scope.find(field.key)?.type.kind
}

/** Of which entity the record at a path is; undefined where there is none. */
export function targetAt(
  { model, entity }: Pick<Source, 'model' | 'entity'>,
  path: string,
): string | undefined {
  const field = fieldAtPath(model, entity, path)
  if (field === undefined) return undefined
  const at = entity?.field(path) === field ? entity : model.entity(field.entity)
  const type = at?.scope.find(field.key)?.type
  return type?.kind === 'id' ? type.entity : undefined
}

/** Whether a path holds dates. */
export function isDated(source: Pick<Source, 'model' | 'entity'>, path: string): boolean {
  return dated.has(kindAt(source, path) ?? '')
}

/** Icon of the type at a path. */
export function iconAt({ model, kit, entity }: Source, path: string): string {
  const field = fieldAtPath(model, entity, path)
  return kit.fields.find(field?.type ?? '')?.icon ?? 'hash'
}

/** What a path is called, along its links. */
export function nameAt({ model, locale, entity }: Source, path: string): string {
  return pathLabel({ model, locale }, entity, path)
}

type Words = {
  readonly count: string
  readonly related: string
  readonly bucket: (bucket: DateBucket) => string
}

/**
 * The tree below the source: the records as a number, then every field; dates open into periods, links into their fields.
 * Then what belongs to a record: rows of other kinds, and of the joins that were made by hand.
 */
export function fieldTree(
  source: Source,
  words: Words,
  joins: readonly ReportJoinDocument[] = [],
): readonly FieldEntry[] {
  if (source.entity === undefined) return []
  const records: FieldEntry = {
    id: '#',
    label: words.count,
    full: words.count,
    icon: 'hash',
    payload: { path: '', kind: 'number' },
    below: undefined,
  }
  const top = { at: source.entity, prefix: '', name: '', words, seen: [source.entity.key] }
  const made = joins
    .filter(({ entity, type }) => entity !== undefined && type !== 'absent' && type !== 'exists')
    .map((join) =>
      rowsEntry(
        source,
        { ...top, way: { join: join.key }, at: sourceOfJoin(source, join).entity },
        joinName(source, join),
      ),
    )
  const [first, ...further] = [...made, ...relatedOf(source, top)]
  return [
    records,
    ...entriesOf(source, top),
    ...(first === undefined ? [] : [{ ...first, head: words.related }, ...further]),
  ]
}

type Branch = {
  readonly at: EntityModel
  readonly prefix: string
  readonly name: string
  readonly words: Words
  readonly seen: readonly string[]
  /** Where the fields are those of other rows: how they are reached. */
  readonly way?: Way
}

/** An entity that all others point at has too many ways to it to choose from. */
const mostRelated = 24
/** How many entities a way leads through. */
const deepest = 4

/** Rows of other kinds that belong to an entity: sub-tables, and records that link to it. */
function relatedOf(source: Source, branch: Branch): readonly FieldEntry[] {
  const { at, prefix, way, seen } = branch
  if (at.relations.length > mostRelated || seen.length >= deepest || (way !== undefined && 'join' in way))
    return []
  const start = way === undefined ? prefix : `${way.path}.${prefix}`
  return at.relations.map(({ key, target, via }) => {
    const path = `${start}${key}`
    const below = { ...branch, at: source.model.entity(target), way: { path }, without: via }
    return rowsEntry(source, below, pathName({ ...source, entity: at }, key))
  })
}

type RowsBranch = Omit<Branch, 'at'> & { readonly at: EntityModel | undefined; readonly without?: string }

/** Rows of another kind: as a number of them, and below it their fields. */
function rowsEntry(source: Source, { at, without, ...branch }: RowsBranch, label: string): FieldEntry {
  const { way = { join: '' }, name, words, seen } = branch
  const full = `${name}${label}`
  const inner = { words, way, prefix: '', name: `${full} / `, seen: [...seen, at?.key ?? ''] }
  return {
    id: `@${'path' in way ? way.path : way.join}`,
    label,
    full,
    icon: at?.document.icon ?? 'rows-3',
    payload: { path: '', kind: 'number', over: way },
    below:
      at === undefined
        ? undefined
        : () =>
            [...entriesOf(source, { ...inner, at }), ...relatedOf(source, { ...inner, at })].filter(
              ({ payload }) => payload?.path !== without,
            ),
  }
}

function entriesOf(source: Source, branch: Branch): readonly FieldEntry[] {
  const shown = branch.at.fields.filter((field) => {
    const kind = branch.at.scope.find(field.key)?.type.kind
    return kind !== undefined && !hiddenKinds.has(kind) && field.key !== 'id'
  })
  return [...shown.filter((one) => !one.system), ...shown.filter((one) => one.system)].map((field) =>
    entryOf(field, source, branch),
  )
}

function entryOf(field: FieldModel, source: Source, branch: Branch): FieldEntry {
  const path = `${branch.prefix}${field.key}`
  const kind = branch.at.scope.find(field.key)?.type.kind ?? 'text'
  const icon = source.kit.fields.find(field.type)?.icon ?? 'square'
  const label = say(field.document.label, source.locale) || field.key
  const full = `${branch.name}${label}`
  const { way } = branch
  const over = way === undefined ? {} : { over: way }
  const id = way === undefined ? path : `@${'path' in way ? way.path : way.join}.${path}`
  const head = { id, label, full, icon }
  if (dated.has(kind)) {
    const below = (): readonly FieldEntry[] =>
      buckets.map((bucket) => ({
        id: `${id}#${bucket}`,
        label: branch.words.bucket(bucket),
        full: `${full} / ${branch.words.bucket(bucket)}`,
        icon: 'calendar-days',
        payload: { path, bucket, kind },
        below: undefined,
      }))
    // What belongs to a record is counted, not grouped by: its dates have no periods.
    if (way !== undefined) return { ...head, payload: { path, kind, ...over }, below: undefined }
    return { ...head, payload: { path, kind }, below }
  }
  const target = linkTarget(source.model, field)
  const further = target === undefined || branch.seen.length >= deepest ? undefined : target
  const below = (): readonly FieldEntry[] => {
    if (further === undefined) return []
    const inner = { ...branch, at: further, prefix: `${path}.`, name: `${full} / ` }
    const next = { ...inner, seen: [...branch.seen, further.key] }
    return [...entriesOf(source, next), ...relatedOf(source, next)]
  }
  return { ...head, payload: { path, kind, ...over }, below: further === undefined ? undefined : below }
}

/** Lines whose own name or a name below holds a text; what was found one step below opens by itself. */
export function searchTree(entries: readonly FieldEntry[], text: string, depth = 1): readonly FieldEntry[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return entries
  return entries.flatMap((entry) => {
    const own = entry.label.toLowerCase().includes(wanted) || entry.id.includes(wanted)
    const below = depth > 0 && entry.below !== undefined ? searchTree(entry.below(), wanted, depth - 1) : []
    if (own) return [entry]
    return below.length === 0 ? [] : [{ ...entry, found: true, below: () => below }]
  })
}
