import type { FormChange, FormSubtableNode } from '@mortise/schema'
import { condition, entityOf, type Work } from './compile-work.ts'
import { detail } from './errors.ts'
import { holds } from './slots.ts'
import type { ChangePlan } from './types.ts'

/** The rules "when this changes, set that" of the form, and those of each sub-table for its rows. */
export function changePlans(work: Work): readonly ChangePlan[] {
  const own = plansOf(work, { table: '', pointer: '/onChange', changes: work.form.onChange ?? [] })
  const rows = work.placements.flatMap(({ node, pointer }) => {
    if (node.type !== 'subtable' || !work.children.has(node.field)) return []
    const { onChange = [] } = node as FormSubtableNode
    return plansOf(work, { table: node.field, pointer: `${pointer}/onChange`, changes: onChange })
  })
  return [...own, ...rows]
}

type Place = { readonly table: string; readonly pointer: string; readonly changes: readonly FormChange[] }

function plansOf(work: Work, { table, pointer, changes }: Place): readonly ChangePlan[] {
  return changes.map((document, index) => planOf(work, document, { table, at: `${pointer}/${index}` }))
}

function planOf(
  work: Work,
  document: FormChange,
  place: { readonly table: string; readonly at: string },
): ChangePlan {
  const { table, at } = place
  const entity = entityOf(work, table)
  const when = condition(work, table, document.when.condition, `${at}/when/condition`)
  const sets = Object.entries(document.set).flatMap(([field, expr]) => {
    const slot = work.slots.slot(expr, { scope: entity.scope, pointer: `${at}/set/${field}` })
    if (entity.field(field) === undefined)
      work.slots.problems.push({
        ...detail(`${at}/set/${field}`, 'FORM_FIELD_UNKNOWN', { key: field, hintZh: '', hintEn: '' }),
      })
    return slot === undefined ? [] : [{ field, slot }]
  })
  const paths = [...(when?.paths ?? []), ...sets.flatMap(({ slot }) => slot.paths)]
  work.reader.read(table, paths)
  const through = [
    ...new Set(paths.filter((path) => path.includes('.')).map((path) => path.split('.')[0] ?? '')),
  ]
  return {
    table,
    document,
    through,
    holds: (one) => when === undefined || holds(when, one),
    sets: sets.map(({ field, slot }) => ({ field, value: slot.run })),
  }
}
