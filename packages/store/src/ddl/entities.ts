import type { EntityChange } from '@mortise/schema'
import { hidden, quoted, tableName } from '../sql/names.ts'
import type { EntityShape } from '../records/shape.ts'
import { columnDefinition, fieldIndexes, foreignKey, uniqueIndex } from './columns.ts'
import { binName, objectName } from './names.ts'
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
  const table = `${quoted(context.schema)}.${quoted(tableName(entity.key))}`
  const columns = [
    `id uuid primary key`,
    ...entity.stored
      .filter((field) => field.key !== 'id')
      .map((field) => `${columnDefinition(field)}${field.model.system ? (notNull[field.key] ?? '') : ''}`),
    `${quoted(hidden.position)} int4`,
    `${quoted(hidden.deletedAt)} timestamptz`,
  ]
  const say = { zh: `新建数据表 ${entity.key}`, en: `create the table of ${entity.key}` }
  return [
    { sql: `create table ${table} (\n  ${columns.join(',\n  ')}\n)`, ...say },
    ...entityIndexes(context, entity).map((sql) => ({
      sql,
      zh: `为 ${entity.key} 建立索引`,
      en: `create an index on ${entity.key}`,
    })),
  ]
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
    return [{ sql, zh: `连接 ${entity.key}.${field.key}`, en: `link ${entity.key}.${field.key}` }]
  })
}

/** Into the bin: the table stays 30 days under a name no key can have; links to it are let go. */
export function dropEntity(context: PlanContext, change: Of<'drop_entity'>): readonly Step[] {
  const name = tableName(change.entity)
  const table = `${quoted(context.schema)}.${quoted(name)}`
  return [
    {
      sql: `alter table ${table} rename to ${quoted(binName(name, context.stamp))}`,
      zh: `把数据表 ${change.entity} 移到回收站（30 天内可恢复）`,
      en: `move the table of ${change.entity} to the bin (kept for 30 days)`,
    },
  ]
}

/** No row is touched. */
export function renameEntity({ schema }: PlanContext, change: Of<'rename_entity'>): readonly Step[] {
  return [
    {
      sql: `alter table ${quoted(schema)}.${quoted(tableName(change.from))} rename to ${quoted(tableName(change.to))}`,
      zh: `数据表 ${change.from} 改名为 ${change.to}`,
      en: `rename the table of ${change.from} to ${change.to}`,
    },
  ]
}
