import { expect, test } from 'vitest'
import type { Model } from '@mortise/schema'
import { homeCards, standardPlan } from './home-plan.ts'

test('home begins with the figures that the navigation leads to first, not with those first by name', () => {
  const keys = ['analysis', 'lonely', 'sales'].map((key) => ({ key }))
  const model = {
    apps: [{ navigation: [{ items: [{ dashboard: 'sales' }] }, { items: [{ dashboard: 'analysis' }] }] }],
    documents: () => keys,
    views: () => [],
  } as unknown as Model
  const cards = homeCards({ model, readable: [] }, () => undefined)
  expect(cards.slice(0, 3)).toEqual(['figures:sales', 'figures:analysis', 'figures:lonely'])
  expect(standardPlan(cards)[0]).toBe('figures:sales')
})
