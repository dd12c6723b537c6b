import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type LiveEvent, openHub } from './hub.ts'

type Store = Parameters<typeof openHub>[0]
type Change = Parameters<Parameters<Store['onChange']>[0]>[0]

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function opened() {
  const listeners = new Set<(change: Change) => void>()
  const store: Store = {
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const hub = openHub(
    store,
    (userId, entity) => entity === 'deal' || userId === 'boss',
    (userId) => userId === 'boss',
  )
  const heard = (userId: string | null): LiveEvent[] => {
    const events: LiveEvent[] = []
    hub.subscribe(userId, (event) => events.push(event))
    return events
  }
  const say = (change: Change): void => {
    for (const listener of listeners) listener(change)
  }
  return { hub, heard, say, listeners }
}

test('a record is hinted at by its entity, once for all that happened meanwhile, to who may know the entity', () => {
  const { heard, say } = opened()
  const [low, boss] = [heard('low'), heard('boss')]
  for (const id of ['1', '2', '3']) say({ topic: 'record', entity: 'deal', id })
  say({ topic: 'record', entity: 'salary', id: '4' })
  expect(boss).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(low).toEqual([{ topic: 'record', entity: 'deal' }])
  expect(boss).toEqual([
    { topic: 'record', entity: 'deal' },
    { topic: 'record', entity: 'salary' },
  ])
  say({ topic: 'record', entity: 'deal', id: '5' })
  vi.advanceTimersByTime(1000)
  expect(low).toHaveLength(2)
})

test('an event of some people reaches them alone, with the id of what is theirs', () => {
  const { heard, say } = opened()
  const [low, boss, key] = [heard('low'), heard('boss'), heard(null)]
  say({ topic: 'import', id: 'i1', users: ['low'] })
  say({ topic: 'model' })
  say({ topic: 'job' })
  expect(low).toEqual([{ topic: 'import', id: 'i1' }, { topic: 'model' }])
  expect([boss, key]).toEqual([[{ topic: 'model' }], [{ topic: 'model' }]])
})

test('closed, it says no more', () => {
  const { hub, heard, say, listeners } = opened()
  const low = heard('low')
  say({ topic: 'record', entity: 'deal', id: '1' })
  hub.close()
  vi.advanceTimersByTime(1000)
  expect([low.length, listeners.size]).toEqual([0, 0])
})

test('what designers do is told to designers alone, and what the server tells itself to nobody', () => {
  const { heard, say } = opened()
  const [boss, other] = [heard('boss'), heard('lin')]
  const sign = { user: 'u', name: '林', window: 'w', state: 'here' } as const
  say({ topic: 'design', id: 'form/lead.edit', sign })
  say({ topic: 'design' })
  expect(boss).toEqual([{ topic: 'design', id: 'form/lead.edit', sign }])
  expect(other).toEqual([])
})
