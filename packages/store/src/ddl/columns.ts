import type { ColumnSpec } from '@mortise/fields'
import { storeErrors } from '../errors.ts'
import { hidden, quoted, tableName } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { objectName } from './names.ts'

const types: { readonly [T in ColumnSpec['type']]: string } = {
  text: 'text collate "C"',
  int4: 'int4',
  int8: 'int8',
  numeric: 'numeric',
  bool: 'boolean',
  date: 'date',
  timestamptz: 'timestamptz',
  time: 'time',
  uuid: 'uuid',
  'text[]': 'text[] collate "C"',
  'uuid[]': 'uuid[]',
  jsonb: 'jsonb',
}

const onDelete: { readonly [D in NonNullable<ColumnSpec['onDelete']>]: string } = {
  restrict: 'no action',
  set_null: 'set null',
  cascade: 'cascade',
}

/** Type of a column as Postgres writes it. */
export function columnType(spec: ColumnSpec): string {
  if (spec.type !== 'numeric' || spec.precision === undefined) return types[spec.type]
  return `numeric(${Math.trunc(spec.precision)}, ${Math.trunc(spec.scale ?? 0)})`
}

/** Type without collation, for casts and record sets. */
export function castType(spec: ColumnSpec): string {
  return columnType(spec).replace(' collate "C"', '')
}

/** `"amount" numeric(18, 2)`. */
export function columnDefinition(field: FieldShape): string {
  if (field.column === null) throw storeErrors.STORE_NAME_INVALID({ name: field.key })
  return `${quoted(field.key)} ${columnType(field.column)}`
}

/** Foreign key of a link, owner or department; undefined for other fields. */
export function foreignKey(schema: string, entity: EntityShape, field: FieldShape): string | undefined {
  const references = field.column?.references
  if (references === undefined) return undefined
  const target = references.startsWith('entity:')
    ? tableName(references.slice('entity:'.length))
    : peopleTables[references]?.table
  if (target === undefined) return undefined
  const rule = onDelete[isParentLink(entity, field) ? 'cascade' : (field.column?.onDelete ?? 'restrict')]
  const name = quoted(objectName([tableName(entity.key), field.key], 'fkey'))
  return `alter table ${quoted(schema)}.${quoted(tableName(entity.key))} add constraint ${name} foreign key (${quoted(field.key)}) references ${quoted(schema)}.${quoted(target)} (id) on delete ${rule} deferrable initially immediate`
}

/** Rows of a sub-table go with their record. */
export function isParentLink(entity: EntityShape, field: FieldShape): boolean {
  return entity.entity.document.kind === 'child' && entity.parentLinks.includes(field.key)
}

const live = `where ${quoted(hidden.deletedAt)} is null`

/** Indexes of one field: unique over live records, links, and what `index` asks for. */
export function fieldIndexes(schema: string, entity: EntityShape, field: FieldShape): readonly string[] {
  if (field.column === null || field.key === 'id') return []
  const table = tableName(entity.key)
  const on = `on ${quoted(schema)}.${quoted(table)}`
  const column = quoted(field.key)
  const { document } = field.model
  if (document.unique === true || field.column.unique === true)
    return [`create unique index ${quoted(objectName([table, field.key], 'key'))} ${on} (${column}) ${live}`]
  const gin = field.column.index === 'gin' || field.column.type.endsWith('[]')
  const wanted =
    document.index === true || field.column.index !== undefined || field.column.references !== undefined
  if (!wanted || field.column.type === 'jsonb') return []
  const name = quoted(objectName([table, field.key], 'idx'))
  return [
    gin ? `create index ${name} ${on} using gin (${column})` : `create index ${name} ${on} (${column}, id)`,
  ]
}

/** Index of a unique key over several fields. */
export function uniqueIndex(
  schema: string,
  entity: EntityShape,
  unique: { readonly key: string; readonly fields: readonly string[] },
): string {
  const table = tableName(entity.key)
  const columns = unique.fields.map(quoted).join(', ')
  return `create unique index ${quoted(uniqueIndexName(entity.key, unique.key))} on ${quoted(schema)}.${quoted(table)} (${columns}) ${live}`
}

/** Name of that index. */
export function uniqueIndexName(entity: string, unique: string): string {
  return objectName([tableName(entity), unique], 'ukey')
}
