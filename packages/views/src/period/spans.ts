import type { FilterExpression, WireRecord } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { EntityModel, FieldModel, RecordValues } from '@mortise/schema'
import { dateOf, dayOf, instantAt, type Moment, momentOf } from './days.ts'

/** A record on the axis of time; `to` is its last moment, and never before `from`. */
export type Span = { readonly record: WireRecord; readonly from: Moment; readonly to: Moment }

/** The fields that put records on the axis, and the zone their moments are told in. */
export type Axis = {
  readonly start: FieldModel
  readonly end: FieldModel | undefined
  /** Whether a field holds instants and not days. */
  readonly timed: (field: FieldModel) => boolean
  readonly timeZone: string
}

/** The axis of a view's fields; undefined where its start is no field of the entity. */
export function axisOf(
  entity: EntityModel,
  { startField, endField }: { readonly startField?: string; readonly endField?: string },
  timeZone: string,
): Axis | undefined {
  const start = entity.field(startField ?? '')
  if (start === undefined) return undefined
  const timed = (field: FieldModel): boolean => entity.scope.find(field.key)?.type.kind === 'datetime'
  return { start, end: endField === startField ? undefined : entity.field(endField ?? ''), timed, timeZone }
}

function read(value: Json | undefined, timed: boolean, timeZone: string): Moment | undefined {
  if (typeof value !== 'string') return undefined
  const instant = Date.parse(value)
  if (Number.isNaN(instant)) return undefined
  return timed ? momentOf(instant, timeZone) : { day: dayOf(value), minute: undefined }
}

const isBefore = (a: Moment, b: Moment): boolean =>
  a.day < b.day || (a.day === b.day && (a.minute ?? 0) < (b.minute ?? 0))

/** A record as a span; undefined where it has no start. */
export function spanOf(record: WireRecord, { start, end, timed, timeZone }: Axis): Span | undefined {
  const from = read(record[start.key], timed(start), timeZone)
  if (from === undefined) return undefined
  const to = end === undefined ? undefined : read(record[end.key], timed(end), timeZone)
  return { record, from, to: to === undefined || isBefore(to, from) ? from : to }
}

/** Records that lie at least partly between two days, the second one excluded. */
export function withinDays(
  { start, end, timed, timeZone }: Axis,
  first: number,
  after: number,
): FilterExpression {
  const edge = (field: FieldModel, day: number): string =>
    timed(field) ? instantAt({ day }, timeZone) : dateOf(day)
  const begins = { '<': [{ var: start.key }, edge(start, after)] }
  const lasts = { '>=': [{ var: start.key }, edge(start, first)] }
  if (end === undefined) return { and: [lasts, begins] }
  return { and: [begins, { or: [lasts, { '>=': [{ var: end.key }, edge(end, first)] }] }] }
}

/** A shift on the axis: whole days and minutes for either end. */
export type Shift = {
  readonly from?: { readonly days: number; readonly minutes?: number }
  readonly to?: { readonly days: number; readonly minutes?: number }
}

function moved({ day, minute }: Moment, by: { readonly days: number; readonly minutes?: number }): Moment {
  if (minute === undefined) return { day: day + by.days, minute }
  const total = minute + (by.minutes ?? 0)
  return { day: day + by.days + Math.floor(total / 1440), minute: ((total % 1440) + 1440) % 1440 }
}

/** A span after a shift; an end that would come before the start stays with it. */
export function shifted(span: Span, { from, to }: Shift): Span {
  const begin = from === undefined ? span.from : moved(span.from, from)
  const end = to === undefined ? span.to : moved(span.to, to)
  if (!isBefore(end, begin)) return { ...span, from: begin, to: end }
  return from === undefined ? { ...span, from: begin, to: begin } : { ...span, from: end, to: end }
}

/** The field values that make a record stand where a span says; only those that differ. */
export function valuesOf(span: Span, axis: Axis): RecordValues {
  const { start, end, timed, timeZone } = axis
  const before = spanOf(span.record, axis)
  const write = (field: FieldModel, at: Moment): string => {
    if (!timed(field)) return dateOf(at.day)
    const instant = instantAt({ day: at.day, minute: at.minute ?? 9 * 60 }, timeZone)
    // Days and minutes move; what is below a minute stays as it was.
    const old = span.record[field.key]
    const rest = typeof old === 'string' ? Date.parse(old) % 60_000 : 0
    return new Date(Date.parse(instant) + (rest > 0 ? rest : 0)).toISOString()
  }
  const same = (a: Moment | undefined, b: Moment): boolean => a?.day === b.day && a.minute === b.minute
  const filled = end !== undefined && (span.record[end.key] ?? null) !== null
  return {
    ...(same(before?.from, span.from) ? {} : { [start.key]: write(start, span.from) }),
    ...(end === undefined || same(before?.to, span.to) || (!filled && same(span.from, span.to))
      ? {}
      : { [end.key]: write(end, span.to) }),
  }
}

/** Puts spans into as few lanes as they fit in without touching; `width` may make short ones as wide as their words. */
export function lanesOf(
  spans: readonly Span[],
  endOf: (span: Span) => number = (span) => span.to.day,
): readonly (readonly Span[])[] {
  const lanes: { readonly list: Span[]; last: number }[] = []
  for (const span of spans) {
    const free = lanes.find(({ last }) => last < span.from.day)
    if (free === undefined) lanes.push({ list: [span], last: endOf(span) })
    else {
      free.list.push(span)
      free.last = endOf(span)
    }
  }
  return lanes.map(({ list }) => list)
}

/** By start, the longer first where they begin together. */
export function byStart(a: Span, b: Span): number {
  return (
    a.from.day - b.from.day ||
    b.to.day - a.to.day ||
    (a.from.minute ?? -1) - (b.from.minute ?? -1) ||
    (a.record.id < b.record.id ? -1 : 1)
  )
}
