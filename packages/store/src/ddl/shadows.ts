import type { EntityChange, Model } from '@mortise/schema'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { quoted, tableName } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'
import type { Shadow, ShadowColumn } from '../tables/design.ts'
import { castType, columnDefinition, columnType } from './columns.ts'
import { binName } from './names.ts'
import { titled } from './titles.ts'
import type { PlanContext, Step } from './types.ts'

function columnOf(field: FieldShape, name: string): readonly ShadowColumn[] {
  return field.column === null ? [] : [{ field: field.historyKey, name, type: columnType(field.column) }]
}

/** The entity as it was before, also when it has another key by now: the stable id finds it. */
export function entityBefore(context: PlanContext, key: string): EntityShape | undefined {
  const id = context.after.model.entity(key)?.document.id
  const byId = context.before.model.entities.find((one) => id !== undefined && one.document.id === id)
  const entity = byId ?? context.before.model.entity(key)
  return entity && context.before.entity(entity.key)
}

/** Where the data of what some changes drop will be. */
export function shadowsOf(context: PlanContext, changes: readonly EntityChange[]): readonly Shadow[] {
  return changes.flatMap((change): readonly Shadow[] => {
    if (change.type === 'drop_entity') {
      const entity = context.before.model.entity(change.entity) && context.before.entity(change.entity)
      if (entity === undefined) return []
      const columns = entity.stored.flatMap((field) => columnOf(field, field.key))
      const name = binName(tableName(change.entity), context.stamp)
      return [{ entity: entity.historyKey, field: null, name, columns }]
    }
    if (change.type !== 'drop_field') return []
    const entity = entityBefore(context, change.entity)
    const field = entity?.fields.get(change.field)
    if (entity === undefined || !field?.column) return []
    const name = binName(change.field, context.stamp)
    return [{ entity: entity.historyKey, field: field.historyKey, name, columns: columnOf(field, name) }]
  })
}

/** The hidden column of a field that was dropped before and is of the type that is asked for; the newest of them. */
export function shadowColumn(
  context: PlanContext,
  entity: EntityShape,
  field: FieldShape,
): ShadowColumn | undefined {
  const own = context.shadows.filter(
    (one) => one.entity === entity.historyKey && one.field === field.historyKey,
  )
  const type = field.column && columnType(field.column)
  return own.flatMap((one) => one.columns).find((one) => one.type === type)
}

/** The hidden table of an entity that was dropped before. */
export function shadowTable(context: PlanContext, entity: EntityShape): Shadow | undefined {
  return context.shadows.find((one) => one.entity === entity.historyKey && one.field === null)
}

/** Brings a hidden column back under its field's key. */
export function reviveColumn(
  context: PlanContext,
  given: { readonly entity: EntityShape; readonly field: FieldShape; readonly from: string },
): readonly Step[] {
  const { entity, field, from } = given
  const name = titled(entity, field)
  const table = `${quoted(context.schema)}.${quoted(tableName(entity.key))}`
  const say = {
    zh: `从回收站恢复${name.zh}及其数据`,
    en: `bring ${name.en} back from the bin with its data`,
  }
  return [
    { sql: `alter table ${table} rename column ${quoted(from)} to ${quoted(field.key)}`, ...say },
    ...cleanLink(context, entity, field),
  ]
}

/** A link whose target was purged meanwhile leads nowhere: it becomes empty, and only it is touched. */
export function cleanLink(context: PlanContext, entity: EntityShape, field: FieldShape): readonly Step[] {
  const references = field.column?.references
  if (references === undefined) return []
  const target = references.startsWith('entity:')
    ? tableName(references.slice('entity:'.length))
    : peopleTables[references]?.table
  if (target === undefined) return []
  const schema = quoted(context.schema)
  const column = quoted(field.key)
  const name = titled(entity, field)
  return [
    {
      sql: `update ${schema}.${quoted(tableName(entity.key))} as t set ${column} = null where ${column} is not null and not exists (select from ${schema}.${quoted(target)} x where x.id = t.${column})`,
      zh: `清空${name.zh}中指向已不存在记录的值`,
      en: `empty values of ${name.en} whose record is gone`,
    },
  ]
}

/** Brings a hidden table back: its name, its columns under the keys of their fields, and those it did not have yet. */
export function reviveTable(context: PlanContext, entity: EntityShape, shadow: Shadow): readonly Step[] {
  const schema = quoted(context.schema)
  const table = `${schema}.${quoted(tableName(entity.key))}`
  const name = titled(entity)
  const say = {
    zh: `从回收站恢复数据表${name.zh}及其记录`,
    en: `bring the table of ${name.en} back from the bin with its records`,
  }
  const columns = entity.stored.flatMap((field): readonly string[] => {
    const held = shadow.columns.find((one) => one.field === field.historyKey)
    if (held === undefined) return [`alter table ${table} add column ${columnDefinition(field)}`]
    if (field.column !== null && held.type !== columnType(field.column))
      return [
        `alter table ${table} alter column ${quoted(held.name)} type ${columnType(field.column)} using ${quoted(held.name)}::text::${castType(field.column)}`,
        ...renamed(table, held.name, field.key),
      ]
    return renamed(table, held.name, field.key)
  })
  return [
    `alter table ${schema}.${quoted(shadow.name)} rename to ${quoted(tableName(entity.key))}`,
    ...columns,
  ].map((sql) => ({ sql, ...say }))
}

function renamed(table: string, from: string, to: string): readonly string[] {
  return from === to ? [] : [`alter table ${table} rename column ${quoted(from)} to ${quoted(to)}`]
}

/** Takes hidden data away for good. A column goes with its table when that lies in the bin itself. */
export function purgeSql(schema: string, shadow: Shadow, model: Model): string {
  const name = `${quoted(schema)}.${quoted(shadow.name)}`
  if (shadow.field === null) return `drop table if exists ${name} cascade`
  const entity = model.entities.find((one) => (one.document.id ?? one.key) === shadow.entity)
  if (entity === undefined) return 'select 1'
  const table = `${quoted(schema)}.${quoted(tableName(entity.key))}`
  return `alter table if exists ${table} drop column if exists ${quoted(shadow.name)}`
}
