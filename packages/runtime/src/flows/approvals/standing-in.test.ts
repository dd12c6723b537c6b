import { expect, it } from 'vitest'
import { chainOf, faultOf, standsFor } from './standing-in.ts'

const rule = (
  principal: string,
  agent: string,
  flows: readonly string[] | null = null,
  days: [string, string] = ['01', '31'],
) => ({
  principal,
  agent,
  flows,
  startsAt: `2026-03-${days[0]}T00:00:00.000Z`,
  endsAt: `2026-03-${days[1]}T00:00:00.000Z`,
})
const at = '2026-03-10T00:00:00.000Z'

it('goes along chains of at most three, in the flows and the time they are for', () => {
  const rules = [rule('a', 'b'), rule('b', 'c', ['leave']), rule('c', 'd'), rule('d', 'e')]
  const chain = (actor: string, flow = 'leave', when = at) =>
    chainOf(rules, { actor, principal: 'a', flow, at: when })
  expect(chain('b', 'x')).toEqual(['b'])
  expect(chain('c', 'x')).toBeUndefined()
  expect(chain('d')).toEqual(['b', 'c', 'd'])
  expect(chain('e')).toBeUndefined()
  expect(chain('b', 'x', '2026-04-01T00:00:00.000Z')).toBeUndefined()
  expect(standsFor(rules, 'd', at)).toEqual([
    { userId: 'c', flows: null },
    { userId: 'b', flows: ['leave'] },
    { userId: 'a', flows: ['leave'] },
  ])
})

it('refuses circles and chains that are too long, where they meet in time and flow', () => {
  const rules = [rule('a', 'b'), rule('b', 'c')]
  expect(faultOf(rules, rule('a', 'a'))).toBe('circle')
  expect(faultOf(rules, rule('c', 'a'))).toBe('circle')
  expect(faultOf([rule('a', 'b', ['x']), rule('b', 'c')], rule('c', 'a', ['y']))).toBeUndefined()
  expect(faultOf([rule('a', 'b', null, ['01', '05'])], rule('b', 'a', null, ['06', '09']))).toBeUndefined()
  expect(faultOf(rules, rule('c', 'd'))).toBeUndefined()
  expect(faultOf([...rules, rule('c', 'd')], rule('d', 'e'))).toBe('chain')
  expect(faultOf([...rules, rule('c', 'd')], rule('z', 'a'))).toBe('chain')
})
