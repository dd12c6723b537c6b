import type { WireRecord } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import { useT, laterPart } from '@mortise/ui'
import { Checkbox } from 'antd'
import { memo, type ReactNode, Suspense } from 'react'
import { Countdown } from '../promise/countdown.tsx'
import { Value } from '../workspace/value.tsx'
import type { Column } from './columns.ts'
import { leftOf } from './layout.ts'
import { messages } from './messages.ts'

const CellEditor = laterPart(async () => (await import('./cell-editor.tsx')).CellEditor)

/** Where an edited cell goes next. */
export type EditEnd = 'stay' | 'down' | 'next' | 'back'

/** What rows say back; the same object as long as the table stands. */
export type RowActs = {
  readonly toggle: (id: string, range: boolean) => void
  readonly commit: (record: WireRecord, column: Column, value: Json, end: EditEnd) => void
  readonly cancel: () => void
}

/** An open editor: its column, what was typed before a refusal, and why it was refused. */
export type OpenEdit = {
  readonly id: string
  readonly col: number
  readonly draft?: Json
  readonly fault?: string | undefined
}

type RowProps = {
  readonly gridId: string
  readonly record: WireRecord
  readonly index: number
  readonly top: number
  readonly height: number
  readonly columns: readonly Column[]
  readonly ctx: FaceContext
  readonly title: string
  readonly picked: boolean
  readonly shown: boolean
  /** Column a person stands in; -1 in every other row. */
  readonly active: number
  /** First and last marked column; -1 where nothing is marked. */
  readonly from: number
  readonly to: number
  readonly edit: OpenEdit | undefined
  readonly acts: RowActs
}

/** Id of a cell, for who hears the page instead of seeing it. */
export function cellId(grid: string, row: number, col: number): string {
  return `${grid}-${row}-${col}`
}

/** A record as a line of a table. Redrawn only when something of its own changes. */
export const RecordRow: (props: RowProps) => ReactNode = memo(RowView) as never

function RowView(props: RowProps): ReactNode {
  const { gridId, record, index, columns, ctx, title, picked, shown, active, from, to, edit, acts } = props
  const t = useT(messages)
  return (
    <div
      role="row"
      className="m-tr"
      aria-rowindex={index + 2}
      aria-selected={picked}
      data-open={shown}
      data-row={index}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
    >
      <div role="gridcell" className="m-td m-td-check" style={{ left: 0 }} data-frozen>
        <Checkbox
          aria-label={t('selectRow', { name: String(record[title] ?? '') })}
          checked={picked}
          onChange={(event) => acts.toggle(record.id, event.nativeEvent.shiftKey)}
          tabIndex={-1}
        />
      </div>
      {columns.map((column, at) => (
        <div
          key={column.field.key}
          id={cellId(gridId, index, at)}
          role="gridcell"
          className="m-td"
          data-col={at}
          data-end={column.end}
          data-title={column.field.key === title}
          data-frozen={column.left === undefined ? undefined : true}
          data-active={at === active ? true : undefined}
          data-marked={from !== to && at >= from && at <= to ? true : undefined}
          data-edited={edit?.col === at ? true : undefined}
          style={leftOf(column, at)}
        >
          {edit?.col === at ? (
            <Suspense fallback={null}>
              <CellEditor {...{ record, column, ctx, acts, edit }} />
            </Suspense>
          ) : column.sla !== undefined ? (
            <Countdown sla={column.sla} record={record} />
          ) : (
            <Value value={record[column.field.key]} field={column.field.document} ctx={ctx} />
          )}
        </div>
      ))}
    </div>
  )
}
