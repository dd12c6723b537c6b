import { expect, test } from 'vitest'
import type { EntityModel, Model } from '@mortise/schema'
import { homeCards, kindsAsLedTo, standardPlan } from './home-plan.ts'

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

test('what one may make stands in the order of the navigation, then whatever it does not lead to', () => {
  const model = {
    apps: [{ navigation: [{ entity: 'lead' }, { items: [{ entity: 'account' }, { entity: 'gone' }] }] }],
  } as unknown as Model
  const kinds = ['account', 'appeal', 'lead'].map((key) => ({ key })) as unknown as readonly EntityModel[]
  expect(kindsAsLedTo(model, kinds).map(({ key }) => key)).toEqual(['lead', 'account', 'appeal'])
})
