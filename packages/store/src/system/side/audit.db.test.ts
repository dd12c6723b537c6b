import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../../database/ids.ts'
import type { AuditEntry } from '../../tables/audit.ts'
import { type SystemWorkspace, systemWorkspace } from '../testing/workspace.ts'

const opened: { readonly database: TestDatabase; readonly ws: SystemWorkspace }[] = []
let ws: SystemWorkspace

beforeEach(async () => {
  const database = await createTestDatabase()
  ws = await systemWorkspace(database.url)
  opened.push({ database, ws })
})
afterAll(async () => {
  for (const one of opened) {
    await one.ws.close()
    await one.database.drop()
  }
})

const entry = (action: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  action,
  actor: null,
  actorName: '系统',
  via: 'ui',
  ip: '10.0.0.1',
  entity: null,
  recordId: null,
  data: { b: 1, a: 'x' },
  ...more,
})

/**
 * Until everything written so far is final: an entry is sealed once no older transaction runs, and those of the whole
 * cluster count, also what other tests do beside this one.
 */
async function settled(): Promise<void> {
  const { rows } = await ws.pool.query<{ id: string }>('select pg_current_xact_id()::text as id')
  const over = `select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as over`
  await vi.waitFor(
    async () => expect((await ws.pool.query(over, [rows[0]?.id])).rows).toEqual([{ over: true }]),
    { timeout: 120_000, interval: 20 },
  )
}

/** What only somebody who owns the database can do. */
async function tamper(statement: string): Promise<void> {
  await ws.pool.query('alter table ws_test.audit disable trigger audit_guard')
  await ws.pool.query(statement)
  await ws.pool.query('alter table ws_test.audit enable trigger audit_guard')
}

test('the log is asked by action, actor and entity, newest first', async () => {
  const [actor, recordId] = [newId(), newId()]
  await ws.side.auditMany([
    entry('sign_in', { actor, actorName: '王' }),
    entry('record_updated', { actor, actorName: '王', entity: 'deal', recordId }),
    entry('record_updated', { entity: 'lead' }),
  ])
  expect((await ws.side.auditLog({ limit: 2 })).map((row) => row.entity)).toEqual(['lead', 'deal'])
  expect(await ws.side.auditLog({ limit: 9, actor })).toHaveLength(2)
  expect(await ws.side.auditLog({ limit: 9, actor: '系统' })).toHaveLength(1)
  const [found] = await ws.side.auditLog({ limit: 9, action: 'record_updated', entity: 'deal' })
  expect(found).toMatchObject({ actorName: '王', recordId, data: { a: 'x', b: 1 }, at: ws.now() })
  expect(await ws.side.auditLog({ limit: 9, before: found?.seq ?? 0, recordId })).toEqual([])
})

test('entries can be added, not changed or removed', async () => {
  await ws.side.audit(entry('sign_in'))
  await expect(ws.pool.query(`update ws_test.audit set action = 'x'`)).rejects.toThrow('append-only')
  await expect(ws.pool.query(`delete from ws_test.audit`)).rejects.toThrow('append-only')
  await settled()
  await ws.side.sealAudit()
  await expect(ws.pool.query(`update ws_test.audit set hash = 'x'`)).rejects.toThrow('append-only')
})

test('the chain holds, and shows what was changed, removed or slipped in', async () => {
  for (let n = 0; n < 5; n += 1) await ws.side.audit(entry(`a${n}`))
  await settled()
  const sealed = await Promise.all([ws.side.sealAudit(), ws.side.sealAudit()])
  expect(sealed.toSorted((a, b) => a - b)).toEqual([0, 5])
  await ws.side.audit(entry('later'))
  await settled()
  await ws.side.sealAudit()
  const good = await ws.side.verifyAudit()
  expect(good).toMatchObject({ ok: true, sealed: 6, brokenAt: null })

  await tamper(`update ws_test.audit set data = '{"b":2}' where position = 3`)
  expect(await ws.side.verifyAudit()).toMatchObject({ ok: false, brokenAt: 3, sealed: 2 })
  await tamper(`update ws_test.audit set data = '{"a":"x","b":1}' where position = 3`)
  expect(await ws.side.verifyAudit()).toEqual(good)
  await tamper(`delete from ws_test.audit where position = 4`)
  expect(await ws.side.verifyAudit()).toMatchObject({ ok: false, brokenAt: 4 })
})

test('an entry that commits late is sealed behind the others', async () => {
  await ws.transaction(async (slow) => {
    await slow.side.audit(entry('slow'))
    // Entries go out together with the next question.
    await slow.side.auditActions()
    await ws.side.audit(entry('quick'))
    // The slow one has the smaller number and may still be undone: nothing after it is final.
    expect(await ws.side.sealAudit()).toBe(0)
  })
  await settled()
  expect(await ws.side.sealAudit()).toBe(2)
  expect(await ws.side.verifyAudit()).toMatchObject({ ok: true, sealed: 2 })
})

test('a long log is sealed and walked in parts', async () => {
  await ws.side.auditMany(Array.from({ length: 2100 }, (_, n) => entry(`a${n}`)))
  await settled()
  expect(await ws.side.sealAudit()).toBe(2100)
  expect(await ws.side.verifyAudit()).toMatchObject({ ok: true, sealed: 2100 })
})
