import type { FaceContext } from '@mortise/fields/react'
import type { RowState } from '@mortise/forms'
import type { FormSubtableNode } from '@mortise/schema'
import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import { type ReactNode, useMemo } from 'react'
import type { GridColumn } from './columns.ts'
import { messages } from './messages.ts'
import { TotalValue } from './total-value.tsx'
import { totalsOf } from './totals.ts'

/** The totals below cards, each with the name of its column. */
export function TotalsLine({
  node,
  columns,
  rows,
  ctx,
}: {
  readonly node: FormSubtableNode
  readonly columns: readonly GridColumn[]
  readonly rows: readonly RowState[]
  readonly ctx: FaceContext
}): ReactNode {
  const t = useT(messages)
  const totals = useMemo(() => totalsOf(node, rows), [node, rows])
  if (totals.size === 0) return null
  return (
    <dl className="m-totals" aria-label={t('total')}>
      {columns.map(({ field, label }) => {
        const total = totals.get(field.key)
        return total === undefined ? null : (
          <div key={field.key}>
            <dt>{say(label ?? field.document.label, ctx.locale)}</dt>
            <dd>
              <TotalValue total={total} field={field} ctx={ctx} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
