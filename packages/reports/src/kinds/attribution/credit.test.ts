import type { AttributionModel } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditOf, models } from './credit.ts'
import { credited, wholeOf } from './credited.ts'
import { directValue } from './touches.ts'

const day = 86_400_000
const given = (model: AttributionModel, times: readonly number[]): readonly number[] =>
  creditOf(model, times).map((one) => Math.round(one * 1e4) / 1e4)

describe('credit for what was won', () => {
  it('is all of it, by every model, and nobody owes any', () => {
    const times = fc.array(fc.integer({ min: 0, max: 90 * day }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(times, fc.constantFrom(...models.map(({ key }) => key)), (list, model) => {
        const shares = creditOf(
          model,
          list.toSorted((a, b) => a - b),
        )
        expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9)
        expect(shares.every((one) => one >= 0)).toBe(true)
      }),
    )
  })

  it('is 40/20/40 by position, and halves with each week by decay', () => {
    expect(given('position', [0])).toEqual([1])
    expect(given('position', [0, 1])).toEqual([0.5, 0.5])
    expect(given('position', [0, 1, 2, 3])).toEqual([0.4, 0.1, 0.1, 0.4])
    expect(given('decay', [0, 7 * day])).toEqual([0.3333, 0.6667])
    expect([given('first', [0, 1]), given('last', [0, 1]), given('linear', [0, 1])]).toEqual([
      [1, 0],
      [0, 1],
      [0.5, 0.5],
    ])
  })
})

/** Things won as rows of an answer: by channel, how many touches each had, and where this one stood among them. */
function rowsOf(won: readonly { readonly amount: number; readonly channels: readonly string[] }[]) {
  const place = (at: number, of: number): string =>
    of === 1 ? 'only' : at === 0 ? 'first' : at === of - 1 ? 'last' : 'between'
  const none = won.filter(({ channels }) => channels.length === 0)
  const direct = {
    channel: null,
    of: 0,
    place: 'none',
    n: none.length,
    amount: String(none.reduce((sum, { amount }) => sum + amount, 0)),
  }
  const touched = won.flatMap(({ amount, channels }) =>
    channels.map((channel, at) => ({
      channel,
      of: channels.length,
      place: place(at, channels.length),
      n: 1,
      amount: String(amount),
    })),
  )
  return [...touched, direct]
}

describe('credit of channels', () => {
  const won = fc.array(
    fc.record({
      amount: fc.integer({ min: 0, max: 9_000_000 }),
      channels: fc.array(fc.constantFrom('ads', 'fair', 'web'), { maxLength: 6 }),
    }),
    { maxLength: 12 },
  )
  const model = fc.constantFrom('first', 'last', 'linear', 'position' as const)

  it('is what each thing won gives by itself, and all of them together', () => {
    fc.assert(
      fc.property(won, model, (list, which) => {
        const byEach = new Map<string, number>()
        const add = (channel: string, value: number): unknown =>
          byEach.set(channel, (byEach.get(channel) ?? 0) + value)
        for (const { amount, channels } of list) {
          const shares = creditOf(
            which,
            channels.map((_, at) => at * day),
          )
          for (const [at, channel] of channels.entries()) add(channel, amount * (shares[at] ?? 0))
          if (channels.length === 0) add(directValue, amount)
        }
        const found = credited(which, rowsOf(list), 'amount')
        expect([...found.keys()].toSorted()).toEqual([...byEach.keys()].toSorted())
        for (const [channel, value] of byEach) expect(found.get(channel)).toBeCloseTo(value, 6)
        expect(wholeOf(rowsOf(list), 'n')).toBe(list.length)
        expect(wholeOf(rowsOf(list), 'amount')).toBe(list.reduce((sum, { amount }) => sum + amount, 0))
      }),
    )
  })
})
