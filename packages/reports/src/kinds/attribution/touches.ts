import type { Expression, Json } from '@mortise/expressions'
import type {
  AttributionSettings,
  MeasureDocument,
  ReportDocument,
  ReportJoinDocument,
} from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import { sourceOf } from '../../scope.ts'
import type { ReportContext } from '../../types.ts'
import { isMoment } from '../days.ts'
import { nothingLike } from '../nothing.ts'

/** Stands for whatever no touch is known of. */
export const directValue = 'zz_direct'

/** Words for it. */
export const directName: { readonly zh: string; readonly en: string } = {
  zh: '直接/未知',
  en: 'Direct or unknown',
}

const usualDays = 90
const daysOf = ({ days = usualDays }: AttributionSettings): number => days

/** The same names, read on the record that `record` stands for. */
function onRecord(expr: Expression): Expression {
  if (expr === null || typeof expr !== 'object') return expr
  if (Array.isArray(expr)) return expr.map((one: Expression) => onRecord(one))
  const [entry] = Object.entries(expr as { readonly [operator: string]: Expression })
  if (entry === undefined) return expr
  const [operator, given] = entry
  if (operator === 'var' && typeof given === 'string') return { var: `record.${given}` }
  return { [operator]: onRecord(given) }
}

/** Whether a touch came in the days before: of a moment to the moment, of a day until its end. */
function inTime(
  touched: Expression,
  when: Expression,
  { days, moment }: { days: number; moment: boolean },
): Expression {
  if (!moment)
    return { dateIn: [touched, { dateAdd: [when, 1 - days, 'day'] }, { dateAdd: [when, 1, 'day'] }] }
  return { and: [{ '<=': [touched, when] }, { '>': [touched, { dateAdd: [when, -days, 'day'] }] }] }
}

/**
 * What was won and its touches as a standard report: all that is read of either stands in it, to be checked, and to tell
 * who may know of it. What is asked is `creditQuery`.
 */
export function touchReport(
  settings: AttributionSettings,
  report: ReportDocument,
  ctx: ReportContext,
): ReportDocument {
  const { at, amount, touches, conversion, touchedAt, channel, where } = settings
  const scope = sourceOf(report, ctx)?.scope
  const onTouch = ctx.model.entity(touches)?.scope
  const moment = isMoment(at, { scope, ctx }) && isMoment(touchedAt, { scope: onTouch, ctx })
  const joins: readonly ReportJoinDocument[] = [
    {
      key: 'touches',
      type: 'beside',
      entity: touches,
      by: { conversion, touched: touchedAt, channel },
      where: allOf([{ '!=': [conversion, null] }, where]),
    },
    {
      key: 'behind',
      entity: touches,
      on: [{ own: { var: 'id' }, other: conversion }],
      where: allOf([where, inTime(touchedAt, onRecord(at), { days: daysOf(settings), moment })]),
    },
  ]
  const measures: readonly MeasureDocument[] = [
    { key: 'won', agg: 'count' },
    { key: 'won_at', agg: 'max', expr: at },
    ...(amount === undefined ? [] : [{ key: 'amount', agg: 'sum', expr: amount } as const]),
    { key: 'touches', agg: 'count', over: 'touches' },
  ]
  return {
    ...report,
    joins,
    filter: allOf([report.filter, { '!=': [at, null] }]),
    dimensions: [
      { key: 'conversion', expr: { var: 'id' } },
      { key: 'touched', expr: nothingLike(touchedAt, onTouch, ctx) },
      { key: 'channel', expr: nothingLike(channel, onTouch, ctx) },
    ],
    measures,
  }
}

/** The condition of what was won by a channel; of what nobody knows by any. */
export function wonBy(report: ReportDocument, channel: Expression, value: Json): Expression {
  const join = report.joins?.find((one) => one.key === 'behind')
  const pairs = (join?.on ?? []).map(({ own, other }) => ({ '==': [other, onRecord(own)] }))
  const known = { '!=': [channel, null] }
  const one = value === directValue ? known : { '==': [channel, value] }
  const found = { lookup: [join?.entity ?? '', allOf([...pairs, join?.where, one]), 'id'] }
  return { [value === directValue ? '==' : '!=']: [found, null] }
}
