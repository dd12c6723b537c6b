import { describe, expect, it } from 'vitest'
import type { Ready, Runner } from '../../database/runner.ts'
import type { Counting } from './ask.ts'
import { usualLimits } from './limits.ts'
import { betterWay } from './ways.ts'

const counting = (text: string): Counting => ({ ready: { text, values: [] }, nowAt: [] })

/** Two statements at these costs, and what is chosen so many times in a row. */
async function chosen(costs: { readonly [text: string]: number }, times: number = 1) {
  const explained: string[] = []
  const first = ({ text }: Ready): Promise<unknown> => {
    const name = text.replace('explain (format json) ', '')
    explained.push(name)
    return Promise.resolve({ 'QUERY PLAN': [{ Plan: { 'Total Cost': costs[name] } }] })
  }
  const ground = { limits: usualLimits, ways: new Map(), cheap: new Map() }
  const ways: string[] = []
  for (let at = 0; at < times; at += 1) {
    const given = { first: counting('each'), other: () => counting('together') }
    ways.push((await betterWay({ first } as unknown as Runner, ground, given)).ready.text)
  }
  return { ways, explained }
}

describe('of two statements for the same rows', () => {
  it('the one that costs less is asked, and the other is not even made where the first is next to nothing', async () => {
    expect((await chosen({ each: 90_000, together: 5_000 })).ways).toEqual(['together'])
    expect((await chosen({ each: 9_000, together: 20_000 })).ways).toEqual(['each'])
    expect(await chosen({ each: 40, together: 1 })).toEqual({ ways: ['each'], explained: ['each'] })
  })

  it('a choice is relied on for a while', async () => {
    const { ways, explained } = await chosen({ each: 90_000, together: 5_000 }, 5)
    expect([new Set(ways).size, explained.length]).toEqual([1, 2])
  })
})
