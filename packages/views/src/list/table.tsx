import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { SortKey } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Checkbox } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { Value } from '../workspace/value.tsx'
import type { Column } from './columns.ts'
import { messages } from './messages.ts'

/** What a table shows and what it says back. */
export type TableProps = {
  readonly columns: readonly Column[]
  readonly records: readonly WireRecord[]
  readonly ctx: FaceContext
  readonly title: string
  readonly sort: readonly SortKey[]
  readonly onSort: (field: string) => void
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly openId: string | undefined
  readonly onOpen: (id: string) => void
  readonly compact: boolean
  readonly hasMore: boolean
  readonly onMore: () => void
  readonly label: string
}

const checkWidth = 44

/** Rows of a list, drawn only where they can be seen; the first column stays when scrolling aside. */
export function RecordTable(props: TableProps): ReactNode {
  const { columns, records, compact, hasMore, onMore } = props
  const t = useT(messages)
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: records.length + (hasMore ? 1 : 0),
    getScrollElement: () => box.current,
    estimateSize: () => (compact ? 32 : 40),
    overscan: 12,
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (hasMore && last >= records.length - 5) onMore()
  }, [hasMore, last, records.length, onMore])
  useEffect(() => rows.measure(), [compact, rows])
  const width = checkWidth + columns.reduce((sum, column) => sum + column.width, 0)
  const template = `${checkWidth}px ${columns.map((column, at) => (at === columns.length - 1 ? `minmax(${column.width}px, 1fr)` : `${column.width}px`)).join(' ')}`
  return (
    <div
      className="m-table"
      ref={box}
      role="grid"
      aria-label={props.label}
      aria-rowcount={-1}
      data-compact={compact}
    >
      <div className="m-table-inner" style={{ minWidth: width }}>
        <HeadRow {...props} template={template} />
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const record = records[item.index]
            const style = {
              gridTemplateColumns: template,
              height: item.size,
              transform: `translateY(${item.start}px)`,
            }
            if (record !== undefined) return <Row key={record.id} {...props} record={record} style={style} />
            return (
              <div key="more" className="m-tr m-tr-more" style={style}>
                {t('more')}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function HeadRow(props: TableProps & { readonly template: string }): ReactNode {
  const { columns, records, selected, onSelect, template } = props
  const t = useT(messages)
  const every = records.length > 0 && records.every((record) => selected.has(record.id))
  return (
    <div className="m-tr m-th-row" role="row" style={{ gridTemplateColumns: template }}>
      <div role="columnheader" className="m-td m-td-check">
        <Checkbox
          aria-label={t('selectAll')}
          checked={every}
          indeterminate={!every && selected.size > 0}
          onChange={() => onSelect(new Set(every ? [] : records.map((record) => record.id)))}
        />
      </div>
      {columns.map((column) => (
        <HeadCell key={column.field.key} column={column} {...props} />
      ))}
    </div>
  )
}

function HeadCell({ column, sort, onSort, ctx }: TableProps & { readonly column: Column }): ReactNode {
  const t = useT(messages)
  const name = say(column.field.document.label, ctx.locale)
  const dir = sort.find((key) => key.field === column.field.key)?.dir
  const stored = ctx.types.find(column.field.type)?.column(column.field.document) ?? null
  const sortable = stored !== null || column.field.system
  const next = dir === undefined ? 'sortUp' : dir === 'asc' ? 'sortDown' : 'sortOff'
  return (
    <div
      role="columnheader"
      className="m-td"
      data-end={column.end}
      aria-sort={dir === undefined ? undefined : dir === 'asc' ? 'ascending' : 'descending'}
    >
      {sortable ? (
        <button type="button" title={t(next, { name })} onClick={() => onSort(column.field.key)}>
          <span>{name}</span>
          {dir === undefined ? null : <Icon name={dir === 'asc' ? 'arrow-up' : 'arrow-down'} size={12} />}
        </button>
      ) : (
        <span>{name}</span>
      )}
    </div>
  )
}

function Row(
  props: TableProps & { readonly record: WireRecord; readonly style: React.CSSProperties },
): ReactNode {
  const { record, columns, ctx, selected, onSelect, onOpen, openId, title, style } = props
  const t = useT(messages)
  const on = selected.has(record.id)
  const toggle = (): void => {
    const next = new Set(selected)
    if (!next.delete(record.id)) next.add(record.id)
    onSelect(next)
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') onOpen(record.id)
    if (event.key === ' ') {
      event.preventDefault()
      toggle()
    }
    const aside = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' } as const
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const neighbour = event.currentTarget[aside[event.key]]
      if (neighbour instanceof HTMLElement) neighbour.focus()
    }
  }
  return (
    <div
      role="row"
      tabIndex={0}
      className="m-tr"
      aria-selected={on}
      data-open={record.id === openId}
      style={style}
      onClick={() => onOpen(record.id)}
      onKeyDown={keys}
    >
      <div role="gridcell" className="m-td m-td-check" onClick={(event) => event.stopPropagation()}>
        <Checkbox
          aria-label={t('selectRow', { name: String(record[title] ?? '') })}
          checked={on}
          onChange={toggle}
          tabIndex={-1}
        />
      </div>
      {columns.map(({ field, end }) => (
        <div key={field.key} role="gridcell" className="m-td" data-end={end} data-title={field.key === title}>
          <Value value={record[field.key]} field={field.document} ctx={ctx} />
        </div>
      ))}
    </div>
  )
}
