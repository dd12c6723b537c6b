import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import { totalKey } from '@mortise/forms'
import type { FormSubtableNode } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { GridColumn } from './columns.ts'
import { messages } from './messages.ts'
import { totalsUnder, TotalValue } from './total-value.tsx'

/** The totals below cards, each with the name of its column. */
export function TotalsLine({
  node,
  columns,
  ctx,
}: {
  readonly node: FormSubtableNode
  readonly columns: readonly GridColumn[]
  readonly ctx: FaceContext
}): ReactNode {
  const t = useT(messages)
  const figures = columns.flatMap((column) =>
    totalsUnder(node, column.field.key).map((total) => ({ ...column, total })),
  )
  if (figures.length === 0) return null
  return (
    <dl className="m-totals" aria-label={t('total')}>
      {figures.map(({ field, label, total }) => (
        <div key={totalKey(node.field, total)}>
          <dt>{say(label ?? field.document.label, ctx.locale)}</dt>
          <dd>
            <TotalValue table={node.field} total={total} field={field} ctx={ctx} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
