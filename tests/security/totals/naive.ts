import { evaluate, type Expression, type Json, pathsOf, test as holds } from '@mortise/expressions'
import type { Model, ReportDocument } from '@mortise/schema'
import type { Actor, Door, StoredRecord } from '@mortise/store'

/** Sums and counts of a plain report, added up over records that were opened one by one. */
export type Totals = { readonly [measure: string]: number }

type Nested = { readonly row: Record<string, Json>; readonly links: Record<string, Nested> }

/** Fields and everything behind links that an expression reads. */
const readBy = (expressions: readonly (Expression | undefined)[]): readonly string[] => [
  ...new Set(expressions.flatMap((one) => (one === undefined ? [] : pathsOf(one)))),
]

/** Whether a report's own records are all that its numbers are made of. */
function isPlain(report: ReportDocument): boolean {
  const { kind = 'standard', joins = [], limit, having, measures = [] } = report
  const whole = limit === undefined || limit.others === true
  const rows = JSON.stringify([report.filter, measures]).includes('Of"')
  return kind === 'standard' && joins.length === 0 && whole && having === undefined && !rows
}

/** What a report has to add up to; undefined where it is of a kind that adds nothing up. */
export async function totalsByHand(
  given: { readonly door: Door; readonly model: Model; readonly actor: Actor; readonly now: string },
  report: ReportDocument,
  opened: ReadonlyMap<string, StoredRecord>,
): Promise<Totals | undefined> {
  if (!isPlain(report)) return undefined
  const { door, model, actor, now } = given
  const { entity } = report.source
  // What is only worked with is in no row.
  const shown = (report.measures ?? []).filter((one) => one.hidden !== true)
  const measures = shown.filter(
    ({ agg, per, grain }) => (agg === 'sum' || agg === 'count') && per === undefined && grain === undefined,
  )
  const paths = readBy([report.filter, ...measures.flatMap(({ expr, filter }) => [expr, filter])])
  const totals: Record<string, number> = Object.fromEntries(measures.map(({ key }) => [key, 0]))
  const scope = model.entity(entity)?.scope
  for (const { id, values } of opened.values()) {
    const linked = paths.filter((one) => one.includes('.'))
    const more = linked.length === 0 ? {} : ((await door.get(entity, id, { fields: linked }))?.values ?? {})
    const record = { ...nested({ ...values, ...more }), user: actor.user, now, ...model.time }
    if (report.filter !== undefined && !holds(report.filter, record, scope)) continue
    for (const { key, agg, expr, filter } of measures) {
      if (filter !== undefined && !holds(filter, record, scope)) continue
      const value = expr === undefined ? 1 : evaluate(expr, record, scope)
      if (value !== null) totals[key] = (totals[key] ?? 0) + (agg === 'count' ? 1 : Number(value))
    }
  }
  return totals
}

function nested(values: { readonly [path: string]: Json }): Nested {
  const made: Nested = { row: {}, links: {} }
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const at = keys.reduce((place, key) => (place.links[key] ??= { row: {}, links: {} }), made)
    at.row[last] = value
  }
  return made
}
