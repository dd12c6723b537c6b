import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { keepUp } from '@mortise/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
let east: Caller
let north: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
  east = await server.signIn('wu@example.com')
  north = await server.signIn('feng@example.com')
})
afterAll(() => server.close())

type Change = { readonly id: string; readonly changes: readonly { readonly field: string }[] }

async function changesOf(entity: string, id: string): Promise<readonly Change[]> {
  return (await east.get(`/api/records/${entity}/${id}/history`)).body.data
}

describe('what was changed', () => {
  it('comes back field by field, or as the whole record was', async () => {
    const { id } = (await east.post('/api/records/lead', { name: '原名', city: '上海' })).body.data
    await east.patch(`/api/records/lead/${id}`, { name: '改名', city: '北京' })
    await east.patch(`/api/records/lead/${id}`, { city: '广州' })
    const [last, first, created] = await changesOf('lead', id)
    const at = `/api/records/lead/${id}/history`
    const undone = await east.post(`${at}/${first?.id}/restore`, { fields: ['name'] })
    expect(undone.status).toBe(200)
    expect(undone.body.data).toMatchObject({ name: '原名', city: '广州' })
    expect((await east.post(`${at}/${last?.id}/restore`, {})).body.data).toMatchObject({ city: '北京' })
    const whole = await east.post(`${at}/${created?.id}/restore`, { as: 'version' })
    expect(whole.body.data).toMatchObject({ name: '原名', city: '上海' })
    // Bringing back is a change like any other and stands in the history itself.
    expect(await changesOf('lead', id)).toHaveLength(6)
  })

  it('brings back the rows of a sub-table, in their order', async () => {
    const account = (await east.post('/api/records/account', { name: '恢复测试有限公司' })).body.data.id
    const [{ id: product, list_price: price }] = (await east.get('/api/records/product?limit=1')).body.data
    const line = (qty: number) => ({ product, qty, list_price: price, price })
    const made = await east.post('/api/records/quote', { account, lines: [line(1), line(2), line(3)] })
    const { id, lines, version } = made.body.data
    await east.patch(`/api/records/quote/${id}`, {
      lines: [{ ...line(9), id: lines[2].id }, { ...line(4) }],
      version,
    })
    const [change] = await changesOf('quote', id)
    const back = await east.post(`/api/records/quote/${id}/history/${change?.id}/restore`, {})
    expect(back.body.data.lines.map((row: { qty: unknown }) => Number(row.qty))).toEqual([1, 2, 3])
  })

  it('comes back for nobody who may not change or see the record', async () => {
    const { id } = (await east.post('/api/records/lead', { name: '别人的' })).body.data
    await east.patch(`/api/records/lead/${id}`, { city: '上海' })
    const [change] = await changesOf('lead', id)
    const path = `/api/records/lead/${id}/history/${change?.id}/restore`
    expect((await north.post(path, {})).status).toBe(404)
    expect((await east.post(`/api/records/lead/${id}/history/999999999/restore`, {})).body.error.code).toBe(
      'HISTORY_NOT_FOUND',
    )
  })
})

describe('the audit log', () => {
  it('is searched by person, record, action and time, page by page', async () => {
    const from = new Date(Date.now() - 1000).toISOString()
    const { id } = (await east.post('/api/records/lead', { name: '查日志' })).body.data
    await east.patch(`/api/records/lead/${id}`, { city: '上海' })
    const ofRecord = await admin.get(`/api/audit?record=${id}&from=${from}`)
    expect(ofRecord.body.data.map((one: { action: string }) => one.action)).toEqual([
      'record.update',
      'record.create',
    ])
    const page = await admin.get(`/api/audit?limit=1&record=${id}`)
    expect(page.body.nextCursor).toBe(String(page.body.data[0].seq))
    const next = await admin.get(`/api/audit?limit=1&record=${id}&before=${page.body.nextCursor}`)
    expect(next.body.data[0].action).toBe('record.create')
    expect((await admin.get(`/api/audit?record=${id}&to=${from}`)).body.data).toEqual([])
    expect((await admin.get('/api/audit?from=soon')).status).toBe(400)
    expect((await east.get('/api/audit')).status).toBe(403)
    const file = await admin.get(`/api/audit.csv?record=${id}`)
    const [head, ...lines] = String(file.body).trim().split('\r\n')
    expect(head).toContain('seq,at,action,actorName')
    expect(lines.map((line) => line.split(',')[2])).toEqual(['record.update', 'record.create'])
    expect((await admin.get('/api/audit/actions')).body.data).toContain('record.create')
  })

  it('holds whom the server refused what', async () => {
    const { id } = (await east.post('/api/records/lead', { name: '看不到' })).body.data
    await north.get(`/api/records/lead/${id}`)
    await north.post('/api/users', { name: 'x', email: 'x@example.com', roles: ['admin'] })
    const { data } = (await admin.get('/api/audit?action=denied')).body
    expect(data.slice(0, 2)).toMatchObject([
      { data: { route: '/api/users', code: 'FORBIDDEN' } },
      { recordId: id, entity: 'lead', data: { code: 'RECORD_NOT_FOUND' } },
    ])
  })

  it('shows that nobody has touched it', async () => {
    const { data } = (await admin.post('/api/audit/verify', {})).body
    expect(data).toMatchObject({ ok: true, brokenAt: null })
    expect(data.sealed).toBeGreaterThan(0)
  })
})

describe('the bin', () => {
  it('is emptied of what has lain in it for 30 days, and of nothing else', async () => {
    const [old, fresh] = [
      (await east.post('/api/records/lead', { name: '旧的' })).body.data.id,
      (await east.post('/api/records/lead', { name: '新的' })).body.data.id,
    ]
    const workspace = server.runtime.workspace('main')
    await east.remove(`/api/records/lead/${old}`)
    const later = { ...workspace.options, clock: () => Date.now() + 31 * 86_400_000 }
    expect((await keepUp(workspace)).purged).toBe(0)
    expect((await keepUp({ ...workspace, options: later })).purged).toBe(1)
    expect(
      (await admin.post('/api/records/lead/bulk', { ids: [old], restore: true })).body.data?.count ?? 0,
    ).toBe(0)
    expect((await east.get(`/api/records/lead/${fresh}`)).status).toBe(200)
  })
})
