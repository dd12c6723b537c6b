import type { EntityChange } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { checkedKey, quoted, tableName } from '../sql/names.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import {
  columnDefinition,
  columnType,
  fieldIndexes,
  foreignKey,
  uniqueIndex,
  uniqueIndexName,
} from './columns.ts'
import { binName, objectName } from './names.ts'
import { reviveColumn, shadowColumn } from './shadows.ts'
import { titled } from './titles.ts'
import { detach } from './detach.ts'
import { comeBackSteps, conversionSteps, goAwaySteps } from './type-change/steps.ts'
import type { TypeChange } from './type-change/types.ts'
import { meansOther } from './type-change/values.ts'
import type { PlanContext, Step } from './types.ts'

type Of<T extends EntityChange['type']> = Extract<EntityChange, { type: T }>

const tableOf = (context: PlanContext, entity: string): string =>
  `${quoted(context.schema)}.${quoted(tableName(entity))}`

function fieldIn(entity: EntityShape, key: string): FieldShape {
  const field = entity.fields.get(checkedKey(key))
  if (field === undefined) throw storeErrors.RECORD_FIELD_UNKNOWN({ name: key })
  return field
}

/** A column with its indexes and foreign key. */
export function addField(context: PlanContext, change: Of<'add_field'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const field = fieldIn(entity, change.field)
  if (field.column === null) return []
  const shadow = shadowColumn(context, entity, field)
  if (shadow !== undefined)
    return [...reviveColumn(context, { entity, field, from: shadow.name }), ...attach(context, entity, field)]
  const name = titled(entity, field)
  return [
    {
      sql: `alter table ${tableOf(context, entity.key)} add column ${columnDefinition(field)}`,
      zh: `增加字段${name.zh}`,
      en: `add the field ${name.en}`,
    },
    ...attach(context, entity, field),
  ]
}

function attach(context: PlanContext, entity: EntityShape, field: FieldShape): readonly Step[] {
  const name = titled(entity, field)
  const link = foreignKey(context.schema, entity, field)
  return [
    ...fieldIndexes(context.schema, entity, field).map((sql) => ({
      sql,
      zh: `为${name.zh}建立索引`,
      en: `create an index on ${name.en}`,
    })),
    ...(link === undefined ? [] : [{ sql: link, zh: `连接${name.zh}`, en: `link ${name.en}` }]),
  ]
}

/** Into the bin: the column stays 30 days under a name no key can have. */
export function dropField(context: PlanContext, change: Of<'drop_field'>): readonly Step[] {
  const before = beforeEntity(context, change.entity)
  const old = before?.fields.get(change.field)
  if (before === undefined || !old?.column) return []
  const name = titled(before, old)
  const say = {
    zh: `把字段${name.zh}移到回收站（30 天内可恢复）`,
    en: `move the field ${name.en} to the bin (kept for 30 days)`,
  }
  return [
    ...detach(context, change.entity, change.field),
    `alter table ${tableOf(context, change.entity)} rename column ${quoted(checkedKey(change.field))} to ${quoted(binName(change.field, context.stamp))}`,
  ].map((sql) => ({ sql, ...say }))
}

/** No row is touched. Indexes and keys are renamed along, so that their names stay those of their field. */
export function renameField(context: PlanContext, change: Of<'rename_field'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const field = fieldIn(entity, change.to)
  if (field.column === null) return []
  const table = tableName(entity.key)
  const from = checkedKey(change.from)
  const say = {
    zh: `字段 ${entity.key}.${from} 改名为 ${field.key}`,
    en: `rename the field ${entity.key}.${from} to ${field.key}`,
  }
  const renames = ['key', 'idx'].map(
    (suffix) =>
      `alter index if exists ${quoted(context.schema)}.${quoted(objectName([table, from], suffix))} rename to ${quoted(objectName([table, field.key], suffix))}`,
  )
  const constraint =
    field.column.references === undefined
      ? []
      : [
          `alter table ${tableOf(context, entity.key)} rename constraint ${quoted(objectName([table, from], 'fkey'))} to ${quoted(objectName([table, field.key], 'fkey'))}`,
        ]
  return [
    `alter table ${tableOf(context, entity.key)} rename column ${quoted(from)} to ${quoted(field.key)}`,
    ...renames,
    ...constraint,
  ].map((sql) => ({ sql, ...say }))
}

/** The old column stays as a hidden shadow, the new one gets what the field types make of its values. */
export function changeFieldType(context: PlanContext, change: Of<'change_field_type'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const field = fieldIn(entity, change.field)
  const old = oldField(context, change.entity, field)
  if (old === undefined) return addField(context, { ...change, type: 'add_field' })
  const turned = { entity, old, next: field }
  if (old.column === null && field.column === null) return []
  if (old.column === null)
    return (
      comeBackSteps(context, turned, () => attach(context, entity, field)) ??
      addField(context, { ...change, type: 'add_field' })
    )
  if (field.column === null) return goAwaySteps(context, turned)
  if (
    !meansOther(turned) &&
    columnType(old.column) === columnType(field.column) &&
    sameTarget(context, old, field)
  )
    return changeField(context, { ...change, type: 'change_field' })
  return conversionSteps(context, turned, () => attach(context, entity, field))
}

