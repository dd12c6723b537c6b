import type { Pool, PoolClient } from 'pg'
import { addApp, administrator } from '../kit/add-app.ts'
import { openClient } from '../kit/http.ts'
import { signIn } from '../kit/sign-in.ts'
import { schema } from '../kit/workspace.ts'
import { app } from './app.ts'

/** Tasks that lie with one person, however many runs are open in all. */
const tasksEach = 500

/**
 * So many open runs of the claim's flow: one is started as a person starts it, the others are its copies row by row, each
 * with a record, ids and an alarm of its own, shared out to people with 500 tasks each; the administrator is one of them.
 */
export async function fillRuns(pool: Pool, url: string, runs: number): Promise<void> {
  const { rows: there } = await pool.query(`select to_regclass('${schema}.r_claim') as claim`)
  if (there[0]?.claim === null) await addApp(url, app)
  const { rows: known } = await pool.query<{ n: number }>(
    `select count(*)::int as n from ${schema}.flow_instance where flow = 'claim'`,
  )
  if ((known[0]?.n ?? 0) >= runs) return
  const model = await firstRun(pool, url)
  const client = await pool.connect()
  try {
    await client.query(plan, [runs, Math.max(1, Math.round(runs / tasksEach)), model.starter])
    for (const copy of copies) await copyRows(client, copy, { ...model, runs })
    await client.query('drop table copy')
  } finally {
    client.release()
  }
  for (const table of ['r_claim', 'flow_instance', 'flow_item', 'flow_event', 'command_log', 'job'])
    await pool.query(`vacuum analyze ${schema}.${table}`)
  await pool.query('checkpoint')
}

/** The ids of all copies. Every so many-th is the administrator's, the rest is of people who are not there any more. */
const plan = `create temp table copy as select n, uuidv7(make_interval(secs => (n - $1) * 0.5)) as record,
    uuidv7(make_interval(secs => (n - $1) * 0.5)) as run, uuidv7(make_interval(secs => (n - $1) * 0.5)) as item,
    case when n % $2 = 0 then $3::text else 'p' || n % $2 end as person,
    now() + make_interval(secs => (n - $1) * 0.5) as at
  from generate_series(1, $1::int) n`

type Model = {
  readonly record: string
  readonly run: string
  readonly item: string
  readonly starter: string
}

async function firstRun(pool: Pool, url: string): Promise<Model> {
  const cookie = await signIn(url, administrator)
  const client = openClient(url, () => ({ cookie, 'x-mortise': '1' }))
  const body = { name: 'model', amount: 1 }
  const { body: made } = await client.call({ method: 'POST', path: '/api/records/claim', body })
  client.close()
  const { id: record } = (made as { readonly data: { readonly id: string } }).data
  const { rows } = await pool.query<Omit<Model, 'record'>>(
    `select i.id as run, t.id as item, i.starter from ${schema}.flow_instance i
     join ${schema}.flow_item t on t.instance_id = i.id where i.record_id = $1`,
    [record],
  )
  const [found] = rows
  if (found === undefined) throw new Error('the first run did not start')
  return { record, ...found }
}

/** A text of the model with the copy's ids in place of its own. */
const renamed = (text: string): string =>
  `replace(replace(replace(${text}, $1::text, c.record::text), $2::text, c.run::text), $3::text, c.item::text)`

type Copy = {
  readonly table: string
  /** Which rows of the model's are copied; `m` is one of them. */
  readonly where: string
  /** Columns with a value of the copy's own; `c` is the copy. The others are the model's. */
  readonly own: { readonly [column: string]: string }
}

const copies: readonly Copy[] = [
  {
    table: 'r_claim',
    where: 'id = $1::uuid',
    own: { id: 'c.record', name: `'claim ' || c.n`, created_at: 'c.at', updated_at: 'c.at' },
  },
  {
    table: 'flow_instance',
    where: 'id = $2::uuid',
    own: {
      id: 'c.run',
      record_id: 'c.record',
      starter: 'c.person',
      title: `'claim ' || c.n`,
      started_at: 'c.at',
      state: `${renamed('m.state_text')}::jsonb`,
    },
  },
  {
    table: 'flow_item',
    where: 'id = $3::uuid',
    own: { id: 'c.item', instance_id: 'c.run', assignee: 'c.person', created_at: 'c.at' },
  },
  {
    table: 'flow_event',
    where: 'instance_id = $2::uuid',
    own: { instance_id: 'c.run', json: `${renamed('m.json_text')}::json` },
  },
  { table: 'command_log', where: 'instance_id = $2::uuid', own: { instance_id: 'c.run', at: 'c.at' } },
  {
    table: 'job',
    where: `key like 'timer:' || $2::text || ':%'`,
    own: {
      id: 'uuidv7()',
      key: renamed('m.key'),
      payload: `${renamed('m.payload_text')}::json`,
      due_at: `c.at + interval '30 days'`,
      created_at: 'c.at',
    },
  },
]

/** Copies the model's rows of one table, in pieces: one statement of millions would hold all that it touches. */
async function copyRows(
  client: PoolClient,
  { table, where, own }: Copy,
  given: Model & { readonly runs: number },
): Promise<void> {
  const { rows } = await client.query<{ name: string; json: boolean }>(
    `select attname as name, atttypid in ('json'::regtype, 'jsonb'::regtype) as json
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`${schema}.${table}`],
  )
  const texts = rows.filter(({ json }) => json).map(({ name }) => `, "${name}"::text as ${name}_text`)
  const names = rows.map(({ name }) => `"${name}"`).join(', ')
  const values = rows.map(({ name }) => own[name] ?? `m."${name}"`).join(', ')
  for (let from = 0; from < given.runs; from += 100_000)
    await client.query(
      `with m as materialized (select *${texts.join('')} from ${schema}.${table} where ${where})
       insert into ${schema}.${table} (${names}) select ${values} from copy c, m
       where c.n > $4::int and c.n <= $4::int + 100000 and $1::text <> $2::text and $2::text <> $3::text`,
      [given.record, given.run, given.item, from],
    )
}
