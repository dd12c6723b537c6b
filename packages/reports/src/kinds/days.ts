import type { Expression, Scope } from '@mortise/expressions'
import type { ReportContext } from '../types.ts'

type At = { readonly scope: Scope | undefined; readonly ctx: ReportContext }

/** Whether an expression yields moments; days have no time. */
export function isMoment(expr: Expression, { scope, ctx }: At): boolean {
  const checked = scope && ctx.language.check(expr, scope)
  return checked?.ok === true && checked.info.type.kind === 'datetime'
}

/**
 * Days from one moment to another. Between moments to the minute; where one of them is a day without a time, whole days
 * are all that can be told.
 */
export function daysBetween(start: Expression, end: Expression, at: At): Expression {
  const [from, to] = [isMoment(start, at), isMoment(end, at)]
  if (from && to) return { '/': [{ dateDiff: [start, end, 'minute'] }, 1440] }
  if (from === to) return { dateDiff: [start, end, 'day'] }
  // A day and a moment can't be put together, but each lies so many days before today.
  const ago = (expr: Expression, moment: boolean): Expression => ({
    dateDiff: [expr, moment ? { now: [] } : { today: [] }, 'day'],
  })
  return { '-': [ago(start, from), ago(end, to)] }
}
