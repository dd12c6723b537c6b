import type { Expression, ExpressionType, Json, Scope, ScopeName } from '@mortise/expressions'
import {
  type Fragment,
  joinSql,
  rawSql,
  type RowsAsked,
  sql,
  type SqlRelation,
  type SqlScope,
  toSql,
} from '@mortise/expressions/sql'
import { isMortiseError } from '@mortise/errors'
import type { RelationModel } from '@mortise/schema'
import { readRight } from '../access/read-right.ts'
import { isSharedName, sharedSql, withSharedNames } from '../access/shared.ts'
import { storeErrors } from '../errors.ts'
import { castType } from '../ddl/columns.ts'
import { column, hidden, ownTable, recordTable } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'
import type { EntityShape, FieldShape } from '../records/shape.ts'
import type { RowScope } from '../types.ts'
import type { QueryContext } from './context.ts'
import { scopeInReach, unknownField } from './fields-in-reach.ts'
import { visitsRelation, withVisits } from './visits.ts'

/**
 * How fields are reached. `actor`: hidden ones are unknown. `lenient`: what a designer already put into a formula or
 * lookup; own fields are read, behind links unreadable ones are null. `blank`: behind such a link. `system`: no rights.
 * Links always lead only to rows the actor may read, but for `system`.
 */
export type Rights = 'actor' | 'lenient' | 'blank' | 'system'

// Longer ways make plans nobody can predict.
const mostLinks = 5

type Join = { readonly place: Place; readonly on: Fragment }

/** Rows that a statement makes itself, in place of a table: what their names mean, and where they come from. */
export type MadeRows = {
  readonly scope: Scope
  readonly from: Fragment
  readonly column: (key: string) => Fragment
}

/** One table in a statement: its alias, and the joins its paths needed so far. */
export type Place = {
  readonly context: QueryContext
  /** Entity key, or `user`, `department`. */
  readonly entity: string
  readonly shape: EntityShape | undefined
  readonly alias: string
  readonly rights: Rights
  readonly joins: Map<string, Join>
  /** On rows that a report joined to its records: the record such a row belongs to, which expressions call `record`. */
  readonly record?: Place | undefined
  readonly made?: MadeRows | undefined
  /** See `SqlOptions`: what stands in the place of subqueries that are worked out on a record here. */
  readonly subquery?: ((made: Fragment, asked?: RowsAsked) => Fragment) | undefined
}

/** A table of records as a place, without joins yet. */
export function placeOf(context: QueryContext, entity: string, rights: Rights): Place {
  const shape = peopleTables[entity] ? undefined : context.shapes.entity(entity)
  return { context, entity, shape, alias: context.alias(), rights, joins: new Map() }
}

/** Rows that the statement makes itself as a place; who may read what is settled where they are made. */
export function madePlace(context: QueryContext, make: (alias: string) => MadeRows): Place {
  const alias = context.alias()
  const made = make(alias)
  return {
    context,
    entity: made.scope.name,
    shape: undefined,
    alias,
    rights: 'actor',
    joins: new Map(),
    made,
  }
}

/** The same table with other rights. */
export function withRights(place: Place, rights: Rights): Place {
  return place.rights === rights ? place : { ...place, rights }
}

/** `"ws_x"."r_deal" "t1" left join …`; call it after everything else of the statement is made. */
export function fromSql(place: Place): Fragment {
  return joinSql([tableSql(place), ...joinsSql(place)], ' ')
}

/** What is joined to a table so far. */
export function joinsSql(place: Place): readonly Fragment[] {
  return [...place.joins.values()].map(joinedSql)
}

/** The same table without what is joined to it. */
export function tableSql(place: Place): Fragment {
  if (place.made !== undefined) return place.made.from
  const people = peopleTables[place.entity]
  const table = people
    ? ownTable(place.context.schema, people.table)
    : recordTable(place.context.schema, place.entity)
  return sql`${table} ${rawSql(`"${place.alias}"`)}`
}

function joinedSql({ place, on }: Join): Fragment {
  const from = fromSql(place)
  return place.joins.size === 0 ? sql`left join ${from} on ${on}` : sql`left join (${from}) on ${on}`
}

