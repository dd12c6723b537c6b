import pg from 'pg'
import { afterEach, expect, it } from 'vitest'
import { prepareDatabase, serverOn, type TestServer } from '../../apps/server/src/testing/server.ts'
import { createTestDatabase, testTemplate } from '../../packages/testkit/src/index.ts'

let server: TestServer | undefined
afterEach(async () => server?.close())

/** A company whose rules were published before rules had rights of their own; `kept` as an update leaves them. */
async function companyOfBefore(kept: boolean): Promise<TestServer> {
  const database = await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(
    `update ws_main.design_document set json = (json::jsonb - 'runAs')::json, as_platform = $1
     where kind in ('rule', 'flow')`,
    [kept],
  )
  await client.end()
  server = await serverOn(database)
  return server
}

const hot = { name: '升级后的线索', title: '总监', source: 'referral', status: 'new', visits: 9 }

it('rules of before an update go on as their people know them', async () => {
  const seller = await (await companyOfBefore(true)).signIn('wu@example.com')
  const { status, body } = await seller.post('/api/records/lead', hot)
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body.data.score).toBeGreaterThanOrEqual(60)
})

it('the same rules published anew have the rights of who starts them', async () => {
  const seller = await (await companyOfBefore(false)).signIn('wu@example.com')
  const { status, body } = await seller.post('/api/records/lead', hot)
  expect([status, body.error?.code]).toEqual([403, 'AUTOMATION_REFUSED'])
})
