import type { Expression, Json, Scope } from '@mortise/expressions'
import type {
  AttributionModel,
  AttributionSettings,
  MeasureDocument,
  ReportDocument,
  ReportJoinDocument,
} from '@mortise/schema'
import { allOf, partsOf } from '../../all-of.ts'
import { plainPath, sourceOf } from '../../scope.ts'
import type { ReportContext, ReportRow, ShapeContext } from '../../types.ts'
import { isMoment } from '../days.ts'
import { nothingLike } from '../nothing.ts'
import { creditOf } from './credit.ts'

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

/** Operators that read nothing but the names and values given to them. */
const plainOperators: ReadonlySet<string> = new Set(
  'and or ! == != < <= > >= in dateIn hasAny hasAll hasNone today now user dateAdd dateTrunc + - * /'.split(
    ' ',
  ),
)

/** The same expression, read behind a link; undefined where it reads more than plain fields. */
function behindLink(expr: Expression, link: string): Expression | undefined {
  if (expr === null || typeof expr !== 'object') return expr
  if (Array.isArray(expr)) {
    const items = expr.map((one: Expression) => behindLink(one, link))
    return items.some((one) => one === undefined) ? undefined : (items as readonly Expression[])
  }
  const [entry] = Object.entries(expr as { readonly [operator: string]: Expression })
  const [operator = '', given = null] = entry ?? []
  if (operator === 'var') return typeof given === 'string' ? { var: `${link}.${given}` } : undefined
  const inner = plainOperators.has(operator) ? behindLink(given, link) : undefined
  return inner === undefined ? undefined : { [operator]: inner }
}

/**
 * What the report asks of things won, asked of a touch by its link to them: most touches of a market never led to
 * anything, and would only fill the answer. Parts that can't be asked there are left to the things won.
 */
function ofConversions(
  { at, touchedAt, conversion, ...settings }: AttributionSettings,
  report: ReportDocument,
  given: { readonly onTouch: Scope | undefined; readonly moment: boolean; readonly ctx: ReportContext },
): readonly Expression[] {
  const link = plainPath(conversion)
  const { onTouch, moment, ctx } = given
  if (link === undefined || onTouch === undefined) return []
  const when = behindLink(at, link)
  const parts = [
    ...partsOf(report.filter).map((one) => behindLink(one, link)),
    when === undefined ? undefined : inTime(touchedAt, when, { days: settings.days ?? usualDays, moment }),
  ]
  return parts.filter(
    (one): one is Expression =>
      one !== undefined && ctx.language.check(one, onTouch, { expect: { kind: 'boolean' }, sql: true }).ok,
  )
}

/** What was won and its touches as rows of one answer: by what was won, when a touch was, and its channel. */
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
      where: allOf([
        { '!=': [conversion, null] },
        where,
        ...ofConversions(settings, report, { onTouch, moment, ctx }),
      ]),
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

/** One thing won: its row, and its touches in time, the earliest first. */
export type Conversion = {
  readonly row: ReportRow
  readonly touches: readonly { readonly channel: Json; readonly at: number }[]
}

/** Puts the rows of an answer together: every thing won with the touches that count for it. */
export function conversionsOf(
  settings: AttributionSettings,
  rows: readonly ReportRow[],
  ctx: ShapeContext,
): readonly Conversion[] {
  const touches = Map.groupBy(
    rows.filter((row) => Number(row['touches'] ?? 0) > 0 && row['channel'] !== null),
    (row) => String(row['conversion']),
  )
  return rows
    .filter((row) => Number(row['won'] ?? 0) > 0)
    .map((row) => {
      const counts = (touch: ReportRow): boolean => isInTime(touch, row, { days: daysOf(settings), ctx })
      const own = (touches.get(String(row['conversion'])) ?? []).filter(counts).flatMap((touch) => {
        const one = { channel: touch['channel'] ?? null, at: Date.parse(String(touch['touched'])) }
        return Array.from({ length: Number(touch['touches']) }, () => one)
      })
      const order = own.toSorted((a, b) => a.at - b.at || (String(a.channel) < String(b.channel) ? -1 : 1))
      return { row, touches: order }
    })
}

function isInTime(
  touch: ReportRow,
  row: ReportRow,
  { days, ctx }: { readonly days: number; readonly ctx: ShapeContext },
): boolean {
  const [touched = null, when = null] = [touch['touched'], row['won_at']]
  if (typeof touched !== 'string' || typeof when !== 'string') return false
  const moment = when.length > 10 && touched.length > 10
  if (moment) {
    const ago = Date.parse(when) - Date.parse(touched)
    return ago >= 0 && ago < days * 86_400_000
  }
  const condition = inTime({ var: 'touched' }, { var: 'when' }, { days, moment })
  return (
    ctx.language.evaluate(condition, {
      row: { touched, when: when.slice(0, 10) },
      now: ctx.asOf,
      ...(ctx.timeZone === undefined ? {} : { timeZone: ctx.timeZone }),
    }) === true
  )
}

/** What each channel is credited with, of the values that things won have. */
export function credited(
  model: AttributionModel,
  conversions: readonly Conversion[],
  valueOf: (row: ReportRow) => number,
): ReadonlyMap<Json, number> {
  const sums = new Map<Json, number>()
  const add = (channel: Json, value: number): unknown => sums.set(channel, (sums.get(channel) ?? 0) + value)
  for (const { row, touches } of conversions) {
    const value = valueOf(row)
    if (touches.length === 0) add(directValue, value)
    const shares = creditOf(
      model,
      touches.map((one) => one.at),
    )
    for (const [at, { channel }] of touches.entries()) add(channel, value * (shares[at] ?? 0))
  }
  return sums
}
