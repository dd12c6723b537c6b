import type { DecisionTableDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { readCell, readResult, readSheet } from './cell-text.ts'
import type { ColumnLook } from './columns.ts'
import { addRow, cellAt, type Column, columnsOf, moveRow, removeRow, setCell } from './commands.ts'
import type { Found } from './findings.ts'
import { messages } from './messages.ts'
import { TableCell } from './table-cell.tsx'

type GridProps = {
  readonly table: DecisionTableDocument
  readonly lookOf: (column: Column) => ColumnLook
  readonly found: Found
  readonly selected: Column | undefined
  readonly onSelect: (column: Column) => void
  readonly onChange: (next: DecisionTableDocument, label: string, merge?: string) => void
  /** Told of a paste of which some cells were not understood. */
  readonly onUnread: (count: number) => void
  /** What adds columns, after the last one of each side. */
  readonly adders: { readonly [S in Column['side']]: ReactNode }
}

/** The table as a sheet: a row a case, conditions at the left and results at the right. */
export function TableGrid(props: GridProps): ReactNode {
  const { table, lookOf, onChange, onUnread, adders } = props
  const t = useT(messages)
  const body = useRef<HTMLTableSectionElement>(null)
  const latest = useRef(table)
  latest.current = table
  const columns = columnsOf(table)
  const { ref, indicator } = useDropContainer<{ readonly row: number }>(['table-row'], {
    onDrop: ({ row }, { index }) => onChange(moveRow(table, row, index), t('moveRow', { n: row + 1 })),
  })
  const focus = (row: number, column: number): void => {
    const cell = body.current?.querySelector<HTMLElement>(
      `[data-cell="${row}:${column}"] input, [data-cell="${row}:${column}"] [role="combobox"]`,
    )
    cell?.focus()
  }
  const paste = (event: ClipboardEvent, row: number, first: number): void => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    event.stopPropagation()
    let [next, unread, put] = [table, 0, 0]
    for (const [down, cells] of readSheet(text).entries())
      for (const [right, written] of cells.entries()) {
        const column = columns[first + right]
        if (column === undefined) continue
        const { kind } = lookOf(column)
        const read = (column.side === 'when' ? readCell : readResult)(written, kind)
        if (read.ok) next = setCell(next, row + down, { ...column, value: read.value })
        if (read.ok) put += 1
        else unread += 1
      }
    onChange(next, t('pasted', { n: put }))
    if (unread > 0) onUnread(unread)
  }
  const press = (event: KeyboardEvent, row: number, column: number): void => {
    const inBox = (event.target as HTMLElement).closest('.ant-select') !== null
    if (inBox) return
    const to = { Enter: row + 1, ArrowDown: row + 1, ArrowUp: row - 1 }[event.key]
    if (to === undefined || to < 0) return
    event.preventDefault()
    const isNew = event.key === 'Enter' && to === table.rows.length
    // What was written in the cell is taken in first, and a new row is drawn before anybody goes there.
    setTimeout(() => {
      if (isNew) onChange(addRow(latest.current, to), t('addedRow'))
      setTimeout(() => focus(to, column))
    })
  }
  return (
    <div className="d-grid" ref={ref}>
      <table>
        <thead>
          <tr>
            <th rowSpan={2} className="d-grid-no" />
            <th colSpan={table.inputs.length + 1} scope="colgroup" data-side="when">
              {t('conditions')}
            </th>
            <th colSpan={table.outputs.length + 1} scope="colgroup" data-side="then">
              {t('results')}
            </th>
            <th rowSpan={2} className="d-grid-tools" />
          </tr>
          <tr>
            {(['when', 'then'] as const).map((side) => (
              <Heads key={side} side={side} {...props}>
                {adders[side]}
              </Heads>
            ))}
          </tr>
        </thead>
        <tbody ref={body} data-list="rows" data-flow="column">
          {table.rows.map((_, row) => (
            <GridRow
              key={row}
              {...props}
              row={row}
              columns={columns}
              onPaste={(event, column) => paste(event, row, column)}
              onPress={(event, column) => press(event, row, column)}
            />
          ))}
        </tbody>
      </table>
      {indicator}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => onChange(addRow(table, table.rows.length), t('addedRow'))}
      >
        {t('addRow')}
      </Button>
    </div>
  )
}

function Heads({
  side,
  table,
  lookOf,
  selected,
  onSelect,
  children,
}: GridProps & { readonly side: Column['side']; readonly children: ReactNode }): ReactNode {
  return (
    <>
      {columnsOf(table)
        .filter((column) => column.side === side)
        .map((column) => (
          <th key={`${side}${column.at}`} scope="col" data-side={side}>
            <button
              type="button"
              aria-pressed={selected?.side === side && selected.at === column.at}
              onClick={() => onSelect(column)}
            >
              {lookOf(column).name}
            </button>
          </th>
        ))}
      <th data-side={side} className="d-grid-add">
        {children}
      </th>
    </>
  )
}

function GridRow({
  row,
  table,
  columns,
  lookOf,
  found,
  onChange,
  onPaste,
  onPress,
}: GridProps & {
  readonly row: number
  readonly columns: readonly Column[]
  readonly onPaste: (event: ClipboardEvent, column: number) => void
  readonly onPress: (event: KeyboardEvent, column: number) => void
}): ReactNode {
  const t = useT(messages)
  const { ref, dragging } = useDragSource('table-row', { row }, { label: t('row', { n: row + 1 }) })
  const cells = columns.map((column, index) => {
    const { name, kind } = lookOf(column)
    return (
      <td
        key={`${column.side}${column.at}`}
        data-cell={`${row}:${index}`}
        data-side={column.side}
        onPasteCapture={(event) => onPaste(event, index)}
        onKeyDown={(event) => onPress(event, index)}
      >
        <TableCell
          value={cellAt(table, row, column)}
          kind={kind}
          side={column.side}
          label={t('cell', { n: row + 1, column: name })}
          onChange={(value) =>
            onChange(setCell(table, row, { ...column, value }), t('setCell', { n: row + 1 }))
          }
        />
      </td>
    )
  })
  return (
    <tr data-index={row} data-mark={found.marks.get(row)} data-dragging={dragging}>
      <th scope="row" ref={ref} className="d-grid-no" aria-label={t('row', { n: row + 1 })}>
        {row + 1}
      </th>
      {cells.slice(0, table.inputs.length)}
      <td className="d-grid-add" data-side="when" />
      {cells.slice(table.inputs.length)}
      <td className="d-grid-add" data-side="then" />
      <td className="d-grid-tools">
        <IconButton
          icon="copy"
          size={14}
          label={t('copyRow')}
          onClick={() => onChange(addRow(table, row + 1, table.rows[row]), t('copyRow'))}
        />
        <IconButton
          icon="trash-2"
          size={14}
          label={t('removeRow')}
          onClick={() => onChange(removeRow(table, row), t('removeRow'))}
        />
      </td>
    </tr>
  )
}
