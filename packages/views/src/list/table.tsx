import type { WireRecord } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import type { SortKey } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef } from 'react'
import type { ColumnAct } from './column-menu.tsx'
import type { Column } from './columns.ts'
import { GroupRow, MoreRow } from './group-row.tsx'
import { markedOf } from './grid-state.ts'
import type { TableItem } from './items.ts'
import { layoutOf } from './layout.ts'
import { messages } from './messages.ts'
import type { GroupBy } from './shape.ts'
import { SumRow } from './sum-row.tsx'
import { TableHead } from './table-head.tsx'
import { cellId, RecordRow } from './table-row.tsx'
import { useTableKeys } from './use-table-keys.ts'

/** Why a value was not taken; undefined when it was. */
export type SaveCell = (record: WireRecord, column: Column, value: Json) => Promise<string | undefined>

/** What a table shows and what it says back. */
export type TableProps = {
  readonly columns: readonly Column[]
  readonly items: readonly TableItem[]
  readonly records: readonly WireRecord[]
  readonly ctx: FaceContext
  readonly title: string
  readonly sort: readonly SortKey[]
  readonly grouped: readonly GroupBy[]
  readonly onSort: (field: string, add: boolean) => void
  readonly onColumn: (field: string, act: ColumnAct) => void
  readonly onMove: (from: string, to: string) => void
  readonly onResize: (field: string, width: number) => void
  readonly onGroup: (path: string) => void
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly openId: string | undefined
  readonly onOpen: (id: string) => void
  readonly mayEdit: (record: WireRecord, column: Column) => boolean
  readonly onSave: SaveCell
  /** Sums over all records of the list. */
  readonly sums: { readonly [field: string]: Json } | undefined
  readonly compact: boolean
  readonly label: string
}

/** Rows of a list, drawn only where they can be seen; frozen columns stay when scrolling aside. */
export function RecordTable(props: TableProps): ReactNode {
  const { columns, items, ctx, compact, selected, openId } = props
  const t = useT(messages)
  const gridId = useId()
  const box = useRef<HTMLDivElement>(null)
  const frame = useCallback(() => box.current, [])
  const height = compact ? 32 : 40
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
    scrollPaddingStart: 36,
    scrollPaddingEnd: 36,
  })
  const drawn = rows.getVirtualItems()
  useMoreInSight(items, drawn.at(-1)?.index ?? -1)
  useEffect(() => rows.measure(), [height, rows])
  const show = useCallback((index: number) => rows.scrollToIndex(index), [rows])
  const { cell, edit, acts, handlers } = useTableKeys({ ...props, frame, show, height })
  const here = cell === undefined ? undefined : cellId(gridId, cell.row, cell.col)
  // A cell beyond the edge is brought into sight; its line is already.
  useEffect(() => {
    if (here !== undefined)
      document.getElementById(here)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here])
  const style = useMemo(() => layoutOf(columns), [columns])
  const marked = cell === undefined ? undefined : markedOf(cell)
  const ids = useMemo(() => props.records.map((record) => record.id), [props.records])
  return (
    <div
      className="m-table"
      ref={box}
      role={items.some(({ kind }) => kind === 'group') ? 'treegrid' : 'grid'}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={-1}
      aria-multiselectable
      aria-activedescendant={
        cell !== undefined &&
        drawn.some(({ index }) => index === cell.row) &&
        items[cell.row]?.kind === 'record'
          ? cellId(gridId, cell.row, cell.col)
          : undefined
      }
      data-compact={compact}
      style={style}
      {...handlers}
    >
      <div className="m-table-inner">
        <TableHead {...props} ids={ids} frame={frame} />
        <div role="presentation" className="m-table-rows" style={{ height: rows.getTotalSize() }}>
          {drawn.map(({ index, start, size }) => {
            const item = items[index]
            const place = { top: start, height: size }
            const here = cell?.row === index
            if (item?.kind === 'group') {
              return <GroupRow key={item.key} {...props} {...place} item={item} index={index} active={here} />
            }
            if (item?.kind !== 'record') {
              return item === undefined ? null : <MoreRow key={item.key} {...place} item={item} t={t} />
            }
            const { record } = item
            const inside = marked !== undefined && index >= marked.rows[0] && index <= marked.rows[1]
            const many =
              marked !== undefined && (marked.rows[0] < marked.rows[1] || marked.cols[0] < marked.cols[1])
            return (
              <RecordRow
                key={record.id}
                {...place}
                {...{ gridId, record, index, columns, ctx, acts }}
                title={props.title}
                picked={selected.has(record.id)}
                shown={record.id === openId}
                active={here ? cell.col : -1}
                from={inside && many ? marked.cols[0] : -1}
                to={inside && many ? marked.cols[1] + 1 : -1}
                edit={edit?.id === record.id ? edit : undefined}
              />
            )
          })}
        </div>
        <SumRow columns={columns} sums={props.sums} ctx={ctx} />
      </div>
    </div>
  )
}

/** Asks for more when the line that stands for it comes near. */
function useMoreInSight(items: readonly TableItem[], last: number): void {
  const ahead = items.slice(last, last + 6).find((item) => item.kind === 'more')
  const onMore = ahead?.kind === 'more' && ahead.level < 0 ? ahead.onMore : undefined
  useEffect(() => onMore?.(), [onMore, last])
}

/** What a table's keys ask of its scrolling. */
export type Rows = Pick<Virtualizer<HTMLDivElement, Element>, 'scrollToIndex'>
