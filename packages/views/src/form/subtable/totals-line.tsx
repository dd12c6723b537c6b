import type { FaceContext } from '@mortise/fields/react'
import type { RowState } from '@mortise/forms'
import type { FormSubtableNode } from '@mortise/schema'
import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import { type ReactNode, useMemo } from 'react'
import { Value } from '../../workspace/value.tsx'
import type { GridColumn } from './columns.ts'
import { messages } from './messages.ts'
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
      {columns.map(({ field }) =>
        totals.has(field.key) ? (
          <div key={field.key}>
            <dt>
              {t('total')} · {say(field.document.label, ctx.locale)}
            </dt>
            <dd>
              <Value value={totals.get(field.key) ?? null} field={field.document} ctx={ctx} />
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
