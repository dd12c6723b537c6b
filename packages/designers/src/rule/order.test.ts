import type { RuleDocument } from '@mortise/schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderPatches } from './order.ts'

const rule = (key: string, order: number): RuleDocument => ({
  key,
  label: key,
  entity: 'lead',
  phase: 'afterSave',
  trigger: { on: ['create'] },
  actions: [],
  order,
})

test('a rule that has room between its new neighbours changes alone', () => {
  const rules = [rule('a', 10), rule('b', 20), rule('c', 30)]
  expect(orderPatches(rules, 2, 1)).toEqual([{ rule: rules[2], order: 15 }])
})

test('after a move the rules run in the order they were put into', () => {
  const orders = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(orders, fc.nat(5), fc.nat(6), (all, from, index) => {
      const rules = [...all].sort((a, b) => a - b).map((order, at) => rule(`r${at}`, order))
      const patches = orderPatches(rules, from % rules.length, Math.min(index, rules.length))
      const orderOf = (one: RuleDocument): number =>
        patches.find((patch) => patch.rule === one)?.order ?? one.order ?? 100
      const sorted = [...rules].sort((a, b) => orderOf(a) - orderOf(b) || (a.key < b.key ? -1 : 1))
      const start = from % rules.length
      const place = Math.min(index, rules.length)
      const to = place > start ? place - 1 : place
      const wanted = rules.toSpliced(start, 1).toSpliced(to, 0, rules[start] as RuleDocument)
      if (to !== start) expect(sorted.map(({ key }) => key)).toEqual(wanted.map(({ key }) => key))
    }),
  )
})
