import { ApiError, type Upload } from '@mortise/client'
import { expect, test } from 'vitest'
import { type DeviceStore, memoryStore } from './device-store.ts'
import { DeviceFull, KeptFiles, mostKept } from './kept-files.ts'

const offline = new ApiError(0, { code: 'OFFLINE', message: 'offline', requestId: '', details: [] })
const file = (name = 'a.bin', size = 4): File => new File([new Uint8Array(size)], name, { type: 'x/y' })

function filesOn(store: DeviceStore, upload: Upload, room = Number.POSITIVE_INFINITY): KeptFiles {
  return new KeptFiles({ store, upload, user: 'u', room: async () => room })
}

test('what has arrived of a file is remembered over a reload, and it is stored once', async () => {
  const store = memoryStore()
  const begun: (readonly string[])[] = []
  const breaking: Upload = async (_file, { arrived = [], onPart } = {}) => {
    begun.push(arrived)
    await onPart?.([...arrived, 'p1'])
    throw offline
  }
  const first = filesOn(store, breaking)
  const { id } = await first.keep(file())
  await expect(first.send(id)).rejects.toBe(offline)
  // Waiting for the network is nothing wrong with the file.
  expect(first.states().get(id)).toEqual({ name: 'a.bin' })
  let stored = 0
  const again = filesOn(store, async (given, { arrived = [] } = {}) => {
    begun.push(arrived)
    stored += 1
    return { id: `s${stored}`, name: given.name, size: given.size, type: given.type }
  })
  const both = await Promise.all([again.send(id), again.send(id)])
  expect(both.map((one) => one.id)).toEqual(['s1', 's1'])
  expect((await filesOn(store, breaking).send(id)).id).toBe('s1')
  expect(begun).toEqual([[], ['p1']])
})

test('files are put in their places wherever they stand, and other values are left alone', async () => {
  const files = filesOn(memoryStore(), async (given) => ({
    id: given.name,
    name: given.name,
    size: 1,
    type: '',
  }))
  const [a, b] = [await files.keep(file('a')), await files.keep(file('b'))]
  const values = { title: 'x', papers: [a as never], rows: [{ id: 'r1', photo: [b as never] }], none: null }
  expect(await files.settle(values)).toMatchObject({
    title: 'x',
    papers: [{ id: 'a' }],
    rows: [{ id: 'r1', photo: [{ id: 'b' }] }],
    none: null,
  })
  const plain = { title: 'x', papers: [{ id: 'f1', name: 'f', size: 1, type: '' }] }
  expect(await files.settle(plain)).toBe(plain)
})

test('a device without room says so and keeps nothing', async () => {
  const store = memoryStore()
  const never: Upload = () => Promise.reject(offline)
  await expect(filesOn(store, never, 3).keep(file('a', 4))).rejects.toBeInstanceOf(DeviceFull)
  const huge = Object.defineProperty(file(), 'size', { value: mostKept + 1 })
  await expect(filesOn(store, never).keep(huge)).rejects.toBeInstanceOf(DeviceFull)
  const refusing = { ...store, put: () => Promise.reject(new DOMException('', 'QuotaExceededError')) }
  await expect(filesOn(refusing, never).keep(file())).rejects.toBeInstanceOf(DeviceFull)
  expect(await store.all('files')).toEqual([])
})

test('files that nothing speaks of any more are forgotten after a day, others are not', async () => {
  const store = memoryStore()
  const files = filesOn(store, () => Promise.reject(offline))
  const [gone, drafted] = [await files.keep(file()), await files.keep(file())]
  await store.put('drafts', { id: 'd', values: { papers: [drafted] } })
  const now = Date.now()
  await files.tidy(now + 3_600_000)
  expect(await store.all('files')).toHaveLength(2)
  await files.tidy(now + 2 * 86_400_000)
  expect((await store.all<{ id: string }>('files')).map(({ id }) => id)).toEqual([drafted.id])
  expect(gone.id).not.toBe(drafted.id)
})
