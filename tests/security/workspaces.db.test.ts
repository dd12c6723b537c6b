import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, callerWith, multipart } from '../../apps/server/src/testing/server.ts'
import { asRequest, type Call } from './calls/call.ts'
import { calls } from './calls/index.ts'
import { openTwoWorlds, type TwoWorlds } from './world/two.ts'
import { readable } from './world/readable.ts'
import { nowhere } from './world/nowhere.ts'
import { smallApp, type World } from './world/world.ts'

const everyone = process.env['MORTISE_WORKSPACES'] === 'all'

let two: TwoWorlds
beforeAll(async () => {
  // What the CRM has is the same in both; it takes three quarters of the time.
  two = await openTwoWorlds(everyone ? undefined : smallApp)
}, 240_000)
afterAll(() => two?.close())

type Answer = {
  readonly status: number
  readonly headers: string
  readonly body: string
  readonly asked: string
}

async function ask(by: Caller, route: string, call: Call): Promise<Answer> {
  const request = asRequest(route, call)
  const answer = await by.raw(request as never)
  return {
    status: answer.statusCode,
    headers: JSON.stringify(answer.headers),
    body: readable(answer.rawPayload),
    asked: `${decodeURIComponent(request.url)} ${JSON.stringify(call.payload ?? '')} ${call.file ?? ''}`,
  }
}

