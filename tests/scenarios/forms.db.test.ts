import { rootCause, saveRecord, systemActor } from '@mortise/runtime'
import { sentValues, validateForm, valuesOf } from '../../packages/forms/src/index.ts'
import type { RecordValues } from '@mortise/schema'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Answered,
  type Caller,
  prepareDatabase,
  serverOn,
  type TestServer,
} from '../../apps/server/src/testing/server.ts'
import { inBrowser, madeForm, randomValues } from '../../packages/forms/src/testing/both-ways.ts'
import { randomFrom } from '../../packages/forms/src/testing/random.ts'
import { product, products } from '../../packages/forms/src/testing/shop.ts'

const seeds = [2, 7, 12, 19, 26, 30]
const each = Number(process.env['FORM_RECORDS_HTTP'] ?? 25)
const made = seeds.map((seed) => ({ seed, made: madeForm(seed, String(seed)) }))

let server: TestServer
let admin: Caller
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
  admin = await server.signIn('admin@example.com')
  const put = async (kind: string, key: string, json: object): Promise<void> => {
    const answer = await admin.put(`/api/design/${kind}/${key}`, {
      json: { id: `x_${kind}_${key}`, ...json },
    })
    expect(answer.body?.error, JSON.stringify(answer.body)).toBeUndefined()
  }
  for (const one of made) {
    const { entities } = one.made.entity
    for (const entity of entities)
      if (entity.key !== product.key || one === made[0]) await put('entity', entity.key, entity)
    await put('form', `${one.made.form.entity}.made`, one.made.form)
  }
  const done = await admin.post('/api/design/publish', {})
  expect(done.body.error, JSON.stringify(done.body.error?.details ?? '')).toBeUndefined()
  await server.workspace.unit(async (unit) => {
    for (const { id, ...values } of products)
      await saveRecord(unit, systemActor('test'), {
        request: { op: 'create', entity: product.key, id: String(id), values },
        cause: rootCause('test'),
      })
  })
})
afterAll(() => server.close())

type Detail = { readonly path: string; readonly code: string; readonly message: string }

/** What was said against a record, as far as a person sees it in English. */
const detailsOf = (body: Answered): readonly Detail[] =>
  (body.error?.details ?? []).map(({ path, code, message }: Detail) => ({ path, code, message }))

/** The values of a record and its rows that the made-up entity has of its own. */
function ownValues(entity: (typeof made)[number]['made']['entity'], record: RecordValues): object {
  const keysOf = (at: number): readonly string[] => entity.entities[at]?.fields.map(({ key }) => key) ?? []
  const pick = (row: RecordValues, keys: readonly string[]): object =>
    Object.fromEntries(keys.map((key) => [key, row[key] ?? null]))
  const rows = (record['lines'] ?? []) as readonly RecordValues[]
  const columns = keysOf(1).filter((key) => key !== 'main')
  return { ...pick(record, keysOf(0)), lines: rows.map((row) => pick(row, columns)) }
}

describe('a record sent with its form', () => {
  for (const one of made)
    it(`is refused or stored as the browser says (form ${one.seed})`, { timeout: 300_000 }, async () => {
      const { entity, form, program } = one.made
      const at = `/api/records/${form.entity}`
      let stored = 0
      let changed = 0
      for (let seed = 1; seed <= each; seed += 1) {
        const random = randomFrom(one.seed * 7919 + seed)
        // Half of them change a record that is there; where none could be made, the record is new.
        const first = random.oneIn(2) ? undefined : await admin.post(at, randomValues(one.made, random))
        const id: string | undefined = first?.status === 201 ? first.body.data.id : undefined
        const before: RecordValues | undefined =
          id === undefined ? undefined : (await admin.get(`${at}/${id}`)).body.data
        const state = inBrowser(one.made, random, before)
        const sent = sentValues(program, state)
        const verdict = validateForm(program, state)
        const answer =
          id === undefined
            ? await admin.post(`${at}?form=made`, sent)
            : await admin.patch(`${at}/${id}?form=made`, sent)
        const expected = verdict.errors.map(({ path, code, message }) => ({
          path,
          code,
          message: message.en,
        }))
        expect(detailsOf(answer.body), `record ${seed} ${JSON.stringify(answer.body)}`).toEqual(expected)
        if (expected.length > 0) continue
        expect(answer.status, JSON.stringify(answer.body)).toBe(id === undefined ? 201 : 200)
        const after = (await admin.get(`${at}/${answer.body.data.id}`)).body.data
        expect(ownValues(entity, after), `record ${seed}`).toEqual(
          ownValues(entity, valuesOf(program, state)),
        )
        if (id === undefined) stored += 1
        else changed += 1
      }
      expect(stored + changed).toBeGreaterThan(0)
    })

  it('is refused with a form that is none of its own', async () => {
    const [one, other] = made
    const post = async (form: string): Promise<string> =>
      (await admin.post(`/api/records/${one?.made.form.entity}?form=${form}`, {})).body.error?.code
    expect(await post('nothing')).toBe('RECORD_FORM_UNKNOWN')
    expect(await post(`${other?.made.form.entity}.made`)).toBe('RECORD_FORM_UNKNOWN')
    expect(await post('made&form=made')).toBe('REQUEST_INVALID')
  })
})
