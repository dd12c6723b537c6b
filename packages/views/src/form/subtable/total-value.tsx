import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Value } from '../../workspace/value.tsx'
import { messages } from './messages.ts'
import type { Total } from './totals.ts'

/** A figure as values of its column are read; what it is, where it is no sum. */
export function TotalValue({
  total,
  field,
  ctx,
}: {
  readonly total: Total
  readonly field: FieldModel
  readonly ctx: FaceContext
}): ReactNode {
  const t = useT(messages)
  const { of, value } = total
  return (
    <>
      {of === 'sum' ? null : <small className="m-faint">{t(of)} </small>}
      {of === 'count' ? String(value) : <Value value={value} field={field.document} ctx={ctx} />}
    </>
  )
}
