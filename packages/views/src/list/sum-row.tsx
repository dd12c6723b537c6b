import type { FaceContext } from '@mortise/fields/react'
import type { Json } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { Column } from './columns.ts'
import { sumOf } from './group-row.tsx'
import { leftOf } from './layout.ts'
import { messages } from './messages.ts'

/** The foot of a table: sums over everything the list holds, not only what is loaded. */
export function SumRow({
  columns,
  sums,
  ctx,
}: {
  readonly columns: readonly Column[]
  readonly sums: { readonly [field: string]: Json } | undefined
  readonly ctx: FaceContext
}): ReactNode {
  const t = useT(messages)
  if (!columns.some((column) => column.summed)) return null
  return (
    <div className="m-tr m-sum-row" role="row">
      <div role="gridcell" className="m-td m-td-check" style={{ left: 0 }} data-frozen />
      {columns.map((column, at) => (
        <div
          key={column.field.key}
          role="gridcell"
          className="m-td"
          data-end={column.end}
          data-frozen={column.left === undefined ? undefined : true}
          style={leftOf(column, at)}
        >
          {at === 0 && !column.summed ? (
            <b>{t('total')}</b>
          ) : sums === undefined ? null : (
            sumOf(sums, column, ctx)
          )}
        </div>
      ))}
    </div>
  )
}
