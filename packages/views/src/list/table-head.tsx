import { say } from '@mortise/errors'
import { Icon, useT, laterPart } from '@mortise/ui'
import { Checkbox } from 'antd'
import {
  type DragEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  Suspense,
  useRef,
  useState,
} from 'react'
import type { Column } from './columns.ts'
import { fittedWidth, layoutOf, leftOf } from './layout.ts'
import { messages } from './messages.ts'
import { fitting } from './shape.ts'
import type { TableProps } from './table.tsx'

const ColumnMenu = laterPart(async () => (await import('./column-menu.tsx')).ColumnMenu)

type HeadProps = Pick<
  TableProps,
  | 'columns'
  | 'ctx'
  | 'sort'
  | 'grouped'
  | 'onSort'
  | 'onMove'
  | 'onResize'
  | 'onColumn'
  | 'selected'
  | 'onSelect'
> & { readonly ids: readonly string[]; readonly frame: () => HTMLElement | null }

/** The head of a table: sorts, and lets columns be moved, made wider and frozen. */
export function TableHead(props: HeadProps): ReactNode {
  const { columns, ids, selected, onSelect } = props
  const t = useT(messages)
  const every = ids.length > 0 && ids.every((id) => selected.has(id))
  return (
    <div className="m-tr m-th-row" role="row" aria-rowindex={1}>
      <div role="columnheader" className="m-td m-td-check" style={{ left: 0 }} data-frozen>
        <Checkbox
          aria-label={t('selectAll')}
          checked={every}
          indeterminate={!every && selected.size > 0}
          onChange={() => onSelect(new Set(every ? [] : ids))}
        />
      </div>
      {columns.map((column, at) => (
        <HeadCell key={column.field.key} {...props} column={column} at={at} />
      ))}
    </div>
  )
}

const dragKind = 'text/x-mortise-column'

function HeadCell(props: HeadProps & { readonly column: Column; readonly at: number }): ReactNode {
  const { column, at, columns, sort, ctx, onSort, onMove, onResize, frame } = props
  const t = useT(messages)
  const [over, setOver] = useState(false)
  const { key } = column.field
  const name = say(column.field.document.label, ctx.locale)
  const place = sort.findIndex((one) => one.field === key)
  const dir = place < 0 ? undefined : (sort[place]?.dir ?? 'asc')
  const next = dir === undefined ? 'sortUp' : dir === 'asc' ? 'sortDown' : 'sortOff'
  const beside = (step: number): void => {
    const other = columns[at + step]
    if (other !== undefined) onMove(key, other.field.key)
  }
  const keys = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step === 0 || !event.altKey) return
    event.preventDefault()
    if (event.shiftKey) onResize(key, fitting(column.width + step * 16))
    else beside(step)
  }
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(dragKind)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      onMove(event.dataTransfer.getData(dragKind), key)
    },
  }
  const hint = `${column.sortable ? `${t(next, { name })}\n` : ''}${t('headHint')}`
  return (
    <div
      role="columnheader"
      className="m-td m-th"
      data-col={at}
      data-end={column.end}
      data-over={over}
      data-frozen={column.left === undefined ? undefined : true}
      style={leftOf(column, at)}
      aria-sort={dir === undefined ? undefined : dir === 'asc' ? 'ascending' : 'descending'}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(dragKind, key)
        event.dataTransfer.effectAllowed = 'move'
      }}
      {...drop}
    >
      <button
        type="button"
        title={hint}
        onKeyDown={keys}
        onClick={(event) => {
          if (column.sortable) onSort(key, event.shiftKey)
        }}
      >
        <span>{name}</span>
        {dir === undefined ? null : <Icon name={dir === 'asc' ? 'arrow-up' : 'arrow-down'} size={12} />}
        {dir === undefined || sort.length < 2 ? null : <small>{place + 1}</small>}
      </button>
      <MenuButton {...props} name={name} beside={beside} />
      <ResizeHandle
        {...{ column, columns, frame }}
        onDone={(width) => onResize(key, width)}
        onFit={() => {
          const table = frame()
          if (table !== null) onResize(key, fitting(fittedWidth(table, at)))
        }}
      />
    </div>
  )
}

/** What else can be done with a column; the menu itself comes when it is first asked for. */
function MenuButton(
  props: HeadProps & {
    readonly column: Column
    readonly at: number
    readonly name: string
    readonly beside: (step: number) => void
  },
): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <span className="m-th-menu" data-aside>
      <button
        type="button"
        ref={button}
        aria-label={t('columnMenu', { name: props.name })}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevron-down" size={14} />
      </button>
      {open ? (
        <Suspense fallback={null}>
          <ColumnMenu {...props} onClose={close} />
        </Suspense>
      ) : null}
    </span>
  )
}

/** The right edge of a head: drags its width, a double click fits it. */
function ResizeHandle({
  column,
  columns,
  frame,
  onDone,
  onFit,
}: {
  readonly column: Column
  readonly columns: readonly Column[]
  readonly frame: () => HTMLElement | null
  readonly onDone: (width: number) => void
  readonly onFit: () => void
}): ReactNode {
  const from = useRef<number>(undefined)
  const widthAt = (event: PointerEvent): number => fitting(column.width + event.clientX - (from.current ?? 0))
  const show = (width: number): void => {
    const vars = layoutOf(columns, { [column.field.key]: width })
    for (const [name, value] of Object.entries(vars)) frame()?.style.setProperty(name, value)
  }
  return (
    <span
      className="m-th-edge"
      data-aside
      // The head around it can be dragged: pulling at its edge is no drag.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        from.current = event.clientX
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (from.current !== undefined) show(widthAt(event))
      }}
      onPointerUp={(event) => {
        const width = widthAt(event)
        const dragged = from.current !== event.clientX
        from.current = undefined
        if (dragged) onDone(width)
      }}
      onPointerCancel={() => {
        from.current = undefined
        show(column.width)
      }}
      onDoubleClick={onFit}
    />
  )
}
