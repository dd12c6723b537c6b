import { newId } from '../../database/ids.ts'
import { quoted, tableName } from '../../sql/names.ts'
import { columnDefinition, fieldIndexes, foreignKey } from '../columns.ts'
import { detach } from '../detach.ts'
import { binName, objectName } from '../names.ts'
import { titled } from '../titles.ts'
import type { PlanContext, Step } from '../types.ts'
import { preparationOf, undoneBy } from './rows.ts'
import { asStored } from './stored.ts'
import type { TypeChange, TypeChangeRow } from './types.ts'
import { factsOf } from './values.ts'

/** The steps of a change of type: in place for a table of ordinary size, a swap of names where it was prepared. */
export function conversionSteps(
  context: PlanContext,
  change: TypeChange,
  attach: () => readonly Step[],
): readonly Step[] {
  const prepared = preparationOf(change, context.typeChanges ?? [])
  return prepared?.state === 'ready' && prepared.nextColumn !== null
    ? swapSteps(context, change, { ...prepared, nextColumn: prepared.nextColumn })
    : inPlaceSteps(context, change, attach)
}

function wording({ entity, old, next }: TypeChange): { readonly zh: string; readonly en: string } {
  const name = titled(entity, next)
  const [from, to] = [old.type?.label ?? { zh: '?', en: '?' }, next.type?.label ?? { zh: '?', en: '?' }]
  return {
    zh: `字段${name.zh}从“${from.zh}”改为“${to.zh}”，原值保留 30 天`,
    en: `change the field ${name.en} from “${from.en}” to “${to.en}”; the old values are kept for 30 days`,
  }
}

/** What is remembered of a change, so that it can be taken back. */
function doneRow(context: PlanContext, change: TypeChange, kept: string): TypeChangeRow {
  const now = context.now ?? new Date(0).toISOString()
  return {
    id: newId(),
    entity: change.entity.historyKey,
    field: change.next.historyKey,
    from: factsOf(change.old),
    to: factsOf(change.next),
    state: 'done',
    nextColumn: null,
    keptColumn: kept,
    originColumn: null,
    atRecord: null,
    counts: {},
    startedAt: now,
    doneAt: now,
  }
}

function inPlaceSteps(
  context: PlanContext,
  change: TypeChange,
  attach: () => readonly Step[],
): readonly Step[] {
  const { entity, next } = change
  const say = wording(change)
  const table = `${quoted(context.schema)}.${quoted(tableName(entity.key))}`
  const kept = binName(next.key, context.stamp)
  const origin = undoneBy(change, context.typeChanges ?? [])?.keptColumn ?? undefined
  return [
    ...[
      ...detach(context, entity.key, next.key),
      `alter table ${table} rename column ${quoted(next.key)} to ${quoted(kept)}`,
      `alter table ${table} add column ${columnDefinition(next)}`,
    ].map((sql) => ({ sql, ...say })),
    {
      sql: `-- ${table}.${quoted(next.key)} ← ${quoted(kept)}`,
      ...say,
      work: {
        change,
        from: kept,
        into: next.key,
        ...(origin === undefined ? {} : { origin }),
        row: doneRow(context, change, kept),
      },
    },
    ...attach(),
  ]
}

/** To a type without a column of its own: the values stay, out of sight. */
export function goAwaySteps(context: PlanContext, change: TypeChange): readonly Step[] {
  const { entity, next } = change
  const say = wording(change)
  const table = `${quoted(context.schema)}.${quoted(tableName(entity.key))}`
  const kept = binName(next.key, context.stamp)
  return [
    ...[
      ...detach(context, entity.key, next.key),
      `alter table ${table} rename column ${quoted(next.key)} to ${quoted(kept)}`,
    ].map((sql) => ({ sql, ...say })),
    { sql: `-- ${quoted(kept)}`, ...say, remember: doneRow(context, change, kept) },
  ]
}

/** Back from a type without a column: the very column that was put away; undefined where there is none. */
export function comeBackSteps(
  context: PlanContext,
  change: TypeChange,
  attach: () => readonly Step[],
): readonly Step[] | undefined {
  const { entity, next } = change
  const undone = undoneBy(change, context.typeChanges ?? [])
  if (undone?.keptColumn === undefined || undone.keptColumn === null) return undefined
  const say = wording(change)
  const table = `${quoted(context.schema)}.${quoted(tableName(entity.key))}`
  return [
    { sql: `alter table ${table} rename column ${quoted(undone.keptColumn)} to ${quoted(next.key)}`, ...say },
    { sql: `-- ${quoted(undone.keptColumn)}`, ...say, remember: { ...undone, keptColumn: null } },
    ...attach(),
  ]
}

/** Names of what a prepared column has, before the swap and after it. */
export function preparedNames(
  schema: string,
  change: TypeChange,
  column: string,
): readonly {
  readonly kind: 'index' | 'constraint'
  readonly make: string
  readonly from: string
  readonly to: string
}[] {
  const { entity, next } = change
  const table = tableName(entity.key)
  const spare = { ...next, key: column }
  const named = (suffix: string): { readonly from: string; readonly to: string } => ({
    from: objectName([table, column], suffix),
    to: objectName([table, next.key], suffix),
  })
  const indexes = fieldIndexes(schema, entity, spare).map((make) => {
    const suffix = make.startsWith('create unique') ? 'key' : 'idx'
    return { kind: 'index' as const, make, ...named(suffix) }
  })
  const link = foreignKey(schema, entity, spare)
  return link === undefined ? indexes : [...indexes, { kind: 'constraint', make: link, ...named('fkey') }]
}

function swapSteps(
  context: PlanContext,
  change: TypeChange,
  row: TypeChangeRow & { readonly nextColumn: string },
): readonly Step[] {
  const { entity, next } = change
  const { schema } = context
  const say = wording(change)
  const table = `${quoted(schema)}.${quoted(tableName(entity.key))}`
  const kept = binName(next.key, context.stamp)
  // They were made when the table may have had another name.
  const made = preparedNames(schema, asStored(context, change) ?? change, row.nextColumn)
  const wanted = preparedNames(schema, change, row.nextColumn).map(({ to }) => to)
  const pairs = made.map(({ kind, from }, at) => ({ kind, from, to: wanted[at] ?? from }))
  const renames = pairs.map(({ kind, from, to }) =>
    kind === 'index'
      ? `alter index ${quoted(schema)}.${quoted(from)} rename to ${quoted(to)}`
      : `alter table ${table} rename constraint ${quoted(from)} to ${quoted(to)}`,
  )
  const done = { ...doneRow(context, change, kept), id: row.id, startedAt: row.startedAt, counts: row.counts }
  return [
    {
      sql: `-- ${table}.${quoted(row.nextColumn)} ← ${quoted(next.key)}`,
      ...say,
      work: {
        change,
        from: next.key,
        into: row.nextColumn,
        ...(row.originColumn === null ? {} : { origin: row.originColumn }),
        only: row.id,
        row: done,
      },
    },
    ...[
      `drop function if exists ${quoted(schema)}.${quoted(lateFunction(row.id))}() cascade`,
      ...detach(context, entity.key, next.key),
      `alter table ${table} rename column ${quoted(next.key)} to ${quoted(kept)}`,
      `alter table ${table} rename column ${quoted(row.nextColumn)} to ${quoted(next.key)}`,
      ...renames,
    ].map((sql) => ({ sql, ...say })),
  ]
}

/** The trigger function that notes records written during a preparation. */
export function lateFunction(id: string): string {
  return `tc_${id.replaceAll('-', '')}`
}
