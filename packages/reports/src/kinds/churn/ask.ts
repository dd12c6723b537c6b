import type { Expression } from '@mortise/expressions'
import { type ChurnSettings, joinScope, type ReportDocument } from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import { sourceOf } from '../../scope.ts'
import type { ReportContext } from '../../types.ts'
import { isMoment } from '../days.ts'

/** Whole periods that are shown over time, and as many before the first of them as a rise is told by. */
export const shownPeriods = 4
export const trailing = 3

type Asking = { readonly active: (back: number) => Expression; readonly left: (back: number) => Expression }

function asking(settings: ChurnSettings, report: ReportDocument, ctx: ReportContext): Asking {
  const { orders, date, where, days = 90, ended, period = 'quarter' } = settings
  const scope = joinScope(ctx.model, report.source.entity, { path: orders })
  const start = (back: number, moment: boolean): Expression => ({
    dateAdd: [{ dateTrunc: [moment ? { now: [] } : { today: [] }, period] }, -back, period],
  })
  const moment = isMoment(date, { scope, ctx })
  /** Bought in the days before a period began. */
  const bought = (back: number): Expression => {
    const till = start(back, moment)
    return {
      some: [
        orders,
        allOf([{ '>=': [date, { dateAdd: [till, -days, 'day'] }] }, { '<': [date, till] }, where]),
      ],
    }
  }
  const endedBefore = (back: number): Expression | undefined =>
    ended && {
      '<': [ended, start(back, isMoment(ended, { scope: sourceOf(report, ctx)?.scope, ctx }))],
    }
  const active = (back: number): Expression => {
    const over = endedBefore(back)
    return allOf([bought(back), over && { or: [{ '==': [ended ?? null, null] }, { '!': [over] }] }])
  }
  return {
    active,
    // Still there at the end of the period is who is active when the next one begins.
    left: (back) => allOf([active(back), { '!': [active(back - 1)] }]),
  }
}

/** How many customers were active and how many of them left, in each period, for each value that is told apart. */
export function churnReport(
  settings: ChurnSettings,
  report: ReportDocument,
  ctx: ReportContext,
): ReportDocument {
  const { by = [], show = 'causes' } = settings
  const { active, left } = asking(settings, report, ctx)
  const backs = Array.from({ length: show === 'causes' ? 2 : shownPeriods + trailing }, (_, at) => at + 1)
  return {
    ...report,
    dimensions: show === 'causes' ? by.map((path, at) => ({ key: `b${at}`, expr: { var: path } })) : [],
    measures: backs.flatMap((back) => [
      { key: `active${back}`, agg: 'count', filter: active(back) } as const,
      { key: `left${back}`, agg: 'count', filter: left(back) } as const,
    ]),
  }
}

/** The condition of the customers that left in a period, so many whole ones back; null where none is told. */
export function leftIn(report: ReportDocument, back: number): Expression | null {
  return report.measures?.find((one) => one.key === `left${back}`)?.filter ?? null
}
