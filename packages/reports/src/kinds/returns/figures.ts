import type { Json } from '@mortise/expressions'
import type { ReturnsSettings } from '@mortise/schema'
import type { ReportRow } from '../../types.ts'

/** What a channel cost, and what it is credited with. */
export type Brought = {
  readonly spend: number
  readonly revenue: number
  readonly profit: number
  /** Customers, and new ones among them. */
  readonly customers: number
  readonly fresh: number
}

/** A part of a whole; nothing of nothing is no number, neither 0 nor endless. */
function over(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

const times = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one * other

const rounded = (value: number | null, scale: number): Json =>
  value === null ? null : Math.round(value * scale) / scale
/** Money and counts to the hundredth. */
const shown = (value: number | null): Json => rounded(value, 100)

/** The figures of a channel, or of all of them together. */
export function figuresOf(brought: Brought, { months = 1, churn }: ReturnsSettings): ReportRow {
  const { spend, revenue, profit, customers, fresh } = brought
  const margin = over(profit, revenue)
  const monthly = over(over(revenue, customers), months)
  const cac = over(spend, fresh)
  const earned = times(monthly, margin)
  return {
    spend: shown(spend),
    revenue: shown(revenue),
    profit: shown(profit),
    roi: rounded(over(profit - spend, spend), 1e4),
    fresh: shown(fresh),
    cac: shown(cac),
    ltv: shown(over(earned, churn ?? null)),
    ltv_so_far: shown(over(profit, customers)),
    // What brings nothing, or costs, never pays back.
    payback: shown(earned === null || earned < 0 ? null : over(cac, earned)),
  }
}
