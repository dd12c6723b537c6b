import { setTimeout as delay } from 'node:timers/promises'
import { renderSql } from '@mortise/expressions/sql'
import type { Model, RoleDocument } from '@mortise/schema'
import type pg from 'pg'
import { buildAccess } from '../access/build-access.ts'
import { runnerOn } from '../database/runner.ts'
import type { QueryBase } from '../query/context.ts'
import { makeDoor } from '../records/door.ts'
import { shapesOf } from '../records/shape.ts'
import type { Actor, Door } from '../types.ts'
import { actorOf, fieldTypes } from './workspace.ts'

type Plan = {
  readonly 'Index Cond'?: string
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly 'Presorted Key'?: readonly string[]
  readonly Plans?: readonly Plan[]
}

/** Its index, or the table that is read from end to end. */
const nameIn = (plan: Plan): string =>
  plan['Index Name'] ?? (plan['Node Type'] === 'Seq Scan' ? plan['Relation Name'] : undefined) ?? ''

const flat = (plan: Plan): readonly string[] => [
  `${plan['Node Type']} ${nameIn(plan)} ${plan['Index Cond'] ?? ''}`.trim(),
  ...(plan.Plans ?? []).flatMap(flat),
]

/** Rows as dear as on a table a hundred times as large. */
export const asOfMany: NonNullable<Explaining['costs']> = {
  cpu_tuple_cost: 1,
  cpu_index_tuple_cost: 0.5,
  cpu_operator_cost: 0.25,
}

/** Who asks of what, and what the planner is told for it. */
export type Explaining = {
  readonly client: pg.Client
  readonly model: Model
  readonly actor?: Actor
  readonly roles?: readonly RoleDocument[]
  /** Ways of reading that are out of question: of a small table reading and sorting all of it is the better plan. */
  readonly off?: readonly string[]
  /** What the planner is to reckon with, such as on a larger table. */
  readonly costs?: { readonly [setting: string]: number }
}

/** What the statements of somebody's questions are made from. */
export function baseOf(
  model: Model,
  { actor = actorOf(), roles = [] }: Pick<Explaining, 'actor' | 'roles'> = {},
): QueryBase {
  return {
    schema: 'ws_test',
    shapes: shapesOf(model, fieldTypes),
    model,
    access: buildAccess(model, roles, actor),
    user: actor.user,
    now: '2026-03-02T01:00:00.000Z',
    ...model.time,
  }
}

/** A door on this connection, in a transaction of its own that leaves nothing behind; `seen` gets what Postgres does. */
export async function withPlans<T>(
  { client, model, actor = actorOf(), roles = [], off = [], costs = {} }: Explaining,
  seen: (step: string) => void,
  ask: (door: Door) => Promise<T>,
): Promise<T> {
  const runner = runnerOn(client, true)
  const explain = async (statement: Parameters<typeof runner.rows>[0]): Promise<void> => {
    const { text, values } = 'text' in statement ? statement : renderSql(statement)
    const { rows: found } = await client.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
      `explain (format json) ${text}`,
      [...values],
    )
    flat(found[0]?.['QUERY PLAN'][0]?.Plan ?? { 'Node Type': 'none' }).forEach(seen)
  }
  const explained: typeof runner.rows = async (statement) => {
    await explain(statement)
    return runner.rows(statement)
  }
  const posted: typeof runner.post = async (statement) => {
    await explain(statement)
    return runner.post(statement)
  }
  const base = baseOf(model, { actor, roles })
  const door = makeDoor({
    runner: { ...runner, rows: explained, post: posted },
    base,
    actor,
    snapshot: () => Promise.reject(new Error('no snapshot')),
    guard: (work) => work(),
  })
  await client.query('begin')
  for (const one of off) await client.query(`set local enable_${one} = off`)
  for (const [name, cost] of Object.entries(costs)) await client.query(`set local ${name} = ${cost}`)
  try {
    return await ask(door)
  } finally {
    await client.query('rollback')
  }
}

/** What Postgres does for a question to the door, step by step. */
export async function plansOf(
  ask: (door: Door) => Promise<unknown>,
  explaining: Explaining,
): Promise<readonly string[]> {
  const steps: string[] = []
  await withPlans(explaining, (step) => steps.push(step), ask)
  return steps
}

/** An index alone answers only where a vacuum has seen that all may see a row; the server's own may hold ours back. */
export async function seenByAll(client: pg.Client, table: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    await client.query(`vacuum analyze ws_test.${table}`)
    const { rows } = await client.query<{ n: number }>(
      `select relpages - relallvisible as n from pg_class where oid = 'ws_test.${table}'::regclass`,
    )
    if (rows[0]?.n === 0) return
    await delay(300)
  }
  throw new Error(`${table}: somebody holds back what a vacuum may see`)
}
