import type { EntityChange } from '@mortise/schema'
import { hidden, quoted, tableName } from '../sql/names.ts'
import type { EntityShape } from '../records/shape.ts'
import { columnDefinition, fieldIndexes, foreignKey, uniqueIndex, uniqueIndexName } from './columns.ts'
import { binName, objectName } from './names.ts'
import { cleanLink, reviveTable, shadowTable } from './shadows.ts'
import { titled } from './titles.ts'
import type { PlanContext, Step } from './types.ts'

type Of<T extends EntityChange['type']> = Extract<EntityChange, { type: T }>

const notNull: { readonly [key: string]: string } = {
  created_at: ' not null',
  updated_at: ' not null',
  version: ' not null default 1',
}

/** A new table with its indexes; foreign keys come once all tables are there. */
export function createEntity(context: PlanContext, change: Of<'create_entity'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const name = titled(entity)
  const indexes = entityIndexes(context, entity).map((sql) => ({
    sql,
    zh: `为${name.zh}建立索引`,
    en: `create an index on ${name.en}`,
  }))
  const shadow = shadowTable(context, entity)
  if (shadow !== undefined) return [...reviveTable(context, entity, shadow), ...indexes]
  const table = `${quoted(context.schema)}.${quoted(tableName(entity.key))}`
  const columns = [
    `id uuid primary key`,
    ...entity.stored
      .filter((field) => field.key !== 'id')
      .map((field) => `${columnDefinition(field)}${field.model.system ? (notNull[field.key] ?? '') : ''}`),
    `${quoted(hidden.position)} int4`,
    `${quoted(hidden.deletedAt)} timestamptz`,
  ]
  const say = { zh: `新建数据表${name.zh}`, en: `create the table of ${name.en}` }
  return [{ sql: `create table ${table} (\n  ${columns.join(',\n  ')}\n)`, ...say }, ...indexes]
}

function entityIndexes({ schema }: PlanContext, entity: EntityShape): readonly string[] {
  const name = tableName(entity.key)
  const on = `on ${quoted(schema)}.${quoted(name)}`
  return [
    // The default order of a list is newest first, and ids of version 7 grow with time.
    `create index ${quoted(objectName([name], 'list'))} ${on} (${quoted(hidden.deletedAt)}, id)`,
    `create index ${quoted(objectName([name], 'recent'))} ${on} (updated_at, id) where ${quoted(hidden.deletedAt)} is null`,
    ...entity.stored.flatMap((field) => fieldIndexes(schema, entity, field)),
    ...(entity.entity.document.uniques ?? []).map((unique) => uniqueIndex(schema, entity, unique)),
  ]
}

/** Foreign keys of a new table. */
export function linkEntity(context: PlanContext, change: Of<'create_entity'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  return entity.stored.flatMap((field) => {
    const sql = foreignKey(context.schema, entity, field)
    if (sql === undefined) return []
    const name = titled(entity, field)
    const link = { sql, zh: `连接${name.zh}`, en: `link ${name.en}` }
    return shadowTable(context, entity) === undefined ? [link] : [...cleanLink(context, entity, field), link]
  })
}

/** Into the bin: the table stays 30 days under a name no key can have; it holds up nothing and leaves its names free. */
export function dropEntity(context: PlanContext, change: Of<'drop_entity'>): readonly Step[] {
  const name = tableName(change.entity)
  const table = `${quoted(context.schema)}.${quoted(name)}`
  const before = context.before.model.entity(change.entity) && context.before.entity(change.entity)
  const title = before ? titled(before) : { zh: ` ${change.entity} `, en: change.entity }
  const say = {
    zh: `把数据表${title.zh}移到回收站（30 天内可恢复）`,
    en: `move the table of ${title.en} to the bin (kept for 30 days)`,
  }
  return [
    ...(before ? indexNames(before, change.entity) : []).map(
      (index) => `drop index if exists ${quoted(context.schema)}.${quoted(index)}`,
    ),
    ...(before ? linkNames(before, change.entity) : []).map(
      (link) => `alter table ${table} drop constraint if exists ${quoted(link)}`,
    ),
    `alter table ${table} rename to ${quoted(binName(name, context.stamp))}`,
  ].map((sql) => ({ sql, ...say }))
}

/** No row is touched. Indexes and keys are renamed along, so that their names stay those of their entity. */
export function renameEntity({ schema, before }: PlanContext, change: Of<'rename_entity'>): readonly Step[] {
  const shape = before.entity(change.from)
  const table = `${quoted(schema)}.${quoted(tableName(change.to))}`
  const say = {
    zh: `数据表 ${change.from} 改名为 ${change.to}`,
    en: `rename the table of ${change.from} to ${change.to}`,
  }
  const indexes = indexNames(shape, change.to)
  const links = linkNames(shape, change.to)
  return [
    `alter table ${quoted(schema)}.${quoted(tableName(change.from))} rename to ${quoted(tableName(change.to))}`,
    ...indexNames(shape, change.from).map(
      (index, at) =>
        `alter index if exists ${quoted(schema)}.${quoted(index)} rename to ${quoted(indexes[at] ?? index)}`,
    ),
    ...linkNames(shape, change.from).map(
      (link, at) => `alter table ${table} rename constraint ${quoted(link)} to ${quoted(links[at] ?? link)}`,
    ),
  ].map((sql) => ({ sql, ...say }))
}

/** Names of all indexes an entity may have, as they are under a key. */
function indexNames(shape: EntityShape, key: string): readonly string[] {
  const table = tableName(key)
  return [
    objectName([table], 'list'),
    objectName([table], 'recent'),
    ...shape.stored.flatMap((field) => [
      objectName([table, field.key], 'key'),
      objectName([table, field.key], 'idx'),
    ]),
    ...(shape.entity.document.uniques ?? []).map((unique) => uniqueIndexName(key, unique.key)),
  ]
}

function linkNames(shape: EntityShape, key: string): readonly string[] {
  return shape.stored
    .filter((field) => field.column?.references !== undefined)
    .map((field) => objectName([tableName(key), field.key], 'fkey'))
}
