import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import { databaseFailure, rootFailure } from '../../database/failures.ts'
import type { Ready, Row, Runner } from '../../database/runner.ts'
import { storeErrors } from '../../errors.ts'
import { ownTable } from '../../sql/names.ts'
import type { QueryBase } from '../context.ts'
import { costOf } from '../cost.ts'
import { type Answer, type Answers, keptAnswers, sharedRuns } from './answers.ts'
import { betterWay, type Chosen } from './ways.ts'
import type { QueryLimits } from './limits.ts'
import { stampOf } from './stamp.ts'

/** What all workspaces of a process share for questions that cost something. */
export type HeavyGround = {
  readonly limits: QueryLimits
  /** A connection that sees one moment, writes nothing and gives each statement its time, until `end`. */
  readonly snapshot: () => Promise<{ readonly runner: Runner; readonly end: () => Promise<void> }>
  readonly answers: Answers
  readonly share: (key: string, run: () => Promise<readonly Row[]>) => Promise<readonly Row[]>
  readonly cheap: Map<string, number>
  readonly ways: Map<string, Chosen>
}

/** See `HeavyGround`. */
export function heavyGround(limits: QueryLimits, snapshot: HeavyGround['snapshot']): HeavyGround {
  const answers = keptAnswers(limits.keptCells)
  const share = limits.keptCells > 0 ? sharedRuns<readonly Row[]>() : alone
  return { limits, snapshot, answers, share, cheap: new Map(), ways: new Map() }
}

const alone: HeavyGround['share'] = (_, run) => run()

/** A statement that counts and adds up. */
export type Counting = {
  readonly ready: Ready
  /** Places of values that are the time of the call and are asked for nothing but shares that end. */
  readonly nowAt: readonly number[]
  /** Another statement for the same rows, which is the better one where there are many records. */
  readonly other?: () => Counting
  /**
   * It makes about as many groups as it reads records. Several workers would each sort their share and hand all of it over to
   * be put together again: half as much work more, and hardly sooner done.
   */
  readonly alone?: true
}

/**
 * Rows of a statement that counts and adds up. What is cheap by the planner's estimate is simply asked. Anything else runs
 * in a time of its own; it is asked once for all who ask the same at the same time; and its answer serves until anything
 * is written. Statement and values carry the rights in them: only who may see the same rows of the same fields asks the
 * same. Throws QUERY_TOO_HEAVY. Inside a transaction, which sees its own writes, nothing is shared or kept.
 */
export async function askCounting(
  runner: Runner,
  base: Pick<QueryBase, 'heavy' | 'schema' | 'now'>,
  counting: Counting,
): Promise<readonly Row[]> {
  const { heavy } = base
  if (heavy === undefined || runner.inTransaction) return runner.rows(counting.ready)
  try {
    const { other } = counting
    const way = other === undefined ? counting : await betterWay(runner, heavy, { first: counting, other })
    const { ready } = way
    if (await isCheap(runner, heavy, ready)) return await runner.rows(ready)
    const key = keyOf(way)
    const kept = heavy.answers.find(key, base.now)
    if (kept !== undefined && kept.stamp === (await stampOf(runner))) return kept.rows
    return await heavy.share(key, () => asked(heavy, base, { ...way, key }))
  } catch (error) {
    throw databaseFailure(rootFailure(error))?.code === '57014'
      ? storeErrors.QUERY_TOO_HEAVY({}, { cause: error })
      : error
  }
}

/** How often an estimate is relied on before it is asked again: tables grow, and other values read other rows. */
const times = 100
const mostCheap = 2_000

async function isCheap(runner: Runner, heavy: HeavyGround, ready: Ready): Promise<boolean> {
  const { limits, cheap } = heavy
  const left = cheap.get(ready.text) ?? 0
  if (left > 0) {
    cheap.set(ready.text, left - 1)
    return true
  }
  const cost = await costOf(runner, ready)
  // Only what is cheap is remembered: who narrows a question that was refused is to have another estimate.
  if (cost > limits.cost && (await costWithRoom(heavy, ready)) > limits.cost)
    throw storeErrors.QUERY_TOO_HEAVY()
  if (cost >= limits.heavy) return false
  if (cheap.size >= mostCheap) cheap.clear()
  cheap.set(ready.text, times)
  return true
}

/** What it would cost where it would run, with more room in memory than any other statement has: often far less. */
async function costWithRoom({ snapshot }: HeavyGround, ready: Ready): Promise<number> {
  const { runner, end } = await snapshot()
  try {
    return await costOf(runner, ready)
  } finally {
    await end()
  }
}

function keyOf({ ready, nowAt }: Counting): string {
  const values =
    nowAt.length === 0 ? ready.values : ready.values.map((one, at) => (nowAt.includes(at) ? null : one))
  return `${ready.text} ${JSON.stringify(values)}`
}

async function asked(
  heavy: HeavyGround,
  base: Pick<QueryBase, 'schema' | 'now'>,
  { ready, nowAt, key, alone: byOne }: Counting & { readonly key: string },
): Promise<readonly Row[]> {
  const { runner, end } = await heavy.snapshot()
  try {
    if (byOne === true) await runner.rows(rawSql('set local max_parallel_workers_per_gather = 0'))
    if (heavy.limits.keptCells === 0) return await runner.rows(ready)
    // The first look settles what the connection sees: the stamp is that of the answer.
    const stamp = await stampOf(runner)
    const time = nowAt.length === 0 ? {} : { from: base.now, until: await nextEnd(runner, base) }
    const rows = await runner.rows(ready)
    heavy.answers.keep(key, { rows: Object.freeze(rows), stamp, ...time } satisfies Answer)
    return rows
  } finally {
    await end()
  }
}

/** When the next share ends; with it an answer may be another without anything written. */
async function nextEnd(
  runner: Runner,
  { schema, now }: Pick<QueryBase, 'schema' | 'now'>,
): Promise<string | null> {
  const row = await runner.first<{ readonly until: Json }>(
    sql`select min(until) as until from ${ownTable(schema, 'share')} where until > ${bindSql(now)}::timestamptz`,
  )
  const until = row?.until ?? null
  return until === null ? null : new Date(until as string).toISOString()
}
