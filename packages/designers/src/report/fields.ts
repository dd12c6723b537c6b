import { say, type Locale } from '@mortise/errors'
import type { ExpressionType } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import type { DateBucket, EntityModel, FieldModel, Model } from '@mortise/schema'
import { fieldAtPath, linkTarget, pathLabel } from '../kit/names.ts'

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
}

/** One line of the tree of fields. */
export type FieldEntry = {
  readonly id: string
  readonly label: string
  /** Name along the way that leads here: `赢单日期 / 月`. */
  readonly full: string
  readonly icon: string
  readonly payload: FieldPayload | undefined
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
  return model.entity(field.entity)?.scope.find(field.key)?.type.kind
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

type Words = { readonly count: string; readonly bucket: (bucket: DateBucket) => string }

/** The tree below the source: the records as a number, then every field; dates open into periods, links into their fields. */
export function fieldTree(source: Source, words: Words): readonly FieldEntry[] {
  if (source.entity === undefined) return []
  const records: FieldEntry = {
    id: '#',
    label: words.count,
    full: words.count,
    icon: 'hash',
    payload: { path: '', kind: 'number' },
    below: undefined,
  }
  return [
    records,
    ...entriesOf(source, { at: source.entity, prefix: '', name: '', words, seen: [source.entity.key] }),
  ]
}

type Branch = {
  readonly at: EntityModel
  readonly prefix: string
  readonly name: string
  readonly words: Words
  readonly seen: readonly string[]
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
  const head = { id: path, label, full, icon }
  if (dated.has(kind)) {
    const below = (): readonly FieldEntry[] =>
      buckets.map((bucket) => ({
        id: `${path}#${bucket}`,
        label: branch.words.bucket(bucket),
        full: `${full} / ${branch.words.bucket(bucket)}`,
        icon: 'calendar-days',
        payload: { path, bucket, kind },
        below: undefined,
      }))
    return { ...head, payload: { path, kind }, below }
  }
  const target = linkTarget(source.model, field)
  const further = target === undefined || branch.seen.length > 3 ? undefined : target
  return {
    ...head,
    payload: { path, kind },
    below:
      further === undefined
        ? undefined
        : () =>
            entriesOf(source, {
              ...branch,
              at: further,
              prefix: `${path}.`,
              name: `${full} / `,
              seen: [...branch.seen, further.key],
            }),
  }
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
