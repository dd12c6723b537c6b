import { ApiError, type Client, type Upload } from '@mortise/client'
import { expect, test } from 'vitest'
import { type DeviceStore, memoryStore } from './device-store.ts'
import { KeptFiles } from './kept-files.ts'
import { Outbox, type WaitingRecord } from './outbox.ts'

const offline = new ApiError(0, { code: 'OFFLINE', message: 'offline', requestId: '', details: [] })
const wrong = new ApiError(422, {
  code: 'RECORD_INVALID',
  message: '有地方需要修改',
  requestId: '',
  details: [{ path: 'name', code: 'FORM_REQUIRED', message: '请填写“名称”' }],
} as never)

type Answer = 'made' | 'lost' | ApiError

/** A server that makes each key once; `lost` means it did, but nobody heard. */
function server(answers: Answer[]) {
  const made = new Map<string, unknown>()
  const create = async (_entity: string, values: unknown, { key }: { key: string }): Promise<unknown> => {
    const answer = answers.shift() ?? 'made'
    if (answer instanceof ApiError) throw answer
    if (!made.has(key)) made.set(key, values)
    if (answer === 'lost') throw offline
    return { data: values }
  }
  return { made, client: { records: { create } } as unknown as Client }
}

const noUpload = (): Promise<never> => Promise.reject(offline)

function boxOn(store: DeviceStore, client: Client, user = 'u1', files = filesOn(store)): Outbox {
  const words = { unsure: () => '可能已经提交过', fileLost: () => '附件不在了' }
  return new Outbox({ store, client, files, user, ...words })
}

function filesOn(store: DeviceStore, upload: Upload = noUpload): KeptFiles {
  return new KeptFiles({ store, upload, user: 'u1', room: async () => Number.POSITIVE_INFINITY })
}

const record = (id: string, more: Partial<WaitingRecord> = {}): Omit<WaitingRecord, 'user'> => ({
  id,
  entity: 'lead',
  values: { name: id },
  typed: { name: id },
  title: id,
  savedAt: `2026-03-05T00:00:0${id.length}.000Z`,
  ...more,
})

test('what waits is sent in order once the server is back, and is gone then', async () => {
  const { made, client } = server([offline])
  const box = boxOn(memoryStore(), client)
  await box.add(record('a'))
  await box.add(record('bb'))
  expect(await box.send()).toMatchObject({ made: [], refused: [] })
  expect(box.list.map(({ id }) => id)).toEqual(['a', 'bb'])
  expect((await box.send()).made.map(({ id }) => id)).toEqual(['a', 'bb'])
  expect([...made.keys()]).toEqual(['a', 'bb'])
  expect(box.list).toEqual([])
})

test('a lost answer makes no second record: it goes again under the same key', async () => {
  const { made, client } = server(['lost', 'lost'])
  const box = boxOn(memoryStore(), client)
  await box.add(record('a'))
  await box.send()
  await box.send()
  expect((await box.send()).made).toHaveLength(1)
  expect(made.size).toBe(1)
})

test('what the server refuses stays with its reason and does not hold up the others', async () => {
  const { made, client } = server([wrong])
  const store = memoryStore()
  const box = boxOn(store, client)
  await box.add(record('a'))
  await box.add(record('bb'))
  const sent = await box.send()
  expect(sent.refused.map(({ id }) => id)).toEqual(['a'])
  expect([...made.keys()]).toEqual(['bb'])
  expect(box.list[0]?.refused).toBe('有地方需要修改 请填写“名称”')
  await box.send()
  expect(made.size).toBe(1)
  await box.retry('a')
  await box.send()
  expect(made.size).toBe(2)
})

test('what was sent days ago, with an answer that never came, is asked about instead of sent again', async () => {
  const { made, client } = server([])
  const box = boxOn(memoryStore(), client)
  await box.add(record('a', { triedAt: '2026-03-05T00:00:00.000Z' }))
  await box.send(() => Date.parse('2026-03-08T00:00:00.000Z'))
  expect(made.size).toBe(0)
  expect(box.list[0]?.refused).toBe('可能已经提交过')
})

test('nobody sends what somebody else has left on the device', async () => {
  const { made, client } = server([])
  const store = memoryStore()
  await boxOn(store, client, 'u2').add(record('a'))
  const mine = boxOn(store, client, 'u1')
  await mine.send()
  expect(made.size).toBe(0)
  expect(mine.list).toEqual([])
})

test('a file goes before its record, is sent once, and is let go when the record is made', async () => {
  const store = memoryStore()
  const answers: (ApiError | 'stored')[] = [offline]
  const sent: string[] = []
  const files = filesOn(store, async (file) => {
    const answer = answers.shift() ?? 'stored'
    if (answer instanceof ApiError) throw answer
    sent.push(file.name)
    return { id: `s${sent.length}`, name: file.name, size: file.size, type: file.type }
  })
  const { made, client } = server([offline, 'lost'])
  const box = boxOn(store, client, 'u1', files)
  const kept = await files.keep(new File(['abc'], '合同.txt', { type: 'text/plain' }))
  await box.add(record('a', { values: { name: 'a', papers: [kept as never] } }))
  // The file does not get through, then the record does not, then the answer is lost.
  expect((await box.send()).made).toEqual([])
  expect(made.size).toBe(0)
  await box.send()
  await box.send()
  expect((await box.send()).made).toHaveLength(1)
  expect(sent).toEqual(['合同.txt'])
  expect(made.get('a')).toMatchObject({ papers: [{ id: 's1', name: '合同.txt', size: 3 }] })
  expect([await store.all('files'), await store.all('uploads')]).toEqual([[], []])
})

test('a record whose file is gone from the device says so and holds up nobody', async () => {
  const { made, client } = server([])
  const box = boxOn(memoryStore(), client)
  const lost = [{ id: 'local-x', name: 'a', size: 1, type: '' }]
  await box.add(record('a', { values: { papers: lost } }))
  await box.add(record('bb'))
  expect((await box.send()).made.map(({ id }) => id)).toEqual(['bb'])
  expect(box.list[0]?.refused).toBe('附件不在了')
  expect(made.size).toBe(1)
})

test('a record whose first answer was lost goes on under new names with the key it had', async () => {
  const seen: unknown[] = []
  const { client } = server([])
  const create = async (entity: string, values: unknown, more: unknown): Promise<unknown> => {
    seen.push([entity, values, more])
    return { data: values }
  }
  const store = memoryStore()
  const words = { unsure: () => '', fileLost: () => '' }
  const box = new Outbox({
    ...words,
    store,
    client: { ...client, records: { create } } as unknown as Client,
    files: filesOn(store),
    user: 'u1',
    carry: async (one) => ({ ...one, entity: 'prospect', values: { title: 'a' }, first: { entity: 'lead' } }),
  })
  await box.add(record('a', { triedAt: '2026-03-05T00:00:00.000Z' }))
  await box.send(() => Date.parse('2026-03-05T01:00:00.000Z'))
  expect(seen).toEqual([
    ['prospect', { title: 'a' }, { key: 'a', form: undefined, first: { entity: 'lead' } }],
  ])
})
