import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../apps/server/src/testing/server.ts'
import { asRequest, type Call } from './calls/call.ts'
import { calls } from './calls/index.ts'
import { readable } from './world/readable.ts'
import { openWorld, type World } from './world/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 180_000)
afterAll(() => world?.close())

/** What a call gives away, as `place ← route url`. */
async function leaks(
  by: Caller,
  route: string,
  call: Call,
): Promise<{ readonly seen: readonly string[]; readonly status: number }> {
  const request = asRequest(route, call)
  const answer = await by.raw(request as never)
  const text = `${JSON.stringify(answer.headers)}\n${readable(answer.rawPayload)}`
  const asked = `${decodeURIComponent(request.url)} ${JSON.stringify(call.payload ?? '')} ${call.file ?? ''}`
  return { seen: world.plants.seenIn(text, asked), status: answer.statusCode }
}

const asText = (call: Call): string => `${call.url} ${JSON.stringify(call.payload ?? '').slice(0, 160)}`

/** All calls by each caller with `MORTISE_CRAWL=all`; otherwise each call is made by one of the two who are signed in. */
const everyCall = process.env['MORTISE_CRAWL'] === 'all'
const callers = ['nobody', 'key', 'low'] as const

async function crawl(
  by: Caller,
  half: number,
): Promise<{
  readonly found: readonly string[]
  readonly faults: readonly string[]
  readonly calls: number
}> {
  const found: string[] = []
  const faults: string[] = []
  let count = 0
  for (const [route, make] of Object.entries(calls))
    for (const [at, call] of make(world).entries()) {
      if (!everyCall && at % 2 !== half) continue
      const { seen, status } = await leaks(by, route, call)
      count += 1
      if (seen.length > 0) found.push(`${route} ${asText(call)} → ${status}: ${seen.join(', ')}`)
      if (status >= 500) faults.push(`${route} ${asText(call)} → ${status}`)
    }
  return { found, faults, calls: count }
}

/** What lies outside of low people's reach, as the database has it. */
async function others(): Promise<string> {
  const { rows } = await world.sql.query(
    `select md5(string_agg(t::text, '|' order by t.id)) as sum from ws_main.r_vault t where id = any($1)`,
    [[world.vaults.west, world.vaults.deleted, world.vaults.mates]],
  )
  const { rows: people } = await world.sql.query(
    `select md5(string_agg(concat(id, roles, email, password_hash), '|' order by id)) as sum from ws_main."user"`,
  )
  return `${rows[0]?.sum} ${people[0]?.sum}`
}

describe('every route of the live table', () => {
  it('has a policy and somebody who tells how it is called', () => {
    const told = new Set(Object.keys(calls))
    const live = world.server.app.routeTable.map(({ method, url }) => `${method} ${url}`)
    expect(live.filter((route) => !told.has(route))).toEqual([])
    expect([...told].filter((route) => !live.includes(route))).toEqual([])
    expect(world.server.app.routeTable.filter(({ policy }) => policy === undefined)).toEqual([])
  })

  it('shows what is planted to those who may see everything', async () => {
    const blind: string[] = []
    for (const [route, make] of Object.entries(calls))
      for (const call of make(world)) {
        if (call.shows !== true) continue
        const seen = [await leaks(world.admin, route, call), await leaks(world.keeper, route, call)]
        if (seen.every((one) => one.seen.length === 0))
          blind.push(`${route} ${asText(call)} → ${seen.map((one) => one.status).join(' ')}`)
      }
    expect(blind).toEqual([])
  })

  it.each(callers)(
    'shows nothing hidden to %s, and changes nothing of others',
    async (who) => {
      const before = await others()
      const { found, faults, calls: count } = await crawl(world[who], callers.indexOf(who) % 2)
      process.stdout.write(`${who}: ${count} calls, ${found.length} leaks\n`)
      expect(count).toBeGreaterThan(700)
      expect(found).toEqual([])
      expect(faults).toEqual([])
      expect(await others()).toBe(before)
    },
    240_000,
  )
})

describe('the line of events', () => {
  it('hints at entities one may know, and ends with the session', async () => {
    const address = await world.server.app.listen({ port: 0, host: '127.0.0.1' })
    const someone = await world.server.signIn('low@rights.example')
    const line = await fetch(`${address}/api/events`, { headers: { cookie: someone.cookie } })
    const reader = line.body?.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const hear = async (word: string): Promise<void> => {
      for (let done = false; !done && !heard.includes(word); ) {
        const part = await reader?.read()
        heard += part?.value ?? ''
        done = part?.done ?? true
      }
      expect(heard).toContain(word)
    }
    await hear('retry')
    const { admin, vaults, names, plants } = world
    await admin.patch(`/api/records/vault/${vaults.west}`, { note: plants.word('told by an event') })
    await admin.post(`/api/records/vault/${vaults.west}/comments`, { text: plants.word('told by an event') })
    await admin.post('/api/records/vault', { name: plants.word('told by an event') })
    await admin.patch(`/api/records/${names.entity}/${world.hiddenRecord}`, { name: 'x' })
    await hear('"entity":"vault"')
    // Something of one's own comes after what is not to be heard.
    await someone.post('/api/records/partner', { name: 'Heard' })
    await hear('"entity":"partner"')
    expect(plants.seenIn(heard, '')).toEqual([])
    expect(heard).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
    await someone.post('/api/auth/sign-out', {})
    for (let part = await reader?.read(); part?.done === false; ) part = await reader?.read()
    expect((await someone.get('/api/me')).status).toBe(401)
  })
})
