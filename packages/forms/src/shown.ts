import type { Expression, Json } from '@mortise/expressions'
import type { FormPickNode, FormQueryNode, FormSubtableNode, FormTotal } from '@mortise/schema'
import { addCell, type Work } from './compile-work.ts'
import { ofRecord } from './filters.ts'
import { embedCell } from './embed.ts'
import { htmlCell } from './html.ts'
import { nodeKey } from './layout.ts'
import { targetScope } from './slots.ts'

/** Field and figure of a total; a bare key means the sum. */
export function totalParts(total: FormTotal): Exclude<FormTotal, string> {
  return typeof total === 'string' ? { field: total, of: 'sum' } : total
}

/** The name under which a total of a sub-table stands in `state.shown`. */
export function totalKey(table: string, total: FormTotal): string {
  const { field, of } = totalParts(total)
  return `${table}/${field}/${of}`
}

function totalExpression(table: string, { field, of }: Exclude<FormTotal, string>): Expression {
  const rows = { var: table }
  // Rows where nothing is given don't count.
  if (of === 'count') return { countOf: [rows, { '!=': [{ var: field }, null] }] }
  return { [`${of}Of`]: [rows, { var: field }] }
}

/** Cells of what a form shows beside fields: codes, texts with values in them, and the figures under the columns of sub-tables. */
export function shownCells(work: Work): void {
  const add = (given: {
    readonly key: string
    readonly expr: Expression
    readonly pointer: string
    readonly fit?: (value: Json) => Json
  }): void => {
    const { key, expr, pointer, fit = (value) => value } = given
    const slot = work.slots.slot(expr, { scope: work.entity.scope, pointer })
    if (slot === undefined) return
    addCell(work, { aspect: 'shown', table: '', key, slots: [slot], run: (one) => fit(slot.run(one)) })
  }
  for (const { node, pointer } of work.others)
    if (node.type === 'code')
      add({ key: nodeKey(node, pointer), expr: node.value, pointer: `${pointer}/value` })
    else if (node.type === 'html') htmlCell(work, node, { key: nodeKey(node, pointer), pointer })
    else if (node.type === 'embed') embedCell(work, node, { key: nodeKey(node, pointer), pointer })
    else readOthers(work, node, `${pointer}/filter`)
  for (const { node, pointer } of work.placements) {
    if (node.type !== 'subtable' || !work.children.has(node.field)) continue
    for (const [at, total] of (node.totals ?? []).entries()) {
      const expr = totalExpression(node.field, totalParts(total))
      const key = totalKey(node.field, total)
      add({ key, expr, pointer: `${pointer}/totals/${at}`, fit: fitOf(work, node, total) })
    }
  }
}

/** Checks the filter of a pick or query, and notes what it reads of this record. */
function readOthers(work: Work, node: FormPickNode | FormQueryNode, pointer: string): void {
  const target = work.model.entity(node.entity)?.scope
  if (target === undefined) return
  const scope = targetScope(target, work.entity)
  const slot = work.slots.slot(node.filter, { scope, pointer, expect: 'boolean' })
  work.reader.read('', ofRecord(slot?.paths ?? []))
}

/** Figures are as exact as the column they stand under; a count is a number as it is. */
function fitOf(work: Work, node: FormSubtableNode, total: FormTotal): (value: Json) => Json {
  const { field, of } = totalParts(total)
  const document = work.children.get(node.field)?.entity.field(field)?.document
  const fit = document === undefined ? undefined : work.fields.find(document.type)?.fit
  if (fit === undefined || document === undefined || of === 'count') return (value) => value
  return (value) => (value === null ? null : fit(value, document))
}
