import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { eventLine } from './events.ts'

type Opened = {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent<string>) => void) | null
  onerror: ((event: Event) => void) | null
  closed: boolean
  close: () => void
}

let opened: Opened[]
const open = (): Opened => {
  const made: Opened = {
    onopen: null,
    onmessage: null,
    onerror: null,
    closed: false,
    close: () => void (made.closed = true),
  }
  opened.push(made)
  return made
}
const listening = (): number => opened.filter((one) => !one.closed).length
const say = (data: string): void => opened.at(-1)?.onmessage?.({ data } as MessageEvent<string>)
const up = (): void => opened.at(-1)?.onopen?.(new Event('open'))
function seen(state: 'visible' | 'hidden'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  opened = []
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('is one line for a page, however many listen', () => {
  const listen = eventLine('/api/events', { open })
  const got: unknown[][] = [[], []]
  const stops = got.map((list) => listen({ onEvent: (event) => list.push(event) }))
  expect(opened).toHaveLength(1)
  say('not json')
  say('{"topic":"record","entity":"deal"}')
  expect(got).toEqual([[{ topic: 'record', entity: 'deal' }], [{ topic: 'record', entity: 'deal' }]])
  stops[0]?.()
  expect(listening()).toBe(1)
  stops[1]?.()
  expect(listening()).toBe(0)
})

it('comes back after a break, and says so', () => {
  const back = vi.fn()
  const stop = eventLine('/api/events', { open })({ onEvent: () => undefined, onReconnect: back })
  up()
  expect(back).not.toHaveBeenCalled()
  opened[0]?.onerror?.(new Event('error'))
  vi.advanceTimersByTime(1100)
  expect(opened).toHaveLength(2)
  up()
  expect(back).toHaveBeenCalledTimes(1)
  stop()
})

it('is given back while nobody sees the page, and asked for again when somebody does', () => {
  const back = vi.fn()
  const stop = eventLine('/api/events', { open, keepHidden: 1000 })({
    onEvent: () => undefined,
    onReconnect: back,
  })
  up()
  seen('hidden')
  vi.advanceTimersByTime(500)
  seen('visible')
  vi.advanceTimersByTime(5000)
  // A short look elsewhere changes nothing.
  expect([opened.length, listening(), back.mock.calls.length]).toEqual([1, 1, 0])
  seen('hidden')
  vi.advanceTimersByTime(1500)
  expect(listening()).toBe(0)
  seen('visible')
  up()
  expect([opened.length, listening(), back.mock.calls.length]).toEqual([2, 1, 1])
  stop()
  seen('hidden')
  seen('visible')
  expect(listening()).toBe(0)
})
