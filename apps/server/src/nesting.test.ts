import { expect, it } from 'vitest'
import { isTooDeep } from './nesting.ts'

const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ and: [inner, 1] }), true)

it('tells what no document is nested like from what some are', () => {
  expect([nested(0), 'x', null, nested(200)].map(isTooDeep)).toEqual([false, false, false, false])
  expect([nested(251), nested(100_000)].map(isTooDeep)).toEqual([true, true])
})
