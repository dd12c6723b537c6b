import { Icon, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import { chartMessages } from './chart-messages.ts'
import type { ChartParts } from './chart-parts.ts'
import { messages } from './messages.ts'
import type { Row } from './rows.ts'

/** Name of a group, with how many it holds; folds it. */
export function GroupHead({
  row,
  parts,
}: {
  readonly row: Extract<Row, { type: 'group' }>
  readonly parts: ChartParts
}): ReactNode {
  const t = useT(messages)
  const tc = useT(chartMessages)
  const ctx = useFaceContext(parts.entity.key)
  const folded = parts.folded.has(row.key)
  const { groupField } = parts
  return (
    <>
      <button
        type="button"
        className="m-chart-fold"
        aria-expanded={!folded}
        aria-label={tc(folded ? 'unfold' : 'fold', { name: tc('group') })}
        onClick={() => parts.onFold(row.key)}
      >
        <Icon name={folded ? 'chevron-right' : 'chevron-down'} size={14} />
      </button>
      <b className="m-clip">
        {row.value === null || groupField === undefined ? (
          t('unset')
        ) : (
          <Value value={row.value} field={groupField.document} ctx={ctx} />
        )}
      </b>
      <small>{row.count}</small>
    </>
  )
}

/** Title and columns of a record's line; lanes that several records share have none. */
export function LaneHead({
  row,
  parts,
}: {
  readonly row: Extract<Row, { type: 'lane' }>
  readonly parts: ChartParts
}): ReactNode {
  const ctx = useFaceContext(parts.entity.key)
  const [span] = row.spans
  if (parts.packed || span === undefined) return null
  const { record } = span
  const title = String(record[parts.entity.document.title] ?? '')
  return (
    <>
      <button
        type="button"
        className="m-chart-title m-clip"
        title={title}
        onClick={() => parts.onOpen(record.id)}
      >
        {title}
      </button>
      {parts.narrow
        ? null
        : parts.shown.slice(0, 2).map((key) => {
            const field = parts.entity.field(key)
            return (
              <span key={key} className="m-chart-cell m-clip">
                {field === undefined ? null : <Value value={record[key]} field={field.document} ctx={ctx} />}
              </span>
            )
          })}
    </>
  )
}