/** Live rows within a scope: the condition every reading statement carries. */
export function rowsInReach(place: Place, options: { readonly deleted?: boolean } = {}): Fragment {
  if (place.shape === undefined) return rawSql('true')
  const bin = column(place.alias, hidden.deletedAt)
  const live = options.deleted ? sql`${bin} is not null` : sql`${bin} is null`
  if (place.rights === 'system') return live
  const rights = place.context.access.entity(place.entity)
  const read = scopeSql(place, rights === undefined ? false : rights.read)
  // The bin is for who may empty and restore it.
  if (options.deleted)
    return sql`(${live} and ${read} and ${scopeSql(place, rights === undefined ? false : rights.delete)})`
  return sql`(${live} and ${read})`
}

/**
 * The ways in which live rows come within reach, each as a condition that an index of its own may serve: every part of a
 * right, every department of a region. A row may come by several of them.
 */
export function waysInReach(place: Place): readonly Fragment[] {
  const read = place.context.access.entity(place.entity)?.read ?? null
  const ways = place.shape === undefined || place.rights === 'system' ? [] : waysOf(place, read)
  if (ways.length < 2 || ways.length > mostWays) return [rowsInReach(place)]
  const live = sql`${column(place.alias, hidden.deletedAt)} is null`
  return ways.map((way) => sql`(${live} and ${scopeSql(place, way)})`)
}

const mostWays = 40

function waysOf(place: Place, scope: RowScope): readonly RowScope[] {
  if (typeof scope !== 'object' || scope === null || Array.isArray(scope)) return [scope]
  const { or: ways, in: within } = scope as { readonly or?: Json; readonly in?: Json }
  if (Array.isArray(ways)) return (ways as readonly Json[]).flatMap((way) => waysOf(place, way))
  if (!Array.isArray(within)) return [scope]
  const [field = null, list] = within as readonly Json[]
  const ids = departmentsOf(place, list)
  return ids === undefined ? [scope] : ids.map((id): RowScope => ({ '==': [field, id] }))
}

/** A list that is known with the person. */
function departmentsOf(place: Place, list: Json | undefined): readonly string[] | undefined {
  const name = typeof list === 'object' && list !== null ? (list as { readonly user?: Json }).user : undefined
  if (name === 'deptTree') return place.context.user.deptTree
  return name === 'regionDepts' ? place.context.user.regionDepts : undefined
}

/** A scope as a condition, worked out with system rights: it may lean on fields the actor does not see. */
export function scopeSql(place: Place, scope: RowScope): Fragment {
  if (scope === null) return rawSql('true')
  if (scope === false) return rawSql('false')
  return compiled(withRights(place, 'system'), scope, { as: 'condition', shares: true })
}

/** A column or computed value by path (`amount`, `customer.level`). Throws the unknown-field error. */
export function pathSql(place: Place, path: readonly string[]): Fragment {
  const [head = '', ...rest] = path
  if (place.made !== undefined) return rest.length === 0 ? place.made.column(head) : unknownAt(place, head)
  if (rest.length === 0 && place.rights === 'system' && isSharedName(head)) return sharedSql(place, head)
  if (rest.length > mostLinks) throw storeErrors.RECORD_QUERY_TOO_LARGE({ what: 'links', limit: mostLinks })
  if (rest.length === 0) return fieldSql(place, head)
  return pathSql(linked(place, head), rest)
}

/** The place behind a link; joined once per path. */
export function linked(place: Place, key: string): Place {
  if (key === 'record' && place.record !== undefined) return place.record
  const target = targetOf(place, key)
  if (target === undefined) throw unknown(place, key)
  const scoped = place.rights !== 'system'
  const name = `${key} ${scoped}`
  const rights: Rights = place.rights === 'lenient' ? 'blank' : place.rights
  const known = place.joins.get(name)
  if (known) return withRights(known.place, rights)
  const next = placeOf(place.context, target, rights)
  const link = fieldSql(place, key)
  const on = sql`${column(next.alias, 'id')} = ${link} and ${rowsInReach(next)}`
  place.joins.set(name, { place: next, on })
  return next
}

function targetOf(place: Place, key: string): string | undefined {
  return place.shape ? place.shape.fields.get(key)?.target : peopleTables[place.entity]?.columns[key]?.target
}

