import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
let admin: Caller
beforeAll(async () => {
  const template = await testTemplate('server_crm', prepareDatabase)
  server = await serverOn(await createTestDatabase({ template }))
  admin = await server.signIn('admin@example.com')
})
afterAll(() => server.close())

const hostile: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  Number.MAX_VALUE,
  '',
  'x',
  `'; drop table "lead"; --`,
  '{{1+1}}',
  '\u0000',
  '\ud800',
  'a'.repeat(100_000),
  [],
  [[]],
  {},
  { var: 'constructor' },
  { var: '__proto__.x' },
  { '==': [] },
  { nope: [1] },
  { and: [{ or: [{ not: [{ '==': [{ var: 'name' }] }] }] }] },
]

const id = '00000000-0000-7000-8000-000000000000'

describe('whatever comes in', () => {
  it('is an answer with a reason, never a failure of ours', async () => {
    const failed: unknown[] = []
    const look = (what: unknown, answer: { status: number; body: unknown }): void => {
      if (answer.status >= 500) failed.push([what, answer.status, answer.body])
    }
    for (const value of hostile) {
      for (const key of ['fields', 'filter', 'sort', 'search', 'limit', 'cursor', 'count', 'deleted'])
        look(
          [key, value],
          await admin.post('/api/records/lead/query', {
            [key]: value,
            ...(key === 'limit' ? {} : { limit: 1 }),
          }),
        )
      for (const key of [
        'name',
        'source',
        'phone',
        'visits',
        'budget',
        'next_at',
        'account',
        'owner',
        'do_not_email',
        'id',
      ])
        look(['create', key, value], await admin.post('/api/records/lead', { name: 'n', [key]: value }))
      look(['lines', value], await admin.post('/api/records/quote', { lines: value }))
      for (const key of ['dimensions', 'measures', 'filter', 'having', 'sort'])
        look(
          ['aggregate', key, value],
          await admin.post('/api/records/lead/aggregate', {
            measures: [{ key: 'n', agg: 'count' }],
            [key]: value,
          }),
        )
      look(['bulk', value], await admin.post('/api/records/lead/bulk', { ids: value, set: { city: 'x' } }))
      look(['bulk set', value], await admin.post('/api/records/lead/bulk', { ids: [id], set: value }))
      look(
        ['duplicates', value],
        await admin.post('/api/records/lead/duplicates', { record: { name: value } }),
      )
      look(
        ['report', value],
        await admin.post('/api/reports/leads_by_source/data', { filters: { when: value }, filter: value }),
      )
      look(
        ['drill', value],
        await admin.post('/api/reports/leads_by_source/drill', { row: { source: value } }),
      )
      look(['sign-in', value], await admin.post('/api/auth/sign-in', { email: value, password: value }))
      look(['body', value], await admin.post('/api/records/lead', value))
      look(['comment', value], await admin.post(`/api/records/lead/${id}/comments`, { text: value }))
      look(
        ['work', value],
        await admin.post(`/api/work-items/${id}/approve`, { commandId: value, to: value, values: value }),
      )
      const text = encodeURIComponent(
        typeof value === 'string' ? value.toWellFormed().slice(0, 2000) : JSON.stringify(value),
      )
      for (const name of ['filter', 'sort', 'fields', 'search', 'cursor', 'limit'])
        look(['list', name, value], await admin.get(`/api/records/lead?${name}=${text}`))
      look(['entity', value], await admin.get(`/api/records/${text.slice(0, 100)}`))
      look(['id', value], await admin.get(`/api/records/lead/${text.slice(0, 100)}`))
      look(['search', value], await admin.get(`/api/search?q=${text}`))
      const draft = {
        id: 'x',
        key: 'x',
        label: 'x',
        entity: 'lead',
        field: 'visits',
        rows: [value],
        rules: [value],
      }
      const past = {
        outcome: { field: 'source', won: ['a'], lost: ['b'] },
        from: '2025-01-01',
        to: '2026-01-01',
      }
      for (const [path, body] of [
        ['design/scores/try', { score: draft }],
        ['design/scores/backtest', { score: draft, ...past }],
        ['design/scores/backtest', { score: { ...draft, rows: [] }, ...past, outcome: value }],
        ['design/assignments/try', { assignment: draft }],
        [
          'rules/test',
          { rule: { ...draft, phase: 'afterSave', trigger: { on: ['create'] }, actions: [value] } },
        ],
        ['rules/replay-history', { rule: { ...draft, trigger: { on: value }, actions: [value] } }],
      ] as const)
        look([path, value], await admin.post(`/api/${path}`, { id, ...body }))
    }
    expect(failed.map((one) => JSON.stringify((one as unknown[])[0]).slice(0, 120))).toEqual([])
  })

  it('as a password is text or nothing: all else would lie unsealed', async () => {
    const put = async (mail: unknown) => (await admin.put('/api/settings', { mail })).status
    const wrong = hostile.filter((one) => one !== null && typeof one !== 'string')
    for (const password of wrong)
      expect([password, await put({ host: 'h', password })]).toEqual([password, 400])
    expect(await put([{ password: 'x' }])).toBe(400)
    expect([await put({ host: 'h', password: 'x' }), await put(null)]).toEqual([204, 204])
  })

  it('in JSON that is none is refused', async () => {
    for (const payload of ['{', '[1,', '{"a":1}}', '{"__proto__":{"admin":true}}']) {
      const answer = await admin.raw({
        method: 'POST',
        url: '/api/records/lead',
        payload,
        headers: { 'content-type': 'application/json' },
      })
      expect(answer.statusCode).toBe(400)
    }
  })

  it('nested without end is refused before anything walks through it', async () => {
    const deep = `${'{"!":['.repeat(20_000)}true${']}'.repeat(20_000)}`
    const ask = (url: string, payload?: string) =>
      admin.raw({
        method: payload === undefined ? 'GET' : 'POST',
        url,
        ...(payload === undefined ? {} : { payload, headers: { 'content-type': 'application/json' } }),
      })
    const answers = [
      await ask('/api/reports/won_total/data', `{"filter":${deep}}`),
      await ask('/api/reports/won_total/drill', `{"row":{"a":${deep}}}`),
      await ask('/api/records/lead/query', `{"filter":${deep}}`),
      await ask('/api/records/lead', `{"name":${deep}}`),
      await ask(
        `/api/records/lead?filter=${encodeURIComponent(`${'{"!":['.repeat(600)}1${']}'.repeat(600)}`)}`,
      ),
    ]
    expect(answers.map((one) => [one.statusCode, one.json().error.code])).toEqual(
      answers.map(() => [400, 'REQUEST_INVALID']),
    )
  })

  it('as text comes back as it was', async () => {
    for (const name of [
      `x"); drop table--`,
      '<img src=x onerror=alert(1)>',
      '{{name}}',
      '=1+1',
      '👩‍💻 ‮abc',
    ]) {
      const made = await admin.post('/api/records/lead', { name })
      expect(made.body.data.name).toBe(name)
    }
    const file = (
      await admin.get(
        `/api/exports/lead?format=csv&fields=name&filter=${encodeURIComponent('name == "=1+1"')}`,
      )
    ).body
    expect(file).toContain("'=1+1")
  })
})
