import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password } from '../../apps/server/src/testing/server.ts'
import { asRequest } from './calls/call.ts'
import { calls } from './calls/index.ts'
import { openWorld, type World } from './world/world.ts'

/** All calls by each caller with `MORTISE_CRAWL=all`; otherwise each call is made by two of the four. */
const everyCall = process.env['MORTISE_CRAWL'] === 'all'

let world: World
const lines: string[] = []
const keep = (message: string, data?: object): void => {
  lines.push(`${message} ${JSON.stringify(data)}`)
}

beforeAll(async () => {
  world = await openWorld({
    log: { info: keep, error: keep },
    requestLog: { write: (line) => void lines.push(line) },
  })
}, 240_000)
afterAll(() => world?.close())

/** What no log may hold: values of records, passwords, tokens, keys, the way to the database. */
function secretsIn(text: string): readonly string[] {
  const { plants, admin, low, keySecret } = world
  const tokens = [admin.cookie, low.cookie].map((one) => one.split('=')[1] ?? '')
  const named = [keySecret, password, ...tokens].filter((one) => one !== '' && text.includes(one))
  return [...plants.seenIn(text, ''), ...named.map(() => 'a token or password')]
}

/** Breaks a table so that every call that touches it fails in a way nobody foresaw. */
async function broken<T>(table: string, work: () => Promise<T>): Promise<T> {
  const name = `${world.schema}."${table}"`
  await world.sql.query(
    `create function ${world.schema}.refuse() returns trigger language plpgsql as $$ begin raise exception 'row %', new using detail = new::text; end $$`,
  )
  await world.sql.query(
    `create trigger refuse before insert on ${name} for each row execute function ${world.schema}.refuse()`,
  )
  try {
    return await work()
  } finally {
    await world.sql.query(`drop trigger refuse on ${name}`)
    await world.sql.query(`drop function ${world.schema}.refuse()`)
  }
}

describe('the logs of a server', () => {
  it('tell of a failure nobody foresaw where it was, and nothing of the row it was about', async () => {
    const before = lines.length
    const text = world.plants.word('text of a comment that could not be written')
    const answer = await broken('comment', () =>
      world.admin.post(`/api/records/vault/${world.vaults.mine}/comments`, { text }),
    )
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toContain(text)
    expect(lines.length).toBeGreaterThan(before)
    expect(secretsIn(lines.join('\n'))).toEqual([])
  })

  it('and the list of failed jobs tell nothing of what a job was about', async () => {
    const note = world.plants.word('note of a bulk change that fails')
    const started = await broken('record_history', async () => {
      const change = { filter: { '==': [{ var: 'stage' }, 'won'] }, set: { note }, background: true }
      const job = await world.admin.post('/api/records/vault/bulk', change)
      const worker = world.server.runtime.startWorker(world.server.workspace.key, { pollMs: 20 })
      await expect
        .poll(() => lines.some((line) => line.includes('"bulk_change"')), { timeout: 20_000 })
        .toBe(true)
      await new Promise((resolve) => setTimeout(resolve, 500))
      await worker.stop()
      return job
    })
    expect(started.status).toBeLessThan(300)
    expect(secretsIn(lines.join('\n'))).toEqual([])
    const { rows } = await world.sql.query(
      `select last_error from ${world.schema}.job where last_error is not null`,
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(secretsIn(JSON.stringify(rows))).toEqual([])
  })

  it('nor does the audit log, read or carried away: it names fields, never what is in them', async () => {
    const file = await world.admin.raw({ method: 'GET', url: '/api/audit.csv' })
    const names = new Set([
      'entry of the audit log',
      'key of a hidden field',
      'key of a hidden entity',
      'key of a report of others',
      'subscription of others',
    ])
    expect(secretsIn(file.body).filter((place) => !names.has(place))).toEqual([])
    expect(file.body.split('\n').length).toBeGreaterThan(20)
  })

  // Last, as an administrator's calls leave little of the world as it was.
  it('hold nothing that was stored, sent or signed in with, however often the server is asked', async () => {
    let asked = 0
    for (const [turn, by] of [world.admin, world.low, world.key, world.nobody].entries())
      for (const [route, make] of Object.entries(calls))
        for (const [at, call] of make(world).slice(0, 6).entries()) {
          if (!everyCall && at % 2 !== turn % 2) continue
          await by.raw(asRequest(route, call) as never)
          asked += 1
        }
    expect(asked).toBeGreaterThan(1_000)
    expect(secretsIn(lines.join('\n'))).toEqual([])
  }, 240_000)
})