/** Value of one field of a place. */
export function fieldSql(place: Place, key: string): Fragment {
  if (place.shape === undefined) {
    const found = peopleTables[place.entity]?.columns
    if (found === undefined || !Object.hasOwn(found, key)) throw unknown(place, key)
    return column(place.alias, found[key]?.column ?? key)
  }
  const field = place.shape.fields.get(key)
  if (field === undefined) throw unknown(place, key)
  if (place.rights === 'system' || place.rights === 'lenient') return plainSql(place, field)
  return allowedSql(place, field)
}

function allowedSql(place: Place, field: FieldShape): Fragment {
  const rights = place.context.access.entity(place.entity)
  const right = readRight(rights, field.key)
  const scope = rights ? rights.fieldScope(field.key, 'read') : false
  if (right === 'read' && scope === null) return plainSql(place, field)
  if (right === 'read') return sql`(case when ${scopeSql(place, scope)} then ${plainSql(place, field)} end)`
  if (place.rights === 'blank') return nullOf(field)
  // What is shown in part must not be asked about either: sorted or compared it would tell the rest.
  throw unknown(place, field.key)
}

/** Whether the actor may read a field on a row: its past is told there, and only there. Throws the unknown-field error. */
export function readableSql(place: Place, key: string): Fragment {
  fieldSql(place, key)
  if (place.rights === 'system' || place.rights === 'lenient') return rawSql('true')
  return scopeSql(place, place.context.access.entity(place.entity)?.fieldScope(key, 'read') ?? null)
}

/** The value whatever the rights. */
export function plainSql(place: Place, field: FieldShape): Fragment {
  if (field.column !== null) return column(place.alias, field.key)
  if (field.source?.from !== 'query') throw unknown(place, field.key)
  // Behind a lookup a value that Postgres can't work out stays empty; a filter on it is refused by the compiler.
  if (field.javascript && place.rights !== 'actor') return nullOf(field)
  return sql`(${expressionSql(withRights(place, place.rights === 'system' ? 'system' : 'lenient'), field.source.expr)})`
}

const kindTypes: { readonly [kind: string]: string } = {
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  id: 'uuid',
  json: 'jsonb',
}

function nullOf(field: FieldShape): Fragment {
  return rawSql(
    `null::${field.column ? castType(field.column) : (kindTypes[field.expression.kind] ?? 'text')}`,
  )
}

function unknownAt(place: Place, key: string): never {
  throw unknown(place, key)
}

function unknown(place: Place, key: string): Error {
  const { access } = place.context
  const known = place.shape
    ? scopeInReach(access, place.shape).keys()
    : Object.keys(peopleTables[place.entity]?.columns ?? {})
  return unknownField(key, known)
}

/** SQL of a condition for WHERE: NULL counts as false, and indexes can serve. */
export function conditionSql(place: Place, expression: Expression): Fragment {
  return compiled(place, expression, { as: 'condition' })
}

/** A condition is true or false; a number or a text is none. */
export function refuseNoCondition(type: ExpressionType): void {
  if (type.kind !== 'boolean' && type.kind !== 'null')
    throw storeErrors.STORE_EXPRESSION_INVALID({ reason: 'true | false ?' })
}

/** SQL of a value. */
export function expressionSql(
  place: Place,
  expression: Expression,
): Fragment & { readonly type: ExpressionType } {
  return compiled(place, expression, { as: 'value' })
}

function compiled(
  place: Place,
  expression: Expression,
  given: { readonly as: 'condition' | 'value'; readonly shares?: true },
): Fragment & { readonly type: ExpressionType } {
  const { context } = place
  const { as, shares } = given
  try {
    const scope = scopeAt(place)
    const made = toSql(expression, shares ? withSharedNames(scope) : scope, {
      sql: namesAt(place),
      timeZone: context.timeZone,
      fiscalYearStart: context.fiscalYearStart,
      workdays: context.workdays,
      get now() {
        return context.now
      },
      get user() {
        return context.user
      },
      as,
      subquery: place.subquery,
    })
    if (as === 'condition') refuseNoCondition(made.type)
    return made
  } catch (error) {
    throw asUnknownField(error)
  }
}

