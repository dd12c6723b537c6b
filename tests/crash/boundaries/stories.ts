import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { multipart } from '../../../apps/server/src/testing/server.ts'
import type { Machine, Time } from './machine.ts'
import type { Outside } from './outside.ts'

/** What all stories share. */
export type World = {
  readonly database: Client
  readonly time: Time
  readonly outside: Outside
  /** Cookie of an administrator. */
  readonly cookie: string
  readonly account: string
}

/** A step that may be begun again after its process died: whoever asked asks once more, with the same key. */
export type Step = (machine: Machine) => Promise<void>

/** What happens, and what must be true in the end; gives what is not. */
export type Story = {
  readonly name: string
  readonly steps: readonly { readonly name: string; readonly run: Step }[]
  readonly breaches: () => Promise<readonly string[]>
}

/** An answer that can't stand: the one who asked has to ask again. */
export class NoAnswer extends Error {}

type Sent = {
  readonly method: 'POST' | 'PUT'
  readonly url: string
  readonly key: string
  readonly payload?: unknown
}

async function send(
  world: World,
  machine: Machine,
  sent: Sent,
): Promise<{ readonly [name: string]: unknown }> {
  const app = await machine.app()
  const given = sent.payload as { payload?: Buffer; headers?: object } | undefined
  const whole = Buffer.isBuffer(given?.payload)
  const answer = await app.inject({
    method: sent.method,
    url: sent.url,
    headers: {
      cookie: world.cookie,
      'x-mortise': '1',
      'idempotency-key': sent.key,
      ...(whole ? given?.headers : {}),
    },
    ...(sent.payload === undefined ? {} : { payload: (whole ? given?.payload : sent.payload) as object }),
  })
  if (answer.statusCode >= 500) throw new NoAnswer(`${answer.statusCode} ${answer.body}`)
  if (answer.statusCode >= 400) throw new Error(`${sent.url} ${answer.statusCode} ${answer.body}`)
  return answer.body === '' ? {} : ((answer.json() as { data?: object }).data as never)
}

const work: Step = (machine) => machine.work()

const later =
  (time: Time, seconds: number): Step =>
  () => {
    time.now += seconds * 1000
    return Promise.resolve()
  }

async function one<T>(world: World, text: string, values: readonly unknown[]): Promise<T | undefined> {
  return (await world.database.query(text, [...values])).rows[0] as T | undefined
}

/** What one order owes, however it came. */
async function orderBreaches(
  world: World,
  title: string,
  wanted: { readonly level: string | null; readonly approved: boolean },
): Promise<readonly string[]> {
  const wrong: string[] = []
  const same = (what: string, is: unknown, should: unknown): void => {
    if (JSON.stringify(is) !== JSON.stringify(should))
      wrong.push(`${title}: ${what} is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`)
  }
  const { rows } = await world.database.query<{
    id: string
    level: string | null
    state: string | null
    version: number
  }>(`select id, level, state, version from ws_main.r_order where title = $1`, [title])
  same('number of orders', rows.length, 1)
  const [order] = rows
  if (order === undefined) return wrong
  same('level', order.level, wanted.level)
  same('state', order.state, wanted.approved ? 'approved' : null)
  same('version', Number(order.version), wanted.approved ? 2 : 1)
  const logs = await world.database.query<{ name: string }>(
    `select name from ws_main.r_log where name like $1 order by name`,
    [`${title} %`],
  )
  const effects = ['after', 'behind', ...(wanted.approved ? ['approved', 'flow'] : [])].toSorted()
  same(
    'notes',
    logs.rows.map((row) => row.name.slice(title.length + 1)),
    effects,
  )
  const history = await one<{ n: number }>(
    world,
    `select count(*)::int as n from ws_main.record_history where record_id = $1`,
    [order.id],
  )
  same('entries of history', history?.n, wanted.approved ? 2 : 1)
  const runs = await world.database.query<{ id: string; status: string; open: number; gaps: number }>(
    `select i.id, i.status,
       (select count(*)::int from ws_main.flow_item t where t.instance_id = i.id and t.state in ('active', 'waiting')) as open,
       (select max(seq) - min(seq) + 1 - count(*) from ws_main.flow_event_each e where e.instance_id = i.id)::int as gaps
     from ws_main.flow_instance i where i.record_id = $1`,
    [order.id],
  )
  same('runs', runs.rows.length, 1)
  same('gaps in events', runs.rows[0]?.gaps, 0)
  same('open items', runs.rows[0]?.open, wanted.approved ? 0 : 1)
  if (wanted.approved) same('status', runs.rows[0]?.status, 'approved')
  const calls = new Map<string, Set<string>>()
  for (const { effect, key } of world.outside.about(title))
    calls.set(effect, (calls.get(effect) ?? new Set()).add(key))
  same('calls outside', [...calls.keys()].toSorted(), wanted.approved ? ['flow', 'rule'] : ['rule'])
  for (const [effect, keys] of calls) same(`keys of the call of the ${effect}`, keys.size, 1)
  return wrong
}

