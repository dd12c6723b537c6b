import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import { type RowState, totalKey } from '@mortise/forms'
import type { FormSubtableNode } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useFormStore } from '../form-store.ts'
import { rowPlaces } from '../row-index.ts'
import type { GridColumn } from './columns.ts'
import { useGridCursor } from './grid-cursor.ts'
import { GridRow, hasTools } from './grid-row.tsx'
import { messages } from './messages.ts'
import { totalsUnder, TotalValue } from './total-value.tsx'
import { useGridInput } from './use-grid-input.ts'
import type { Picked } from './use-picked.ts'
import type { RowActs } from './use-rows.ts'
import { usePrinting } from './use-printing.ts'
import { useWanted } from './use-wanted.ts'

/** What a view of rows is given. */
export type RowsProps = {
  readonly node: FormSubtableNode
  readonly columns: readonly GridColumn[]
  readonly ctx: FaceContext
  readonly rows: readonly RowState[]
  readonly readOnly: boolean
  /** Whether the form lets rows be added, and stored ones be taken away. */
  readonly canAdd: boolean
  readonly canDelete: boolean
  readonly label: string
  readonly acts: RowActs
  readonly picked: Picked
  readonly onOpen: (row: string) => void
}

/** Up to so many rows all are drawn; beyond, only those in sight. */
const allDrawn = 40
const [rowHeight, headHeight] = [41, 34]

type InPanel = RowsProps & { readonly inPanel?: boolean }

/** Rows as a sheet, edited in place and by keyboard as in a spreadsheet; with `inPanel` a row opens beside it instead. */
export function RowGrid(props: InPanel): ReactNode {
  const { node, columns, ctx, rows, readOnly, label, acts, picked, onOpen, inPanel = false } = props
  const { canAdd, canDelete } = props
  const store = useFormStore()
  const box = useRef<HTMLDivElement>(null)
  const printing = usePrinting()
  const long = rows.length > allDrawn && !printing
  const sheet = useVirtualizer({
    count: rows.length,
    enabled: long,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 8,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: rowHeight,
    initialRect: { width: 0, height: 560 },
  })
  const show = useCallback(
    (row: string) => sheet.scrollToIndex(rowPlaces(store.state.tables[node.field] ?? []).get(row) ?? 0),
    [sheet, store, node.field],
  )
  const cursor = useGridCursor(box, show)
  const handlers = useGridInput({ ...props, inPanel, cursor })
  useWanted(node.field, (wanted) => {
    const col = columns.findIndex(({ field }) => field.key === wanted.field)
    if (readOnly || inPanel) show(wanted.row)
    else cursor.goTo({ row: wanted.row, col: Math.max(0, col) })
  })
  // The row that is edited stays drawn while it is scrolled away: the cursor must not be lost.
  const drawn = long ? sheet.getVirtualItems().map(({ index }) => index) : rows.map((_, at) => at)
  const held = cursor.row === undefined ? undefined : rowPlaces(rows).get(cursor.row)
  const [from, to] = [drawn[0] ?? 0, drawn.at(-1) ?? -1]
  const shared = {
    table: node.field,
    columns,
    ctx,
    count: rows.length,
    readOnly,
    canAdd,
    canDelete,
    inPanel,
    acts,
    onPick: picked.pick,
    onOpen,
    measure: sheet.measureElement,
  }
  const line = (at: number): ReactNode => {
    const row = rows[at]
    if (row === undefined) return null
    return (
      <GridRow
        key={row.key}
        {...shared}
        row={row}
        at={at}
        active={cursor.row === row.key}
        picked={picked.keys.has(row.key)}
      />
    )
  }
  const before = long ? (sheet.getVirtualItems()[0]?.start ?? 0) : 0
  const after = long ? sheet.getTotalSize() - (sheet.getVirtualItems().at(-1)?.end ?? 0) : 0
  const width = columns.reduce((sum, column) => sum + column.width, 0) + 36 + 72
  // With the number before them, and what can be done with a row behind.
  const span = columns.length + (hasTools(props) ? 2 : 1)
  return (
    <div
      className="m-scroll-x m-sheet"
      data-long={long}
      role="region"
      aria-label={label}
      tabIndex={readOnly || rows.length === 0 ? 0 : -1}
      ref={box}
      {...handlers}
    >
      <table
        className="m-grid-table"
        data-read={readOnly}
        data-picking={picked.keys.size > 0}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        style={readOnly ? undefined : { minWidth: width }}
      >
        <GridHead {...props} />
        <tbody>
          {held !== undefined && held < from ? line(held) : null}
          <Space height={before} span={span} />
          {drawn.map(line)}
          <Space height={after} span={span} />
          {held !== undefined && held > to ? line(held) : null}
          {rows.length === 0 ? <NoRows span={span} readOnly={readOnly} /> : null}
        </tbody>
        <GridFoot {...props} />
      </table>
    </div>
  )
}

function Space({ height, span }: { readonly height: number; readonly span: number }): ReactNode {
  if (height <= 0) return null
  return (
    <tr aria-hidden="true" className="m-sheet-space">
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

function NoRows({ span, readOnly }: { readonly span: number; readonly readOnly: boolean }): ReactNode {
  const t = useT(messages)
  return (
    <tr>
      <td colSpan={span} className="m-faint m-no-rows">
        {t('noRows')}
        {readOnly ? null : <small>{t('noRowsHint')}</small>}
      </td>
    </tr>
  )
}

function GridHead(props: InPanel): ReactNode {
  const { columns, ctx, readOnly, rows, picked } = props
  const t = useT(messages)
  const all = useRef<HTMLInputElement>(null)
  const some = picked.keys.size > 0 && picked.keys.size < rows.length
  useEffect(() => {
    if (all.current !== null) all.current.indeterminate = some
  }, [some])
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="m-row-number">
          {readOnly || rows.length === 0 ? (
            '#'
          ) : (
            <label>
              <span aria-hidden="true">#</span>
              <input
                ref={all}
                type="checkbox"
                className="m-tick"
                aria-label={t('selectAll')}
                checked={picked.keys.size > 0 && picked.keys.size === rows.length}
                onChange={(event) => picked.all(event.target.checked)}
              />
            </label>
          )}
        </th>
        {columns.map(({ field, width, end, label }) => (
          <th key={field.key} scope="col" style={readOnly ? undefined : { width }} data-end={end}>
            {say(label ?? field.document.label, ctx.locale)}
            {field.document.required === true && !readOnly ? <b aria-hidden="true">*</b> : null}
          </th>
        ))}
        {hasTools(props) ? <th aria-hidden="true" className="m-row-tools" /> : null}
      </tr>
    </thead>
  )
}

function GridFoot(props: InPanel): ReactNode {
  const { node, columns, ctx, rows } = props
  const t = useT(messages)
  if (rows.length === 0 || (node.totals ?? []).length === 0) return null
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('total')}</th>
        {columns.map(({ field, end }) => (
          <td key={field.key} data-end={end}>
            {totalsUnder(node, field.key).map((total) => (
              <TotalValue
                key={totalKey(node.field, total)}
                table={node.field}
                total={total}
                field={field}
                ctx={ctx}
              />
            ))}
          </td>
        ))}
        {hasTools(props) ? <td /> : null}
      </tr>
    </tfoot>
  )
}