/** Names that expressions at a place may use. */
export function scopeAt(place: Place): Scope {
  if (place.made !== undefined) return place.made.scope
  if (place.shape === undefined) throw storeErrors.RECORD_ENTITY_UNKNOWN({ name: place.entity })
  const own =
    place.rights === 'actor' ? scopeInReach(place.context.access, place.shape) : place.shape.entity.scope
  const scope = withVisits(own, place.shape)
  return place.record === undefined ? scope : withRecord(scope, place.record)
}

function withRecord(scope: Scope, place: Place): Scope {
  const record: ScopeName = {
    key: 'record',
    label: 'record',
    type: { kind: 'id', entity: place.entity },
    nullable: false,
    target: () => scopeAt(place),
  }
  return {
    ...scope,
    find: (key) => (key === 'record' ? record : scope.find(key)),
    keys: () => [...scope.keys(), 'record'],
  }
}

// A name out of reach in a filter must look like one in a field list.
function asUnknownField(error: unknown): unknown {
  if (!isMortiseError(error) || error.code !== 'EXPRESSION_INVALID') return error
  const wrong = error.details.find((one) => one.code === 'EXPRESSION_NAME_UNKNOWN')
  if (wrong === undefined) return error
  return Object.assign(storeErrors.RECORD_FIELD_UNKNOWN({}, { details: [wrong] }), { text: wrong.message })
}

/**
 * Whether a row belongs to a record by a relation between them. Who may not read the link on a row does not learn by
 * counting where it leads: such a row belongs to nothing.
 */
export function relatedSql(parent: Place, child: Place, relation: RelationModel): Fragment {
  const id = column(parent.alias, 'id')
  const holder = relation.many === 'forth' ? parent : child
  const seen = linkSeenSql(holder, relation)
  if (relation.many === undefined) return sql`${column(child.alias, relation.via)} = ${id}${seen}`
  const join = ownTable(holder.context.schema, holder.shape?.fields.get(relation.via)?.join ?? '')
  const [own, other] = relation.many === 'forth' ? ['source', 'target'] : ['target', 'source']
  return sql`${column(child.alias, 'id')} in (select ${rawSql(other ?? '')} from ${join} where ${rawSql(own ?? '')} = ${id} and hidden_at is null)${seen}`
}

/** The same in its parts, for who reads the rows of many records at once; undefined where a row may belong to several. */
function belongsSql(
  parent: Place,
  child: Place,
  { relation, live }: { readonly relation: RelationModel; readonly live: Fragment },
): SqlRelation['belongs'] {
  if (relation.many !== undefined) return undefined
  const by = column(child.alias, relation.via)
  return { by, of: column(parent.alias, 'id'), live: sql`${live}${linkSeenSql(child, relation)}` }
}

/** ` and …` for the rows on which the link of a relation may be read; nothing where that is all of them. */
function linkSeenSql(holder: Place, { via, owned }: RelationModel): Fragment {
  // Rows of a sub-table are seen with their parent.
  if (owned || holder.rights === 'system' || holder.rights === 'lenient') return rawSql('')
  const rights = holder.context.access.entity(holder.entity)
  if (readRight(rights, via) !== 'read') {
    if (holder.rights === 'actor') throw unknown(holder, via)
    return rawSql(' and false')
  }
  const scope = rights?.fieldScope(via, 'read') ?? null
  return scope === null ? rawSql('') : sql` and ${scopeSql(holder, scope)}`
}

function namesAt(place: Place): SqlScope {
  return {
    column: (path) => pathSql(place, path),
    relation: (path) => {
      const key = path.at(-1) ?? ''
      if (place.made !== undefined) throw unknown(place, key)
      const parent = path.slice(0, -1).reduce(linked, place)
      const relation = parent.shape?.entity.relation(key)
      const visits =
        relation === undefined
          ? visitsRelation(parent, key, (field) => readableSql(parent, field))
          : undefined
      if (visits !== undefined) return visits
      if (relation === undefined) throw unknown(parent, key)
      const child = placeOf(place.context, relation.target, place.rights)
      const live = rowsInReach(child)
      const where = sql`${relatedSql(parent, child, relation)} and ${live}`
      const belongs = belongsSql(parent, child, { relation, live })
      return { from: () => fromSql(child), where, scope: namesAt(child), belongs }
    },
    entity: (key) => {
      const target = placeOf(place.context, key, place.rights)
      return { from: () => fromSql(target), where: rowsInReach(target), scope: namesAt(target) }
    },
  }
}
