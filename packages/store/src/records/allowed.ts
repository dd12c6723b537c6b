import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { scopeInReach, unknownField } from '../query/fields-in-reach.ts'
import type { EntityAccess } from '../types.ts'
import type { WriteContext } from './context.ts'
import type { EntityShape, FieldShape } from './shape.ts'
import { type StoredValues, toStored } from './values.ts'

/** What a write asks for, taken apart. */
export type WantedValues = {
  /** Columns to set. */
  readonly values: StoredValues
  /** Rows by sub-table; null empties one. */
  readonly rows: ReadonlyMap<string, readonly RecordValues[]>
  /** Of the sub-tables whose rows were worked out further: the rows as the actor gave them, in the same order; none when a rule made them all. */
  readonly asked: ReadonlyMap<string, readonly RecordValues[]>
  /** Keys that came from the actor, whose rights have to allow them. */
  readonly own: readonly string[]
}

/** Takes values apart and refuses what the actor may not write. Nothing is dropped silently. */
export function wantedValues(
  context: WriteContext,
  shape: EntityShape,
  given: Given & { readonly isNew: boolean },
): WantedValues {
  return wantedReader(context, shape, given)(given)
}

type Given = { readonly values: RecordValues; readonly derived?: RecordValues | undefined }

/** The same for many writes of one kind: what may be written is looked up once a field. */
export function wantedReader(
  context: WriteContext,
  shape: EntityShape,
  {
    isNew,
    blank,
  }: {
    /** A record that is being made is open only to what the roles give that let one make it. */
    readonly isNew: boolean
    /** What values are put over. */
    readonly blank?: StoredValues
  },
): (given: Given) => WantedValues {
  const subtables = shape.subtables.length === 0 ? noNames : new Set(shape.subtables.map(({ key }) => key))
  const allowed = allowedOf(context, shape, isNew)
  const fieldAt = (key: string, derived: boolean): FieldShape => {
    const known = derived ? allowed.derived : allowed.own
    let field = known.get(key)
    if (field === undefined) known.set(key, (field = allowedField({ context, shape, derived, isNew }, key)))
    return field
  }
  return ({ values: own, derived = {} }) => {
    const values: StoredValues = { ...blank }
    const [ownKeys, derivedKeys] = [Object.keys(own), Object.keys(derived)]
    for (const key of ownKeys) {
      const field = fieldAt(key, false)
      if (!subtables.has(key)) values[key] = toStored(field, own[key] ?? null)
    }
    for (const key of derivedKeys) {
      const field = fieldAt(key, true)
      if (!subtables.has(key)) values[key] = toStored(field, derived[key] ?? null)
    }
    return subtables.size === 0
      ? { values, rows: noRows, asked: noRows, own: ownKeys }
      : { values, ...rowsOf(subtables, own, derived), own: ownKeys }
  }
}

const noRows: WantedValues['rows'] = new Map()
const noNames: ReadonlySet<string> = new Set()

type Allowed = { readonly own: Map<string, FieldShape>; readonly derived: Map<string, FieldShape> }

const allowances = new WeakMap<EntityShape, WeakMap<EntityAccess, { new?: Allowed; stored?: Allowed }>>()

/** Fields that were found to be writable, kept beside the rights that let them be written. */
function allowedOf(context: WriteContext, shape: EntityShape, isNew: boolean): Allowed {
  const rights = context.base.access.entity(shape.key)
  if (rights === undefined) return { own: new Map(), derived: new Map() }
  let byRights = allowances.get(shape)
  if (byRights === undefined) allowances.set(shape, (byRights = new WeakMap()))
  let found = byRights.get(rights)
  if (found === undefined) byRights.set(rights, (found = {}))
  return (found[isNew ? 'new' : 'stored'] ??= { own: new Map(), derived: new Map() })
}

function rowsOf(
  subtables: ReadonlySet<string>,
  own: RecordValues,
  derived: RecordValues,
): Pick<WantedValues, 'rows' | 'asked'> {
  const rows = new Map<string, readonly RecordValues[]>()
  const asked = new Map<string, readonly RecordValues[]>()
  for (const key of subtables) {
    if (Object.hasOwn(own, key)) rows.set(key, rowList(own[key] ?? null))
    if (!Object.hasOwn(derived, key)) continue
    asked.set(key, rows.get(key) ?? [])
    rows.set(key, rowList(derived[key] ?? null))
  }
  return { rows, asked }
}

function rowList(value: Json): readonly RecordValues[] {
  if (value === null) return []
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value]
  if (list.some((row) => typeof row !== 'object' || row === null || Array.isArray(row)))
    throw storeErrors.STORE_VALUE_INVALID({ reason: 'rows' })
  return list as readonly RecordValues[]
}

type Asking = {
  readonly context: WriteContext
  readonly shape: EntityShape
  readonly derived: boolean
  readonly isNew: boolean
}

const kept = new Set(['query', 'rows', 'counter'])

function allowedField({ context, shape, derived, isNew }: Asking, key: string): FieldShape {
  const rights = context.base.access.entity(shape.key)
  const field = shape.fields.get(key)
  const right = rights?.field(key) ?? 'hidden'
  if (field === undefined || (!derived && right === 'hidden'))
    throw unknownField(key, scopeInReach(context.base.access, shape).keys())
  const writable = (isNew ? rights?.createField(key) : right) === 'write'
  if (isKept(field) || (!derived && ((field.computed && !assignable(key)) || !writable)))
    throw storeErrors.RECORD_FIELD_READONLY({ name: key })
  return field
}

const assignable = (key: string): boolean => key === 'owner' || key === 'department'

// These come from the database or from nobody.
function isKept(field: FieldShape): boolean {
  if (field.model.system) return !assignable(field.key)
  return field.source !== undefined && kept.has(field.source.from)
}

/** Field rights that depend on the row at hand, to be asked along with it. */
export function conditionalFields(rights: EntityAccess, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => rights.fieldScope(key, 'write') !== null)
}