/** The sums of the parent say what its rows say, and nothing is left that nobody will do. */
async function sumBreaches(world: World): Promise<readonly string[]> {
  const found = await one<{ orders: number; amount: string; n: number; total: string }>(
    world,
    `select a.orders::int, coalesce(a.amount, 0)::text as amount, count(o.id)::int as n, coalesce(sum(o.amount), 0)::text as total
     from ws_main.r_account a left join ws_main.r_order o on o.account = a.id
     where a.id = $1 group by a.id, a.orders, a.amount`,
    [world.account],
  )
  const { rows: left } = await world.database.query<object>(
    `select kind, attempts, lease is not null as held, due_at, failed_at from ws_main.job
     where failed_at is not null or lease is not null or due_at <= $1::timestamptz limit 5`,
    [new Date(world.time.now).toISOString()],
  )
  return [
    ...(found?.orders === found?.n && Number(found?.amount) === Number(found?.total)
      ? []
      : [`sums of the parent: ${JSON.stringify(found)}`]),
    ...left.map((job) => `a job is left: ${JSON.stringify(job)}`),
  ]
}

/** An order is made, approved, waits, and is told outside. */
function approval(world: World, amount: number): Story {
  const title = `o ${randomUUID()}`
  const key = randomUUID()
  const item = async (): Promise<string> => {
    const found = await one<{ id: string }>(
      world,
      `select t.id from ws_main.flow_item t join ws_main.flow_instance i on i.id = t.instance_id
       join ws_main.r_order o on o.id = i.record_id where o.title = $1 and t.kind = 'task'`,
      [title],
    )
    return found?.id ?? 'none'
  }
  return {
    name: 'approval',
    steps: [
      {
        name: 'save with rules, start a flow',
        run: async (machine) => {
          const payload = { title, amount, account: world.account }
          await send(world, machine, { method: 'POST', url: '/api/records/order', key, payload })
        },
      },
      { name: 'rules behind the save, call outside', run: work },
      {
        name: 'approve',
        run: async (machine) => {
          const url = `/api/work-items/${await item()}/approve`
          const payload = { commandId: `a${key}` }
          await send(world, machine, { method: 'POST', url, key: `a${key}`, payload })
        },
      },
      { name: 'after the approval', run: work },
      { name: 'a minute', run: later(world.time, 61) },
      { name: 'timer, write back, call outside', run: work },
      { name: 'rules behind the write back', run: work },
    ],
    breaches: async () => [
      ...(await orderBreaches(world, title, { level: amount >= 1000 ? 'big' : null, approved: true })),
      ...(await sumBreaches(world)),
    ],
  }
}

/** A few orders come by a file, rules and flows included. */
function byFile(world: World, amount: number): Story {
  const titles = Array.from({ length: 3 }, () => `f ${randomUUID()}`)
  const key = randomUUID()
  let id = ''
  const state = async (): Promise<string | undefined> =>
    (await one<{ state: string }>(world, `select state from ws_main.import where id = $1`, [id]))?.state
  return {
    name: 'import',
    steps: [
      {
        name: 'upload',
        run: async (machine) => {
          const lines = ['title,amount', ...titles.map((title) => `${title},${amount}`)].join('\r\n')
          const payload = multipart('orders.csv', lines)
          const made = await send(world, machine, {
            method: 'POST',
            url: '/api/imports?entity=order',
            key,
            payload,
          })
          id = String(made['id'])
        },
      },
      {
        name: 'map',
        run: async (machine) => {
          if ((await state()) !== 'uploaded') return
          const payload = { mapping: { title: 'title', amount: 'amount' }, options: { onMatch: 'create' } }
          await send(world, machine, {
            method: 'PUT',
            url: `/api/imports/${id}/mapping`,
            key: `m${key}`,
            payload,
          })
        },
      },
      {
        name: 'start',
        run: async (machine) => {
          // Who got no answer looks before pressing again.
          const now = await state()
          if (now === 'running' || now === 'done') return
          await send(world, machine, { method: 'POST', url: `/api/imports/${id}/start`, key: `s${key}` })
        },
      },
      { name: 'import with rules and flows', run: work },
      { name: 'behind the import', run: work },
    ],
    breaches: async () => {
      const level = amount >= 1000 ? 'big' : null
      const all: string[] = []
      for (const title of titles) all.push(...(await orderBreaches(world, title, { level, approved: false })))
      return [...all, ...(await sumBreaches(world))]
    },
  }
}

/** Makers of stories, in turn. */
export const stories: readonly ((world: World, amount: number) => Story)[] = [approval, byFile]