/** The change of a field's type that a step stands for; undefined where no stored value is touched. */
export function typeChangeOf(context: PlanContext, change: Of<'change_field_type'>): TypeChange | undefined {
  const entity = context.after.entity(change.entity)
  const field = fieldIn(entity, change.field)
  const old = oldField(context, change.entity, field)
  if (!old?.column || field.column === null) return undefined
  const turned = { entity, old, next: field }
  const plain = !meansOther(turned) && columnType(old.column) === columnType(field.column)
  return plain && sameTarget(context, old, field) ? undefined : turned
}

// The entity or field may have another key in the same publication; the stable id finds it.
function beforeEntity(context: PlanContext, key: string): EntityShape | undefined {
  const id = context.after.model.entity(key)?.document.id
  const byId = context.before.model.entities.find((one) => id !== undefined && one.document.id === id)
  const entity = byId ?? context.before.model.entity(key)
  return entity && context.before.entity(entity.key)
}

function oldField(context: PlanContext, entityKey: string, field: FieldShape): FieldShape | undefined {
  const shape = beforeEntity(context, entityKey)
  if (shape === undefined) return undefined
  const byId = [...shape.fields.values()].find(
    (one) => field.model.document.id !== undefined && one.model.document.id === field.model.document.id,
  )
  return byId ?? shape.fields.get(field.key)
}

// A link to an entity that got another key in the same publication still leads to the same table.
function sameTarget(context: PlanContext, old: FieldShape, field: FieldShape): boolean {
  const [before, after] = [old.column?.references, field.column?.references]
  if (before === after) return true
  const key = (references: string | undefined): string | undefined =>
    references?.startsWith('entity:') ? references.slice('entity:'.length) : undefined
  const target = key(after)
  return (
    target !== undefined && key(before) !== undefined && beforeEntity(context, target)?.key === key(before)
  )
}

/** Flags only: indexes are made anew as the field now asks for them. */
export function changeField(context: PlanContext, change: Of<'change_field'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const field = fieldIn(entity, change.field)
  const old = oldField(context, change.entity, field)
  const wanted = fieldIndexes(context.schema, entity, field).join()
  const had = old && fieldIndexes(context.schema, entity, { ...old, key: field.key }).join()
  const sameLink = old?.column?.onDelete === field.column?.onDelete
  if (field.column === null || (wanted === had && sameLink)) return []
  const name = titled(entity, field)
  const say = {
    zh: `更新${name.zh}的索引`,
    en: `renew the indexes of ${name.en}`,
  }
  return [
    ...detach(context, entity.key, field.key).map((sql) => ({ sql, ...say })),
    ...attach(context, entity, field),
  ]
}

/** A unique key over several fields. */
export function addUnique(context: PlanContext, change: Of<'add_unique'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const unique = entity.entity.document.uniques?.find((one) => one.key === change.unique)
  if (unique === undefined) return []
  const fields = unique.fields.map((field) => titled(fieldIn(entity, field)))
  return [
    {
      sql: uniqueIndex(context.schema, entity, unique),
      zh: `${titled(entity).zh}：${fields.map((one) => one.zh).join('、')}不允许重复`,
      en: `${titled(entity).en}: no two records with equal ${fields.map((one) => one.en).join(', ')}`,
    },
  ]
}

/** The index of a unique key under its new name; nothing is compared again. */
export function renameUnique(context: PlanContext, change: Of<'rename_unique'>): readonly Step[] {
  const entity = context.after.entity(change.entity)
  const { zh, en } = titled(entity)
  const [from, to] = [change.from, change.to].map((key) => uniqueIndexName(entity.key, checkedKey(key)))
  return [
    {
      sql: `alter index if exists ${quoted(context.schema)}.${quoted(from ?? '')} rename to ${quoted(to ?? '')}`,
      zh: `${zh}：唯一规则的标识由 ${change.from} 改为 ${change.to}`,
      en: `${en}: the key of a unique rule changes from ${change.from} to ${change.to}`,
    },
  ]
}

/** Lets duplicates in again. */
export function dropUnique({ schema }: PlanContext, change: Of<'drop_unique'>): readonly Step[] {
  return [
    {
      sql: `drop index if exists ${quoted(schema)}.${quoted(uniqueIndexName(change.entity, checkedKey(change.unique)))}`,
      zh: `${change.entity}：取消唯一约束 ${change.unique}`,
      en: `${change.entity}: drop the unique key ${change.unique}`,
    },
  ]
}
