import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import { totalKey, totalParts } from '@mortise/forms'
import type { FieldModel, FormSubtableNode, FormTotal } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Value } from '../../workspace/value.tsx'
import { useFormPart, useFormStore } from '../form-store.ts'
import { messages } from './messages.ts'

/** The figures of a sub-table that stand under one column. */
export function totalsUnder(node: FormSubtableNode, field: string): readonly FormTotal[] {
  return (node.totals ?? []).filter((total) => totalParts(total).field === field)
}

/** A figure as values of its column are read; what it is, where it is no sum. */
export function TotalValue({
  table,
  total,
  field,
  ctx,
}: {
  readonly table: string
  readonly total: FormTotal
  readonly field: FieldModel
  readonly ctx: FaceContext
}): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const value: Json = useFormPart(store, (state) => state.shown[totalKey(table, total)] ?? null)
  const { of } = totalParts(total)
  return (
    <span className="m-total">
      {of === 'sum' ? null : <small className="m-faint">{t(of)} </small>}
      {of === 'count' ? String(value ?? 0) : <Value value={value} field={field.document} ctx={ctx} />}
    </span>
  )
}
