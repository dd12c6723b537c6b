import type { ExpressionUser, Json } from '@mortise/expressions'
import { bindSql, type Fragment, renderSql } from '@mortise/expressions/sql'
import type { Ready } from '../database/runner.ts'
import type { Shapes } from '../records/shape.ts'
import type { Access } from '../types.ts'
import type { QueryBase } from './context.ts'

/** A statement that was made once: its text, its values, and which of them each call brings along. */
type Kept<M> = {
  readonly text: string
  readonly values: readonly Json[]
  readonly holes: readonly (readonly [place: number, name: string])[]
  readonly more: M
}

/** Statements of one shape: one for everybody, or one per user where a right or filter names the user. */
type Shelf = { forAll?: Kept<unknown>; readonly byUser: Map<string, Kept<unknown>>; timely: boolean }

/** The time of the call, which every kept statement may ask for. */
const nowHole = '$now'

const mostShelves = 400
const mostUsers = 200

const shelves = new WeakMap<Shapes, WeakMap<Access, Map<string, Shelf>>>()
const holes = new Map<Json, string>()
const holeFragments = new Map<string, Fragment>()

/** A place in a kept statement for a value that each call brings along. */
export function holeSql(name: string): Fragment {
  let fragment = holeFragments.get(name)
  if (fragment === undefined) {
    // Told apart by identity: no value of a request can be this very object.
    const mark: Json = Object.freeze({ hole: name })
    holes.set(mark, name)
    fragment = bindSql(mark)
    holeFragments.set(name, fragment)
  }
  return fragment
}

/**
 * Makes a statement once for each version of the metadata, set of rights and `key`, and only binds values from then on.
 * The key has to tell everything that `make` depends on, apart from the base it gets and from holes. What names the user
 * is kept per user; what names the time is made anew each time. Failures are not kept.
 */
export function kept<M>(
  base: QueryBase,
  key: string,
  make: (base: QueryBase) => { readonly statement: Fragment; readonly more: M },
): {
  readonly more: M
  readonly bind: (values: { readonly [hole: string]: Json }) => Ready
  /** Places of values that are the time of the call. */
  readonly nowAt: readonly number[]
} {
  const shelf = shelfOf(base, `${base.schema} ${key}`)
  let found = (shelf.forAll ?? shelf.byUser.get(textOf(base.user))) as Kept<M> | undefined
  if (found === undefined) {
    const { made, leansOn } = making(base, make)
    found = made
    keep(shelf, { made, leansOn, user: base.user })
  }
  const { more, holes: open } = found
  const nowAt = open.flatMap(([place, name]) => (name === nowHole ? [place] : []))
  return { more, nowAt, bind: (values) => bound(found, { [nowHole]: base.now, ...values }) }
}

function shelfOf(base: QueryBase, key: string): Shelf {
  let byAccess = shelves.get(base.shapes)
  if (byAccess === undefined) shelves.set(base.shapes, (byAccess = new WeakMap()))
  let byKey = byAccess.get(base.access)
  if (byKey === undefined) byAccess.set(base.access, (byKey = new Map()))
  let shelf = byKey.get(key)
  if (shelf !== undefined) return shelf
  // Forgets all when full: what is really frequent comes back at once.
  if (byKey.size >= mostShelves) byKey.clear()
  byKey.set(key, (shelf = { byUser: new Map(), timely: false }))
  return shelf
}

const userTexts = new WeakMap<ExpressionUser, string>()

function textOf(user: ExpressionUser): string {
  let text = userTexts.get(user)
  if (text === undefined) userTexts.set(user, (text = JSON.stringify(user)))
  return text
}

type Leaning = { user: boolean; now: boolean }

function making<M>(
  base: QueryBase,
  make: (base: QueryBase) => { readonly statement: Fragment; readonly more: M },
): { readonly made: Kept<M>; readonly leansOn: Leaning } {
  const leansOn = { user: false, now: false }
  const { statement, more } = make({
    ...base,
    nowSql: holeSql(nowHole),
    get user() {
      leansOn.user = true
      return base.user
    },
    get now() {
      leansOn.now = true
      return base.now
    },
  })
  const { text, values } = renderSql(statement)
  const open = values.flatMap((value, place) => {
    const name = typeof value === 'object' && value !== null ? holes.get(value) : undefined
    return name === undefined ? [] : [[place, name] as const]
  })
  return { made: { text, values, holes: open, more }, leansOn }
}

function keep(
  shelf: Shelf,
  given: { readonly made: Kept<unknown>; readonly leansOn: Leaning; readonly user: ExpressionUser },
): void {
  const { made, leansOn, user } = given
  // The same shape may name the time for one user only (a role's own condition is the same for all, a value is not).
  if (leansOn.now) shelf.timely = true
  if (shelf.timely) return
  if (!leansOn.user && shelf.byUser.size === 0) shelf.forAll = made
  else {
    if (shelf.byUser.size >= mostUsers) shelf.byUser.clear()
    shelf.byUser.set(textOf(user), made)
  }
}

function bound(statement: Kept<unknown>, given: { readonly [hole: string]: Json }): Ready {
  const { text, values, holes: open } = statement
  const filled = [...values]
  for (const [place, name] of open) filled[place] = given[name] ?? null
  return { text, values: filled }
}
