import { createTestDatabase, testTemplate } from '../../packages/testkit/src/index.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Caller,
  prepareDatabase,
  serverOn,
  type TestServer,
} from '../../apps/server/src/testing/server.ts'
import { exportXlsx } from '../../packages/runtime/src/exports/export.ts'
import { tableOfBytes } from '../../packages/runtime/src/imports/table/open-table.ts'
import { gb18030 } from './gb18030.ts'
import { csv, type Importing, importingOn, type Table } from '../../apps/server/src/testing/imports.ts'

let server: TestServer
let admin: Caller
let imports: Importing
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
  imports = importingOn(server, admin)
})
afterAll(() => server.close())

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
    const file = await imports.upload('lead', await write(rows(kind)), { name })
    await admin.put(`/api/imports/${file.id}/mapping`, { mapping, options })
    await admin.post(`/api/imports/${file.id}/dry-run`)
    expect((await imports.run(file.id)).counts).toEqual({ create: 1, update: 0, skip: 0, error: 3 })
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
    const back = await imports.upload('lead', await write([[...table.columns], ...mended]), { name })
    expect(back.columns.map((column: { name: string }) => column.name)).toEqual(Object.keys(mapping))
    expect(back).toMatchObject({ suggested: mapping, remembered: options })
    await admin.put(`/api/imports/${back.id}/mapping`, { mapping: back.suggested, options: back.remembered })
    await admin.post(`/api/imports/${back.id}/dry-run`)
    expect((await imports.run(back.id)).counts).toEqual({ create: 3, update: 0, skip: 0, error: 0 })
    const all = await imports.found('lead', `startsWith(external_no, "${kind}-")`)
    expect(all.map((lead) => lead['external_no']).toSorted()).toEqual(
      [1, 2, 3, 4].map((no) => `${kind}-${no}`),
    )
    expect(all.find((lead) => lead['external_no'] === `${kind}-3`)).toMatchObject({ city: '=1+1' })
  })
})
