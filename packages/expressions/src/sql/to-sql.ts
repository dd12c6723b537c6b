import { compileNode } from '../compile.ts'
import { language as builtin } from '../default-language.ts'
import { errors } from '../errors.ts'
import { environmentOf } from '../frame.ts'
import { infoOf } from '../info.ts'
import { recordName } from '../lookup-plan.ts'
import type { Language } from '../language.ts'
import type { CallNode, Node } from '../node.ts'
import type { Environment } from '../operator.ts'
import type {
  EvaluationInput,
  Expression,
  ExpressionType,
  Json,
  LookupFigure,
  Scope,
  Workdays,
} from '../types.ts'
import type { RowsAsked, SqlCall } from './call.ts'
import { bindSql, type Fragment, joinSql, maybeNull, rawSql, sql, strictSql, typedSql } from './fragment.ts'

/** What a path is in SQL. Identifiers come from here only, never from an expression. */
export type SqlScope = {
  /** The column of a path such as `['customer', 'level']`, with its alias. */
  readonly column: (path: readonly string[]) => Fragment
  /** The rows behind a path. */
  readonly relation: (path: readonly string[]) => SqlRelation
  /** The live rows of an entity that may be read, for `lookup`; absent where nothing may be looked up. */
  readonly entity?: (key: string) => SqlRelation
}

/** The rows of a relation as a correlated subquery. */
export type SqlRelation = {
  /** What follows FROM, with the joins that the given link paths of the row need. */
  readonly from: (joins: readonly string[]) => Fragment
  /** Key condition and the row rights of the child, for WHERE. */
  readonly where: Fragment
  readonly scope: SqlScope
  /** The same condition in its parts, where a row belongs to one record by a column of its own. */
  readonly belongs?: Pick<RowsAsked, 'by' | 'of' | 'live'> | undefined
}

/** What the SQL is made for. Time, zone and user become values; nothing of them is text in the SQL. */
export type SqlOptions = {
  readonly sql: SqlScope
  readonly now: string
  readonly timeZone?: string
  readonly fiscalYearStart?: number
  readonly workdays?: Workdays
  readonly user?: EvaluationInput['user']
  /** Partition and order of a report's rows, for window operators: what stands in OVER (…). */
  readonly window?: { readonly all: Fragment; readonly series: Fragment }
  /** `condition`: for WHERE, NULL counts as false and indexes can serve. `value`: for a select list. Default by type. */
  readonly as?: 'condition' | 'value'
  /**
   * Gets every subquery that is worked out on the record itself, over rows of a relation or found by `lookup`, and gives what
   * stands in its place; those within another subquery stay with that. `asked` has its parts where several can be answered in
   * one pass over the rows.
   */
  readonly subquery?: ((made: Fragment, asked?: RowsAsked) => Fragment) | undefined
  /** Language of own operators; default the built-in one. */
  readonly language?: Language
}

/** SQL of an expression with its values, and the link paths that must be joined, such as `customer.region`. */
export type SqlResult = Fragment & { readonly joins: readonly string[]; readonly type: ExpressionType }

type Work = {
  readonly env: Environment
  readonly sql: SqlScope
  readonly joins: Set<string>
  readonly window: SqlOptions['window']
  readonly subquery?: SqlOptions['subquery'] | undefined
}

/**
 * Compiles an expression to SQL of the same meaning. Parts that do not depend on the record (the user, dates
 * relative to today) are computed first and bound. Throws EXPRESSION_INVALID for a wrong expression and
 * EXPRESSION_NOT_SQL for one that only JavaScript can compute.
 */
export function toSql(expression: Expression, scope: Scope, options: SqlOptions): SqlResult {
  const { language = builtin, sql: names, as } = options
  const node = language.tree(expression, scope)
  const { notSql, type } = infoOf(node)
  if (notSql !== undefined) throw errors.EXPRESSION_NOT_SQL({ name: notSql.name })
  const { window, subquery } = options
  const work: Work = { env: environmentOf(inputOf(options)), sql: names, joins: new Set(), window, subquery }
  const condition = (as ?? (type.kind === 'boolean' ? 'condition' : 'value')) === 'condition'
  const made = condition ? truthSql(work, node) : valueSql(work, node)
  return { strings: made.strings, values: made.values, joins: [...work.joins].toSorted(), type }
}

