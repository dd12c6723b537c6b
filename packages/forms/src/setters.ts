import type { EvaluationInput, Expression, Json } from '@mortise/expressions'
import type { FormChange, FormDataLink } from '@mortise/schema'
import { condition, entityOf, type Work } from './compile-work.ts'
import { detail } from './errors.ts'
import { valuePath } from './graph.ts'
import { holds, type Slot } from './slots.ts'
import type { SetterPlan } from './types.ts'

type Place = { readonly table: string; readonly pointer: string }

/**
 * What the form sets by itself: its rules "when this changes, set that" and those of each sub-table for its rows, then
 * the data links, in this order.
 */
export function setterPlans(work: Work): readonly SetterPlan[] {
  const { form } = work
  const tables = work.placements.flatMap(({ node, pointer }) =>
    node.type === 'subtable' && work.children.has(node.field) ? [{ node, pointer }] : [],
  )
  return [
    ...changesOf(work, { table: '', pointer: '' }, form.onChange),
    ...tables.flatMap(({ node, pointer }) => changesOf(work, { table: node.field, pointer }, node.onChange)),
    ...linksOf(work, { table: '', pointer: '' }, form.dataLinks),
    ...tables.flatMap(({ node, pointer }) => linksOf(work, { table: node.field, pointer }, node.dataLinks)),
  ]
}

function changesOf(work: Work, place: Place, changes: readonly FormChange[] = []): readonly SetterPlan[] {
  return changes.map((document, index) =>
    changePlan(work, document, { ...place, pointer: `${place.pointer}/onChange/${index}` }),
  )
}

function linksOf(work: Work, place: Place, links: readonly FormDataLink[] = []): readonly SetterPlan[] {
  return links.flatMap((document, index) => {
    const plan = linkPlan(work, document, { ...place, pointer: `${place.pointer}/dataLinks/${index}` })
    return plan === undefined ? [] : [plan]
  })
}

type Setting = { readonly field: string; readonly slot: Slot }

/** Checks and compiles the value of a field that is set. */
function setOf(
  work: Work,
  place: Place,
  given: { readonly field: string; readonly expr: Expression },
): readonly Setting[] {
  const { field, expr } = given
  const entity = entityOf(work, place.table)
  const slot = work.slots.slot(expr, { scope: entity.scope, pointer: place.pointer })
  if (entity.field(field) === undefined)
    work.slots.problems.push(
      detail(place.pointer, 'FORM_FIELD_UNKNOWN', { key: field, hintZh: '', hintEn: '' }),
    )
  return slot === undefined ? [] : [{ field, slot }]
}

/** Links that the paths lead through. */
const throughOf = (paths: readonly string[]): readonly string[] => [
  ...new Set(paths.filter((path) => path.includes('.')).map((path) => path.split('.')[0] ?? '')),
]

function changePlan(work: Work, document: FormChange, place: Place): SetterPlan {
  const { table, pointer } = place
  const when = condition(work, table, document.when.condition, `${pointer}/when/condition`)
  const sets = Object.entries(document.set).flatMap(([field, expr]) =>
    setOf(work, { table, pointer: `${pointer}/set/${field}` }, { field, expr }),
  )
  const paths = [...(when?.paths ?? []), ...sets.flatMap(({ slot }) => slot.paths)]
  const { reads } = work.reader.read(table, paths)
  return {
    table,
    reads: new Set(reads),
    watches: new Set(document.when.changed.map((path) => valuePath(table, path))),
    through: throughOf(paths),
    asks: [when, ...sets.map(({ slot }) => slot)].flatMap((slot) => (slot?.asks === true ? [slot.run] : [])),
    holds: (one) => when === undefined || holds(when, one),
    sets: sets.map(({ field, slot }) => ({ field, value: slot.run })),
  }
}

/**
 * A data link is a handful of lookups with one filter: for each filled field, and for the id, which tells whether a
 * record fits at all. Where everything that the filter reads of this record is empty, none does.
 */
function linkPlan(work: Work, document: FormDataLink, place: Place): SetterPlan | undefined {
  const { table, pointer } = place
  const [first] = document.sort ?? []
  const order = first === undefined ? [] : [`${first.dir === 'desc' ? '-' : ''}${first.field}`]
  const ask = (field: string): Expression => ({ lookup: [document.entity, document.filter, field, ...order] })
  const { scope } = entityOf(work, table)
  const found = work.slots.slot(ask('id'), { scope, pointer })
  if (found === undefined) return undefined
  const sets = Object.entries(document.fill).flatMap(([field, source]) =>
    setOf(work, { table, pointer: `${pointer}/fill/${field}` }, { field, expr: ask(source) }),
  )
  const { reads } = work.reader.read(table, found.paths)
  const mayAsk = (one: EvaluationInput): boolean =>
    found.paths.length === 0 || found.paths.some((path) => readAt(one, path.split('.')) !== null)
  const isThere = (one: EvaluationInput): boolean => mayAsk(one) && found.run(one) !== null
  const none = document.whenNone ?? 'clear'
  return {
    table,
    reads: new Set(reads),
    watches: new Set(reads),
    through: throughOf(found.paths),
    asks: [found, ...sets.map(({ slot }) => slot)].map(
      (slot) => (one: EvaluationInput) => (mayAsk(one) ? slot.run(one) : null),
    ),
    holds: (one) => none === 'clear' || isThere(one),
    sets: sets.map(({ field, slot }) => ({
      field,
      value: (one) => (isThere(one) ? slot.run(one) : null),
    })),
  }
}

type Around = Pick<EvaluationInput, 'row' | 'links'>

/** What a record holds at a path. */
function readAt({ row, links }: Around, [head = '', ...rest]: readonly string[]): Json {
  if (rest.length === 0) return row[head] ?? null
  const next = links?.[head]
  return next === undefined || next === null ? null : readAt(next as Around, rest)
}
