import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf } from './figures.ts'

const settings = {
  at: null,
  touches: '',
  conversion: null,
  touchedAt: null,
  channel: null,
  profit: null,
  customer: null,
  spending: '',
  spentBy: null,
  spent: null,
}

describe('what marketing brings', () => {
  it('is ROI, CAC, LTV and payback as they are defined', () => {
    const brought = { spend: 1000, revenue: 12_000, profit: 3000, customers: 10, fresh: 4 }
    expect(figuresOf(brought, { ...settings, months: 12, churn: 0.05 })).toMatchObject({
      roi: 2,
      cac: 250,
      // 100 a month for each customer, a quarter of it profit.
      ltv: 500,
      ltv_so_far: 300,
      payback: 10,
    })
  })

  it('is empty, not 0 or endless, where there is nothing to divide by', () => {
    const some = fc.constantFrom(0, 7, 1200)
    fc.assert(
      fc.property(
        some,
        some,
        some,
        fc.constantFrom(undefined, 0, 0.1),
        (spend, revenue, customers, churn) => {
          const parts = { ...settings, ...(churn === undefined ? {} : { churn }) }
          const row = figuresOf({ spend, revenue, profit: revenue / 2, customers, fresh: customers }, parts)
          expect(row['roi'] === null).toBe(spend === 0)
          expect(row['cac'] === null).toBe(customers === 0)
          expect(row['ltv'] === null).toBe(!churn || customers === 0 || revenue === 0)
          expect(row['payback'] === null).toBe(customers === 0 || revenue === 0)
          expect(Object.values(row).every((one) => one === null || Number.isFinite(one))).toBe(true)
        },
      ),
    )
  })
})