// Passed on and not copied: who keeps the SQL has to know whether it asked for the time or the user at all.
function inputOf(options: SqlOptions): EvaluationInput {
  const { timeZone, fiscalYearStart, workdays } = options
  return {
    row: {},
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(fiscalYearStart === undefined ? {} : { fiscalYearStart }),
    ...(workdays === undefined ? {} : { workdays }),
    get now() {
      return options.now
    },
    get user() {
      return options.user
    },
  }
}

/** Value of a part that does not depend on the record. */
function knownValue(work: Work, node: Node): Json | undefined {
  return node.constant ? compileNode(node)({ row: {} }, work.env) : undefined
}

function isPlainColumn(node: Node): node is CallNode {
  return node.kind === 'call' && node.operator.kind === 'name'
}

/** The expression as the operator wrote it: a condition may be NULL for false. */
function openSql(work: Work, node: Node): Fragment {
  // Whatever is built of nothing but null is null, and Postgres need not guess a type.
  if (node.type.kind === 'null') return rawSql('NULL')
  const known = knownValue(work, node)
  if (known !== undefined) return typedSql(known, node.type)
  if (node.kind === 'call') return node.operator.sql?.(callOf(work, node)) ?? rawSql('NULL')
  return node.kind === 'list' ? listSql(work, node) : typedSql(node.value, node.type)
}

function listSql(work: Work, node: Extract<Node, { kind: 'list' }>): Fragment {
  const cast = node.type.kind === 'set' && node.type.of === 'id' ? '::uuid[]' : '::text[]'
  return sql`ARRAY[${joinSql(
    node.items.map((item) => valueSql(work, item)),
    ', ',
  )}]${rawSql(cast)}`
}

function valueSql(work: Work, node: Node): Fragment {
  const made = openSql(work, node)
  if (made.maybeNull) return strictSql(made)
  // An empty set is nothing, as in JavaScript.
  return node.type.kind === 'set' && isPlainColumn(node) && !node.constant ? sql`nullif(${made}, '{}')` : made
}

/**
 * Against a whole number a column of whole numbers is compared as it is, and an index on it serves; against an exact decimal
 * each of its values would be made one. Nothing is reckoned with it: Postgres divides whole numbers without a rest.
 */
function comparedSql(work: Work, node: Node): Fragment {
  const known = node.type.kind === 'number' ? knownValue(work, node) : undefined
  return Number.isInteger(known) && Math.abs(known as number) < 2 ** 31
    ? sql`${bindSql(known as number)}::int`
    : valueSql(work, node)
}

/** A boolean column may be NULL itself. */
function truthSql(work: Work, node: Node): Fragment {
  const made = openSql(work, node)
  return made.maybeNull || !node.nullable ? made : maybeNull(made)
}

function strictConditionSql(work: Work, node: Node): Fragment {
  const made = truthSql(work, node)
  return made.maybeNull ? strictSql(made) : made
}

function callOf(work: Work, node: CallNode): SqlCall {
  const { args } = node
  const at = (index: number, make: (work: Work, node: Node) => Fragment): Fragment => {
    const argument = args[index]
    return argument === undefined ? rawSql('NULL') : make(work, argument)
  }
  return {
    node,
    args,
    env: work.env,
    fiscalYearStart: work.env.fiscalYearStart,
    zone: sql`${bindSql(work.env.zone)}::text`,
    value: (index) => at(index, valueSql),
    compared: (index) => at(index, comparedSql),
    raw: (index) => at(index, openSql),
    truth: (index) => at(index, truthSql),
    strict: (index) => at(index, strictConditionSql),
    known: (index) => {
      const argument = args[index]
      return argument && knownValue(work, argument)
    },
    below: (index) => {
      const argument = args[index]
      return argument?.kind === 'call' ? callOf(work, argument) : undefined
    },
    items: (index) => {
      const list = args[index]
      return list?.kind === 'list' ? list.items.map((item) => valueSql(work, item)) : []
    },
    column: () => columnSql(work, node.path),
    lookup: () => lookupSql(work, node),
    window: (over) => {
      if (work.window === undefined) throw errors.EXPRESSION_NOT_SQL({ name: node.operator.name })
      return work.window[over]
    },
    rows: (build) => rowsSql(work, node, build),
  }
}

