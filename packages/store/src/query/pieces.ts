import { type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { afterSql, type OrderKey, orderSql, typed } from './order.ts'
import type { Place } from './place.ts'

/**
 * A stretch of a list that one statement reads. Where a key may be null, the rows that have it come first and those
 * without it after them, each in a statement of its own: so a plain index on the key serves both directions and any page,
 * and nothing has to be read past.
 */
export type Piece = {
  /** The first keys are held to one value each: to none where true, to the cursor's otherwise. */
  readonly held: readonly boolean[]
  /** Only rows that have the first key left. */
  readonly filled: boolean
  /** Only rows behind the cursor. */
  readonly behind: boolean
  /** Reads the values of the first key one after the other: there may be a few only, each on very many rows. */
  readonly stepped: boolean
}

/** The pieces a page is read from, in their order; `empty` tells which keys of its cursor are null. */
export function piecesOf(
  order: readonly Pick<OrderKey, 'nullable'>[],
  from: { readonly empty: readonly boolean[] | undefined; readonly stepped: boolean },
): readonly Piece[] {
  return below(order, [], from)
}

function below(
  order: readonly Pick<OrderKey, 'nullable'>[],
  held: readonly boolean[],
  from: { readonly empty: readonly boolean[] | undefined; readonly stepped: boolean },
): readonly Piece[] {
  const { empty } = from
  const behind = empty !== undefined
  const key = order[held.length]
  if (key === undefined) return [{ held, filled: false, behind, stepped: false }]
  const here = empty?.[held.length]
  const stepped = from.stepped && held.length === 0
  const filled: Piece = { held, filled: key.nullable, behind, stepped }
  return [
    ...(stepped && here === false ? below(order, [...held, false], from) : []),
    ...(here === true ? [] : [filled]),
    ...(key.nullable
      ? below(order, [...held, true], here === true ? from : { ...from, empty: undefined })
      : []),
  ]
}

/** An order with the values that its cursor has, and whether it ends with the newest or the oldest id. */
export type Cut = {
  readonly order: readonly OrderKey[]
  readonly values: readonly (Fragment | null)[]
  readonly id: Fragment
  readonly down: boolean
}

/** The condition of a piece, and the order of its rows. */
export function pieceSql(
  place: Place,
  piece: Piece,
  { order, values, id, down }: Cut,
): { readonly where: readonly Fragment[]; readonly order: Fragment } {
  const at = piece.held.length
  const held = piece.held.map((none, index) => {
    const key = order[index] as OrderKey
    return none ? sql`${key.sql} is null` : sameSql(key, values[index] ?? rawSql('null'))
  })
  const [first, ...others] = order.slice(at)
  const keys = first === undefined ? [] : [piece.filled ? { ...first, nullable: false } : first, ...others]
  const filled = piece.filled && first !== undefined ? [sql`${first.sql} is not null`] : []
  const after = piece.behind ? [afterSql(place, keys, { keys: values.slice(at), id, down })] : []
  return { where: [...held, ...filled, ...after], order: orderSql(place, keys, down) }
}

const sameSql = (key: OrderKey, value: Fragment): Fragment => sql`${key.sql} = ${typed(key, value)}`

/**
 * A page read group by group: from one value of the first key to the next by a step in its index, of each no more than
 * the page may need. Sorting by several keys would have to read all rows of a value before it shows the first.
 */
export function steppedSql(
  piece: Piece,
  cut: Cut,
  make: {
    /** Live rows of the table, from which the values are taken: where the caller finds none of his, the group is empty. */
    readonly heads: (where: Fragment, order: Fragment) => Fragment
    readonly page: (piece: Piece, cut: Cut) => Fragment
    readonly limit: Fragment
  },
): Fragment {
  const [key, ...rest] = cut.order as readonly [OrderKey, ...OrderKey[]]
  const order = sql`${key.sql} ${rawSql(key.descending ? 'desc' : 'asc')}`
  const beyond = (value: Fragment): Fragment =>
    make.heads(sql`${key.sql} ${rawSql(key.descending ? '<' : '>')} ${typed(key, value)}`, order)
  const start = piece.behind
    ? beyond(cut.values[0] ?? rawSql('null'))
    : make.heads(sql`${key.sql} is not null`, order)
  const heads = sql`with recursive h(k) as ((${start}) union all select (${beyond(rawSql('h.k'))}) from h where h.k is not null)`
  const parts = piecesOf(rest, { empty: undefined, stepped: false }).map((part) =>
    make.page({ ...part, held: [false, ...part.held] }, { ...cut, values: [rawSql('g.k')] }),
  )
  const all = joinSql(
    parts.map((part) => sql`(${part})`),
    ' union all ',
  )
  const group = parts.length === 1 ? (parts[0] ?? all) : sql`${all} limit ${make.limit}`
  // Nothing sorts what comes out: groups come in the order of their values, and each in its own, until the page is full.
  return sql`${heads} select p.* from (select k from h where k is not null) as g cross join lateral (${group}) as p limit ${make.limit}`
}
