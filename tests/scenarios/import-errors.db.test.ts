import { createTestDatabase, testTemplate } from '../../packages/testkit/src/index.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Caller,
  multipart,
  prepareDatabase,
  serverOn,
  type TestServer,
} from '../../apps/server/src/testing/server.ts'
import { exportXlsx } from '../../packages/runtime/src/exports/export.ts'
import { tableOfBytes } from '../../packages/runtime/src/imports/table/open-table.ts'
import { gb18030 } from './gb18030.ts'

let server: TestServer
let admin: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
})
afterAll(() => server.close())

type Table = readonly (readonly string[])[]

const csv = (table: Table): string =>
  table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

async function upload(
  entity: string,
  file: string | Buffer,
  { name = 'file.csv', who = admin }: { readonly name?: string; readonly who?: Caller } = {},
) {
  const { payload, headers } = multipart(name, file)
  const answer = await who.raw({ method: 'POST', url: `/api/imports?entity=${entity}`, payload, headers })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json().data
}

async function finish(id: string, moving: readonly string[] = ['running']) {
  const worker = server.runtime.startWorker('main', { pollMs: 20 })
  try {
    for (;;) {
      const { data } = (await admin.get(`/api/imports/${id}`)).body
      if (!moving.includes(data.state)) return data
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    await worker.stop()
  }
}

async function run(id: string, who: Caller = admin) {
  expect((await who.post(`/api/imports/${id}/start`)).status).toBe(204)
  return finish(id)
}

async function found(entity: string, filter: string) {
  const answer = await admin.get(`/api/records/${entity}?limit=500&filter=${encodeURIComponent(filter)}`)
  return answer.body.data as readonly { readonly [field: string]: unknown }[]
}

const options = { matchBy: ['external_no'], onMatch: 'skip' }

describe('the file of errors', () => {
  const rows = (kind: string): Table => [
    ['姓名', '编号', '来源', '访问次数', '城市'],
    [`好的 ${kind}`, `${kind}-1`, 'Google', '1', '上海'],
    [`来源不对 ${kind}`, `${kind}-2`, '天上掉的', '2', '北京'],
    ['', `${kind}-3`, 'Google', '3', '=1+1'],
    [`次数不对 ${kind}`, `${kind}-4`, 'Google', '很多', '00123'],
  ]
  const mapping = { 姓名: 'name', 编号: 'external_no', 来源: 'source', 访问次数: 'visits', 城市: 'city' }
  const sheet = async ([heads = [], ...all]: Table): Promise<Buffer> => {
    const rows = async function* (): AsyncIterable<readonly string[]> {
      yield* await Promise.resolve(all)
    }
    const pieces: Uint8Array[] = []
    for await (const piece of exportXlsx({ fileName: 'a', heads, rows: rows() })) pieces.push(piece)
    return Buffer.concat(pieces)
  }
  const kinds = {
    'utf-8': { name: 'a.csv', write: (table: Table) => Promise.resolve(Buffer.from(`\uFEFF${csv(table)}`)) },
    gb18030: { name: 'b.csv', write: (table: Table) => Promise.resolve(gb18030(csv(table))) },
    xlsx: { name: 'c.xlsx', write: sheet },
  }

  it.each(Object.entries(kinds))('%s goes in once its values are right', async (kind, { name, write }) => {
    const file = await upload('lead', await write(rows(kind)), { name })
    await admin.put(`/api/imports/${file.id}/mapping`, { mapping, options })
    await admin.post(`/api/imports/${file.id}/dry-run`)
    expect((await run(file.id)).counts).toEqual({ create: 1, update: 0, skip: 0, error: 3 })
    const format = kind === 'xlsx' ? 'xlsx' : 'csv'
    const answer = await admin.raw({ method: 'GET', url: `/api/imports/${file.id}/errors.${format}` })
    const table = await tableOfBytes(answer.rawPayload)
    expect(table.columns).toEqual(['姓名', '编号', '来源', '访问次数', '城市', '未导入的原因'])
    const faulty: string[][] = []
    for await (const { cells } of table.rows(0)) faulty.push([...cells])
    expect(faulty.map((row) => row[1])).toEqual([`${kind}-2`, `${kind}-3`, `${kind}-4`])
    expect(faulty.every((row) => row[5] !== '')).toBe(true)
    // What could start a formula is harmless in the file, and the same again when it comes back.
    expect(faulty.map((row) => row[4])).toEqual(['北京', '=1+1', '00123'])
    const mended = faulty.map(([who = '', no = '', source = '', visits = '', ...rest]) => [
      who === '' ? `补上 ${kind}` : who,
      no,
      source === '天上掉的' ? 'Google' : source,
      visits === '很多' ? '4' : visits,
      ...rest,
    ])
    const back = await upload('lead', await write([[...table.columns], ...mended]), { name })
    expect(back.columns.map((column: { name: string }) => column.name)).toEqual(Object.keys(mapping))
    expect(back).toMatchObject({ suggested: mapping, remembered: options })
    await admin.put(`/api/imports/${back.id}/mapping`, { mapping: back.suggested, options: back.remembered })
    await admin.post(`/api/imports/${back.id}/dry-run`)
    expect((await run(back.id)).counts).toEqual({ create: 3, update: 0, skip: 0, error: 0 })
    const all = await found('lead', `startsWith(external_no, "${kind}-")`)
    expect(all.map((lead) => lead['external_no']).toSorted()).toEqual(
      [1, 2, 3, 4].map((no) => `${kind}-${no}`),
    )
    expect(all.find((lead) => lead['external_no'] === `${kind}-3`)).toMatchObject({ city: '=1+1' })
  })
})
