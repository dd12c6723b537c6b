import { createHash } from 'node:crypto'
import type { ColumnSpec, FieldSource, FieldType } from '@mortise/fields'
import { check, type Expression, type ExpressionType } from '@mortise/expressions'
import type { EntityModel, ExtensionList, FieldModel, Model, RelationModel } from '@mortise/schema'
import { storeErrors } from '../errors.ts'

/** A field as the database sees it. */
export type FieldShape = {
  readonly key: string
  /** Stable name in history: the field's id, else its key. */
  readonly historyKey: string
  readonly model: FieldModel
  readonly type: FieldType | undefined
  /** Null for sub-tables and values worked out in each query. */
  readonly column: ColumnSpec | null
  readonly source: FieldSource | undefined
  readonly expression: ExpressionType
  /** Entity a single id points at: an entity's key, `user` or `department`. */
  readonly target: string | undefined
  /** For columns of many ids: what each points at, as `target`. */
  readonly members: string | undefined
  /** For those: their join table. */
  readonly join: string | undefined
  readonly computed: boolean
  /** Worked out in each query, and only JavaScript can do it. */
  readonly javascript: boolean
}

/** An entity as the database sees it; made once per version of the metadata. */
export type EntityShape = {
  readonly key: string
  readonly historyKey: string
  readonly entity: EntityModel
  readonly fields: ReadonlyMap<string, FieldShape>
  /** Own and system fields with a column. */
  readonly stored: readonly FieldShape[]
  /** Sub-tables, by the field that shows them. */
  readonly subtables: readonly RelationModel[]
  /** Fields that roll up rows of a relation. */
  readonly rollups: readonly { readonly field: FieldShape; readonly relation: RelationModel }[]
  readonly counters: readonly FieldShape[]
  /** For child entities: the link fields that point at the record they belong to. */
  readonly parentLinks: readonly string[]
}

/** Finds shapes by entity key. */
export type Shapes = {
  readonly model: Model
  /** Throws RECORD_ENTITY_UNKNOWN. */
  readonly entity: (key: string) => EntityShape
}

const systemColumns: { readonly [key: string]: ColumnSpec } = {
  id: { type: 'uuid' },
  owner: { type: 'uuid', references: 'user' },
  department: { type: 'uuid', references: 'department' },
  created_by: { type: 'uuid' },
  created_at: { type: 'timestamptz' },
  updated_by: { type: 'uuid' },
  updated_at: { type: 'timestamptz' },
  version: { type: 'int4' },
}

const cache = new WeakMap<Model, WeakMap<object, Shapes>>()

/** Shapes of a model with a list of field types; remembered as long as the model lives. */
export function shapesOf(model: Model, types: ExtensionList<FieldType>): Shapes {
  let byTypes = cache.get(model)
  if (byTypes === undefined) cache.set(model, (byTypes = new WeakMap()))
  let shapes = byTypes.get(types)
  if (shapes === undefined) byTypes.set(types, (shapes = makeShapes(model, types)))
  return shapes
}

function makeShapes(model: Model, types: ExtensionList<FieldType>): Shapes {
  const byKey = new Map<string, EntityShape>()
  const find = (key: string): EntityShape => {
    const known = byKey.get(key)
    if (known) return known
    const entity = model.entity(key)
    if (entity === undefined) throw storeErrors.RECORD_ENTITY_UNKNOWN({ name: key })
    const shape = entityShape(model, entity, types)
    byKey.set(key, shape)
    return shape
  }
  return { model, entity: find }
}

function entityShape(model: Model, entity: EntityModel, types: ExtensionList<FieldType>): EntityShape {
  const fields = entity.fields.map((field) => fieldShape(model, entity, { field, types }))
  return {
    key: entity.key,
    historyKey: entity.document.id ?? entity.key,
    entity,
    fields: new Map(fields.map((field) => [field.key, field])),
    stored: fields.filter((field) => field.column !== null),
    subtables: entity.relations.filter(
      (relation) => relation.owned && entity.field(relation.key) !== undefined,
    ),
    rollups: fields.flatMap((field) => {
      if (field.source?.from !== 'rows') return []
      const relation = relationIn(entity, field.source.expr)
      return relation ? [{ field, relation }] : []
    }),
    counters: fields.filter((field) => field.source?.from === 'counter'),
    parentLinks: model.entities.flatMap(({ relations }) =>
      relations.filter((one) => one.owned && one.target === entity.key).map((one) => one.via),
    ),
  }
}

/** The relation a roll-up's outermost operator goes over: `{"sumOf":["items", …]}`, or deeper inside a sum of several. */
function relationIn(entity: EntityModel, value: unknown): RelationModel | undefined {
  if (typeof value === 'string') return entity.relation(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const part of Object.values(value)) {
    const found = relationIn(entity, part)
    if (found) return found
  }
  return undefined
}

/** Named by stable ids, so that a rename touches no table. */
function membersOf(
  model: Model,
  entity: EntityModel,
  of: { readonly field: FieldModel; readonly column: ColumnSpec | null },
): Pick<FieldShape, 'members' | 'join'> {
  const { members } = of.column ?? {}
  if (members === undefined) return { members: undefined, join: undefined }
  const target = members.startsWith('entity:') ? members.slice('entity:'.length) : members
  const ids = [
    entity.document.id ?? entity.key,
    of.field.document.id ?? of.field.key,
    model.entity(target)?.document.id ?? target,
  ]
  const hash = createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 16)
  return { members: target, join: `j_${hash}` }
}

function fieldShape(
  model: Model,
  entity: EntityModel,
  of: { readonly field: FieldModel; readonly types: ExtensionList<FieldType> },
): FieldShape {
  const { field, types } = of
  const type = field.system ? undefined : types.find(field.type)
  const source = type?.source?.(field.document)
  const column = field.system ? (systemColumns[field.key] ?? null) : (type?.column(field.document) ?? null)
  const expression = entity.scope.find(field.key)?.type ?? { kind: 'json' }
  return {
    key: field.key,
    historyKey: field.document.id ?? field.key,
    model: field,
    type,
    column: source?.from === 'query' ? null : column,
    source,
    expression,
    target: expression.kind === 'id' && field.key !== 'id' ? expression.entity : undefined,
    ...membersOf(model, entity, { field, column }),
    computed: field.system || type?.computed === true,
    javascript: source?.from === 'query' && onlyJavascript(entity, source.expr),
  }
}

function onlyJavascript(entity: EntityModel, expr: Expression): boolean {
  const found = check(expr, entity.scope)
  return found.ok && !found.info.backends.includes('postgres')
}
