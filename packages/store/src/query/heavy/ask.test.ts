import { describe, expect, it } from 'vitest'
import { type Fragment, renderSql } from '@mortise/expressions/sql'
import type { Ready, Row, Runner } from '../../database/runner.ts'
import { askCounting, type Counting, heavyGround } from './ask.ts'
import { keptAnswers } from './answers.ts'
import { type QueryLimits, usualLimits } from './limits.ts'

const textOf = (one: Fragment | Ready): string => ('text' in one ? one.text : renderSql(one).text)
const started = '2026-03-02T01:00:00.000Z'

/** A database of one number, which tells how often it was really asked. */
function ground(limits: Partial<QueryLimits> = {}) {
  const state = { stamp: '1', value: 0, cost: 10_000, asked: 0, open: 0, ends: null as string | null }
  /** What the planner thinks where there is more room; as anywhere else unless it says. */
  let roomy: number | undefined
  let gate: Promise<void> = Promise.resolve()
  const answer = async (text: string, inside: boolean): Promise<readonly Row[]> => {
    const cost = inside ? (roomy ?? state.cost) : state.cost
    if (text.startsWith('explain')) return [{ 'QUERY PLAN': [{ Plan: { 'Total Cost': cost } }] }]
    if (text.includes('pg_current_snapshot')) return [{ stamp: state.stamp }]
    if (text.includes('min(until)')) return [{ until: state.ends }]
    if (text.startsWith('set local')) return []
    state.asked += 1
    const seen = state.value
    await gate
    return [{ n: seen }]
  }
  const runner = (inTransaction: boolean): Runner =>
    ({
      inTransaction,
      rows: (one: Fragment | Ready) => answer(textOf(one), inTransaction),
      first: async (one: Fragment | Ready) => (await answer(textOf(one), inTransaction))[0],
    }) as unknown as Runner
  const heavy = heavyGround({ ...usualLimits, ...limits }, () => {
    state.open += 1
    return Promise.resolve({
      runner: runner(true),
      end: () => {
        state.open -= 1
        return Promise.resolve()
      },
    })
  })
  const ask = async (
    given: Partial<Counting> & { now?: string; inside?: boolean; values?: readonly string[] } = {},
  ) => {
    const { now = started, inside = false, values = [], nowAt = [] } = given
    const ready = { text: 'select count(*)', values }
    const rows = await askCounting(runner(inside), { heavy, schema: 'ws_x', now }, { ready, nowAt })
    return rows[0]?.['n']
  }
  const hold = (): (() => void) => {
    let release = (): void => undefined
    gate = new Promise((resolve) => (release = resolve))
    return () => {
      gate = Promise.resolve()
      release()
    }
  }
  return { state, ask, hold, withRoom: (cost: number) => void (roomy = cost) }
}

const write = (state: { stamp: string; value: number }): void => {
  state.value += 1
  state.stamp = String(state.value + 1)
}

describe('a question that costs something', () => {
  it('is answered from memory as long as nothing is written, and never after', async () => {
    const { state, ask } = ground()
    expect([await ask(), await ask(), state.asked]).toEqual([0, 0, 1])
    write(state)
    expect([await ask(), await ask(), state.asked]).toEqual([1, 1, 2])
    expect(state.open).toBe(0)
  })

  it('is another one with other values, which is where other rights show', async () => {
    const { state, ask } = ground()
    await ask({ values: ['wu'] })
    await ask({ values: ['sun'] })
    expect(state.asked).toBe(2)
  })

  it('is asked anew when a share has ended since, though nothing was written', async () => {
    const { state, ask } = ground()
    state.ends = '2026-03-02T02:00:00.000Z'
    const at = (now: string) => ask({ values: [now], nowAt: [0], now })
    await at('2026-03-02T01:00:00.000Z')
    await at('2026-03-02T01:59:59.999Z')
    expect(state.asked).toBe(1)
    await at('2026-03-02T02:00:00.000Z')
    // Another process may be behind with its clock.
    state.ends = null
    await at('2026-03-02T00:59:00.000Z')
    expect(state.asked).toBe(3)
  })

  it('is asked once for all who wait, and none of them is told what was before he came', async () => {
    const { state, ask, hold } = ground({ keptCells: 10 })
    const release = hold()
    const first = ask()
    await new Promise((resolve) => setTimeout(resolve))
    write(state)
    const later = [ask(), ask(), ask()]
    release()
    expect([await first, ...(await Promise.all(later))]).toEqual([0, 1, 1, 1])
    expect(state.asked).toBe(2)
    await ask()
    expect(state.asked).toBe(3)
  })

  it('goes past all of it inside a transaction', async () => {
    const { state, ask } = ground({ cost: 1 })
    await ask({ inside: true })
    await ask({ inside: true })
    expect(state.asked).toBe(2)
  })

  it('is refused before it is begun where it costs too much, and not any more once it is narrowed', async () => {
    const { state, ask } = ground()
    state.cost = usualLimits.cost + 1
    await expect(ask()).rejects.toMatchObject({ code: 'QUERY_TOO_HEAVY' })
    expect(state.asked).toBe(0)
    expect(state.open).toBe(0)
    state.cost = 5
    expect(await ask({ values: ['this month'] })).toBe(0)
  })

  it('is begun where the room it gets makes it cheap enough', async () => {
    const { state, ask, withRoom } = ground()
    state.cost = usualLimits.cost + 1
    withRoom(usualLimits.cost - 1)
    expect([await ask(), state.asked, state.open]).toEqual([0, 1, 0])
  })
})

describe('kept answers', () => {
  it('stay within their room, and what was asked for lately stays longest', () => {
    const answers = keptAnswers(300)
    const rows = [{ n: 1 }]
    for (const key of ['a', 'b', 'c', 'd']) answers.keep(key, { rows, stamp: '' })
    for (let at = 0; at < 11; at += 1) {
      expect(answers.find('a', started)).toBeDefined()
      answers.keep(`more ${at}`, { rows, stamp: '' })
    }
    expect(answers.find('b', started)).toBeUndefined()
    expect(answers.find('a', started)).toBeDefined()
    answers.keep('large', { rows: Array.from({ length: 40 }, () => ({ n: 1 })), stamp: '' })
    expect(answers.find('large', started)).toBeUndefined()
  })
})
