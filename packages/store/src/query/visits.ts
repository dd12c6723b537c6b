import { makeScope, type Scope, type ScopeName } from '@mortise/expressions'
import { bindSql, type Fragment, rawSql, sql, type SqlRelation } from '@mortise/expressions/sql'
import { visitsName } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { trackedFields } from '../records/trail.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import { column, ownTable } from '../sql/names.ts'
import type { QueryContext } from './context.ts'

const rows = makeScope('visits', [
  { key: 'value', label: 'value', type: { kind: 'text' }, nullable: true },
  { key: 'entered', label: 'entered', type: { kind: 'datetime' }, nullable: false },
  { key: 'left', label: 'left', type: { kind: 'datetime' }, nullable: true },
])

const columns: { readonly [name: string]: string } = { value: 'value', entered: 'from_at', left: 'to_at' }

/** The tracked field whose visits a name stands for. */
function fieldOf(shape: EntityShape, name: string): FieldShape | undefined {
  return trackedFields(shape).find(({ key }) => visitsName(key) === name)
}

const known = new WeakMap<Scope, Scope>()

/**
 * The names of a scope, and for each tracked field in it the values it had, when each was entered and left: conditions ask
 * for them by `some`. They stand in no list of names, for they are there in the database only.
 */
export function withVisits(scope: Scope, shape: EntityShape): Scope {
  let found = known.get(scope)
  if (found === undefined) {
    const find = (key: string): ScopeName | undefined => scope.find(key) ?? visits(scope, shape, key)
    known.set(scope, (found = { ...scope, find }))
  }
  return found
}

function visits(scope: Scope, shape: EntityShape, key: string): ScopeName | undefined {
  const field = fieldOf(shape, key)
  if (field === undefined || scope.find(field.key) === undefined) return undefined
  return { key, label: key, type: { kind: 'rows', entity: rows.name }, nullable: false, rows: () => rows }
}

type Record = {
  readonly context: QueryContext
  readonly shape: EntityShape | undefined
  readonly alias: string
}

/** The visits of a record's field, where `seen` holds: a field may be shown of some records only. */
export function visitsRelation(
  record: Record,
  name: string,
  seen: (field: string) => Fragment,
): SqlRelation | undefined {
  const field = record.shape && fieldOf(record.shape, name)
  if (record.shape === undefined || field === undefined) return undefined
  const alias = record.context.alias()
  const at = (key: string): ReturnType<typeof column> => column(alias, key)
  const own = sql`${at('record_id')} = ${column(record.alias, 'id')} and ${seen(field.key)}`
  return {
    from: () => sql`${ownTable(record.context.schema, 'field_interval')} ${rawSql(`"${alias}"`)}`,
    where: sql`${own} and ${at('entity')} = ${bindSql(record.shape.historyKey)} and ${at('field')} = ${bindSql(field.historyKey)}`,
    scope: {
      column: ([key = '']) => at(columns[key] ?? key),
      relation: ([key = '']) => {
        throw storeErrors.RECORD_FIELD_UNKNOWN({ name: key })
      },
    },
  }
}
