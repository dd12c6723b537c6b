import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../apps/server/src/testing/server.ts'
import { asRequest, type Call, calls } from './calls.ts'
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

async function crawl(by: Caller): Promise<{
  readonly found: readonly string[]
  readonly faults: readonly string[]
  readonly calls: number
}> {
  const found: string[] = []
  const faults: string[] = []
  let count = 0
  for (const [route, make] of Object.entries(calls))
    for (const call of make(world)) {
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

  it.each(['nobody', 'key', 'low'] as const)(
    'shows nothing hidden to %s, and changes nothing of others',
    async (who) => {
      const before = await others()
      const { found, faults, calls: count } = await crawl(world[who])
      expect(count).toBeGreaterThan(700)
      expect(found).toEqual([])
      expect(faults).toEqual([])
      expect(await others()).toBe(before)
    },
  )
})