/** All that a workspace holds, as one word for each of its tables. */
async function holdings({ sql, schema }: World): Promise<{ readonly [table: string]: string }> {
  const { rows } = await sql.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = $1 order by 1`,
    [schema],
  )
  const found: Record<string, string> = {}
  for (const { name } of rows) {
    const sum = `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from "${schema}"."${name}" t`
    found[name] = String((await sql.query(sum)).rows[0]?.sum)
  }
  return found
}

/** Writes, undoes or ends what is one's own, so that calls after it would not mean the same any more. */
const oneWay = new Set(['POST /api/design/publish', 'POST /api/design/rollback'])

type Who = 'admin' | 'keeper' | 'low' | 'key'

describe('somebody of one company, with all that there is to know of another', () => {
  // A key is a person of low rank without a screen, a keeper an administrator of less: `MORTISE_WORKSPACES=all` asks as each.
  it.each<Who>(everyone ? ['admin', 'keeper', 'low', 'key'] : ['keeper', 'key'])(
    'is answered as %s like one who knows nothing',
    async (who) => {
      const { here, there } = two
      const before = await holdings(there)
      const blank = nowhere(there)
      const [found, differing, faults]: [string[], string[], string[]] = [[], [], []]
      let count = 0
      for (const [route, make] of Object.entries(calls)) {
        if (oneWay.has(route)) continue
        const guesses = make(blank.world)
        for (const [at, call] of make(there).entries()) {
          // In the usual run one of the two asks, so that all is asked.
          if (!everyone && at % 2 !== (who === 'key' ? 1 : 0)) continue
          const name = `${route} ${call.url} ${JSON.stringify(call.payload ?? '').slice(0, 120)}`
          const guess = guesses[at] ?? call
          const first = await ask(here[who], route, guess)
          const theirs = await ask(here[who], route, call)
          count += 1
          if (theirs.status >= 500) faults.push(`${name} → ${theirs.status}`)
          const seen = there.plants.seenIn(`${theirs.headers}\n${theirs.body}`, theirs.asked)
          if (seen.length > 0) found.push(`${name} → ${theirs.status}: ${seen.join(', ')}`)
          const like = (none: Answer): boolean =>
            theirs.status === none.status && (theirs.status < 400 || blank.same(theirs.body, none.body))
          // What can be done only once is refused the second time, whoever it is about.
          if (like(first) || like(await ask(here[who], route, guess))) continue
          differing.push(
            `${name} → ${theirs.status} ${theirs.body.slice(0, 300)} | ${first.status} ${first.body.slice(0, 300)}`,
          )
          if (theirs.status >= 500) faults.push(`${name} → ${theirs.status}`)
        }
      }
      process.stdout.write(`${who}: ${count} calls with what belongs to another company\n`)
      expect(found).toEqual([])
      expect(differing).toEqual([])
      expect(faults).toEqual([])
      expect(await holdings(there)).toEqual(before)
    },
    240_000,
  )

  it('is nobody with the session, the key or the cursor of the other', async () => {
    const { here, there } = two
    const strangers = [
      callerWith(here.server.app, { cookie: there.admin.cookie, 'x-mortise': '1' }),
      callerWith(here.server.app, { authorization: `Bearer ${there.keySecret}` }),
    ]
    for (const stranger of strangers)
      for (const [route, make] of Object.entries(calls))
        for (const call of make(here).slice(0, 2)) {
          const [theirs, none] = [await ask(stranger, route, call), await ask(here.nobody, route, call)]
          expect(`${route} ${theirs.status}`).toBe(`${route} ${none.status}`)
          expect(here.plants.seenIn(theirs.body, theirs.asked)).toEqual([])
        }
    const page = (at: World, cursor = ''): ReturnType<Caller['get']> =>
      at.admin.get(`/api/records/vault?limit=1&sort=name${cursor}`)
    const cursor = String(((await page(there)) as { body: { nextCursor?: string } }).body.nextCursor)
    expect(cursor).not.toBe('undefined')
    const turned = await page(here, `&cursor=${encodeURIComponent(cursor)}`)
    expect(there.plants.seenIn(JSON.stringify(turned.body), '')).toEqual([])
  })

  it('reaches no file by its id or the hash of its content, known or brought again', async () => {
    const { here, there } = two
    const { rows } = await there.sql.query(`select id, hash from ${there.schema}.file`)
    expect(rows.length).toBeGreaterThan(0)
    for (const { id, hash } of rows)
      for (const name of [id, hash])
        for (const query of [
          '',
          `?entity=vault&record=${there.vaults.west}`,
          `?entity=vault&record=${here.vaults.west}`,
        ])
          expect(
            (await here.admin.raw({ method: 'GET', url: `/api/files/${name}${query}` })).statusCode,
          ).toBe(404)
    // The same bytes brought here are a file of this company's own.
    const upload = multipart('same.txt', 'the same bytes')
    const [mine, theirs] = [here, there].map(async ({ admin }) =>
      (await admin.raw({ method: 'POST', url: '/api/files', ...upload })).json(),
    )
    const [a, b] = [await mine, await theirs]
    expect(a.data.id).not.toBe(b.data.id)
    expect((await here.admin.raw({ method: 'GET', url: `/api/files/${b.data.id}` })).statusCode).toBe(404)
  })
})

describe('what runs by itself', () => {
  it('works off the jobs of its own company alone, and tells nobody else', async () => {
    const { here, there } = two
    const heard: string[] = []
    const unsubscribe = here.server.workspace.store.onChange((change) => heard.push(JSON.stringify(change)))
    const rename = plantedRename(there)
    const started = await there.admin.post('/api/records/vault/bulk', {
      filter: { '==': [{ var: 'stage' }, 'won'] },
      set: { note: rename },
      background: true,
    })
    expect(started.status).toBeLessThan(300)
    const worker = here.server.runtime.startWorker(here.server.workspace.key, { pollMs: 20 })
    await new Promise((resolve) => setTimeout(resolve, 600))
    await worker.stop()
    const job = await there.admin.get(`/api/bulk-jobs/${started.body.data.id}`)
    expect(job.body.data).toMatchObject({ state: 'running', done: 0 })
    const own = there.server.runtime.startWorker(there.server.workspace.key, { pollMs: 20 })
    await expect
      .poll(async () => (await there.admin.get(`/api/bulk-jobs/${started.body.data.id}`)).body.data.state, {
        timeout: 20_000,
      })
      .toBe('done')
    await own.stop()
    unsubscribe()
    expect(heard.filter((one) => one.includes(rename) || one.includes(there.vaults.west))).toEqual([])
    const answer = await here.admin.get(`/api/search?q=${rename}`)
    expect(JSON.stringify(answer.body)).not.toContain(there.vaults.west)
  })

  it('keeps the designs apart that both published as the same version', async () => {
    const { here, there } = two
    const version = async ({ admin }: World): Promise<number> =>
      (await admin.get('/api/model')).body.data.version
    expect(await version(here)).toBe(await version(there))
    for (let round = 0; round < 3; round += 1) {
      const [a, b] = await Promise.all([here.admin.get('/api/model'), there.admin.get('/api/model')])
      expect(there.plants.seenIn(JSON.stringify(a.body), '')).toEqual([])
      expect(here.plants.seenIn(JSON.stringify(b.body), '')).toEqual([])
      expect(here.plants.seenIn(JSON.stringify(a.body), '')).not.toEqual([])
    }
  })
})

const plantedRename = ({ plants }: World): string => plants.word('a change by a job of another company')
