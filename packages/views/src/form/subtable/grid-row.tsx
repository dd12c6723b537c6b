import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { RowState } from '@mortise/forms'
import { Icon, useT } from '@mortise/ui'
import { memo, type ReactNode } from 'react'
import { FieldControl } from '../field-control.tsx'
import type { GridColumn } from './columns.ts'
import { messages } from './messages.ts'
import { PlainCell } from './plain-cell.tsx'
import { RowMenu } from './row-menu.tsx'
import type { RowActs } from './use-rows.ts'

/** What every row of a grid is given alike. */
export type RowShared = {
  readonly table: string
  readonly columns: readonly GridColumn[]
  readonly ctx: FaceContext
  readonly count: number
  readonly readOnly: boolean
  readonly canAdd: boolean
  readonly canDelete: boolean
  /** A click on a row opens it in a panel instead of editing it in place. */
  readonly inPanel: boolean
  readonly acts: RowActs
  readonly onPick: (row: string, at: number, range: boolean) => void
  readonly onOpen: (row: string) => void
  readonly measure: (row: HTMLTableRowElement | null) => void
}

type Props = RowShared & {
  readonly row: RowState
  readonly at: number
  readonly active: boolean
  readonly picked: boolean
}

/**
 * One row. Only the row in which the cursor is has controls; the others show their values, which keeps a thousand rows
 * light. Redraws only when the row itself, its place or the cursor changes.
 */
export const GridRow: React.MemoExoticComponent<(props: Props) => ReactNode> = memo(function GridRow(
  props: Props,
): ReactNode {
  const { row, at, active, picked, columns, readOnly } = props
  return (
    <tr
      ref={props.measure}
      data-index={at}
      data-row={row.key}
      data-active={active}
      aria-rowindex={at + 2}
      aria-selected={readOnly ? undefined : picked}
    >
      <RowNumber {...props} />
      {columns.map((column, col) => (
        <td key={column.field.key} data-col={col} data-end={column.end} data-invalid={isWrong(row, column)}>
          <Cell {...props} column={column} />
        </td>
      ))}
      {hasTools(props) ? <RowTools {...props} /> : null}
    </tr>
  )
})

/** Whether there is anything to be done with a row: what is only read has nothing behind it. */
export function hasTools({
  readOnly,
  inPanel = false,
}: {
  readonly readOnly: boolean
  readonly inPanel?: boolean
}): boolean {
  return !readOnly || inPanel
}

const isWrong = ({ fields }: RowState, { field }: GridColumn): true | undefined =>
  (fields[field.key]?.errors.length ?? 0) > 0 ? true : undefined

function RowNumber({ row, at, picked, readOnly, onPick }: Props): ReactNode {
  const t = useT(messages)
  if (readOnly) return <td className="m-row-number">{at + 1}</td>
  return (
    <td className="m-row-number" data-picked={picked}>
      <label>
        <span aria-hidden="true">{at + 1}</span>
        <input
          type="checkbox"
          className="m-tick"
          checked={picked}
          aria-label={t('selectRow', { n: at + 1 })}
          onChange={(event) => onPick(row.key, at, (event.nativeEvent as MouseEvent).shiftKey === true)}
        />
      </label>
    </td>
  )
}

function Cell({
  row,
  column,
  table,
  ctx,
  active,
  readOnly,
  inPanel,
}: Props & { column: GridColumn }): ReactNode {
  const { field } = column
  const state = row.fields[field.key]
  if (state === undefined || !state.visible) return null
  if (active && !readOnly && !inPanel)
    return <FieldControl path={`${table}/${row.key}/${field.key}`} field={field.document} ctx={ctx} bare />
  return <PlainCell state={state} field={field} ctx={ctx} />
}

function RowTools(props: Props): ReactNode {
  const { row, at, count, acts, onOpen, readOnly, canAdd, inPanel, columns, ctx } = props
  // A row that was never stored can always go.
  const canDelete = props.canDelete || typeof row.row['id'] !== 'string'
  const t = useT(messages)
  const [first] = columns
  const name = first === undefined ? '' : say(first.field.document.label, ctx.locale)
  return (
    <td className="m-row-tools">
      <span>
        {inPanel ? (
          <button
            type="button"
            className="m-icon-button"
            title={t('details')}
            aria-label={`${t('details')} ${t('row', { n: at + 1 })} ${name}`}
            onClick={() => onOpen(row.key)}
          >
            <Icon name="maximize-2" size={14} />
          </button>
        ) : null}
        {readOnly ? null : (
          <>
            <RowMenu {...{ row: row.key, at, count, acts, canAdd, canDelete, onOpen }} />
            <button
              type="button"
              className="m-icon-button"
              disabled={!canDelete}
              title={t('remove')}
              aria-label={t('removeRow', { n: at + 1 })}
              onClick={() => acts.remove(new Set([row.key]))}
            >
              <Icon name="x" size={14} />
            </button>
          </>
        )}
      </span>
    </td>
  )
}