function noteJoins(work: Work, path: readonly string[]): void {
  for (let i = 1; i < path.length; i += 1) work.joins.add(path.slice(0, i).join('.'))
}

function columnSql(work: Work, path: readonly string[]): Fragment {
  noteJoins(work, path)
  return work.sql.column(path)
}

function rowsSql(work: Work, node: CallNode, build: Parameters<SqlCall['rows']>[0]): Fragment {
  noteJoins(work, node.path)
  const relation = work.sql.relation(node.path)
  const inner: Work = { env: work.env, sql: relation.scope, joins: new Set(), window: undefined }
  const { value, truth, strict } = callOf(inner, node)
  const { select, where, wrap, grouped } = build({ value, truth, strict })
  const from = relation.from([...inner.joins].toSorted())
  const condition = where === undefined ? relation.where : sql`${relation.where} AND ${where}`
  const made = wrap(sql`(SELECT ${select} FROM ${from} WHERE ${condition})`)
  const { belongs } = relation
  return work.subquery?.(made, belongs && { ...grouped, ...belongs, from, where }) ?? made
}

function figureSql(figure: LookupFigure, value: Fragment | undefined): Fragment {
  if (value === undefined) return rawSql('count(*)::numeric')
  // Nothing sums up to nothing, as over rows of a relation.
  return figure === 'sum' ? sql`coalesce(sum(${value}), 0)` : sql`${rawSql(figure)}(${value})`
}

/** The first record that fits, by the order asked for and then by id. `record.…` leads back to the row outside. */
function lookupSql(work: Work, node: CallNode): Fragment {
  const made = foundSql(work, node)
  return work.subquery?.(made) ?? made
}

function foundSql(work: Work, node: CallNode): Fragment {
  const { lookup, path, args } = node
  const relation = lookup && work.sql.entity?.(lookup.entity)
  if (lookup === undefined || relation === undefined) throw errors.EXPRESSION_NOT_SQL({ name: 'lookup' })
  const { scope } = relation
  const names: SqlScope = {
    ...scope,
    column: (to) => (to[0] === recordName ? columnSql(work, to.slice(1)) : scope.column(to)),
    relation: (to) => (to[0] === recordName ? work.sql.relation(to.slice(1)) : scope.relation(to)),
  }
  const inner: Work = { env: work.env, sql: names, joins: new Set(), window: undefined }
  const filter = args[0] ? truthSql(inner, args[0]) : rawSql('true')
  if (lookup.figure !== undefined) {
    const figure = figureSql(lookup.figure, lookup.figure === 'count' ? undefined : columnSql(inner, path))
    const over = relation.from(
      [...inner.joins].filter((join) => join.split('.')[0] !== recordName).toSorted(),
    )
    return sql`(SELECT ${figure} FROM ${over} WHERE ${relation.where} AND ${filter})`
  }
  const order = lookup.order && columnSql(inner, lookup.order.field.split('.'))
  const by = order
    ? sql`${order} ${rawSql(lookup.order?.descending ? 'DESC' : 'ASC')} NULLS LAST, `
    : rawSql('')
  const value = columnSql(inner, path)
  const from = relation.from([...inner.joins].filter((join) => join.split('.')[0] !== recordName).toSorted())
  return sql`(SELECT ${value} FROM ${from} WHERE ${relation.where} AND ${filter} ORDER BY ${by}${scope.column(['id'])} LIMIT 1)`
}
