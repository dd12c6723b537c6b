import type { WireRecord } from '@mortise/client'
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { cellText, tsv } from './cell-text.ts'
import { type GridCell, markedOf, stepOf, useGridCell, within } from './grid-state.ts'
import type { TableItem } from './items.ts'
import type { TableProps } from './table.tsx'
import type { EditEnd, OpenEdit, RowActs } from './table-row.tsx'

type KeysProps = TableProps & {
  readonly frame: () => HTMLElement | null
  /** Brings a line into sight. */
  readonly show: (index: number) => void
  /** Height of a line in pixels. */
  readonly height: number
}

type Handlers = {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onClick: (event: MouseEvent) => void
  readonly onDoubleClick: (event: MouseEvent) => void
}

type TableKeys = {
  readonly cell: GridCell | undefined
  readonly edit: OpenEdit | undefined
  readonly acts: RowActs
  readonly handlers: Handlers
}

/** How long a click on a cell that can be written waits for a second one, in milliseconds. */
const patience = 230

const recordAt = (items: readonly TableItem[], at: number): WireRecord | undefined => {
  const item = items[at]
  return item?.kind === 'record' ? item.record : undefined
}

/** Line and column that something of the page lies in. */
function placeOf(target: EventTarget): { readonly row: number; readonly col: number } | undefined {
  if (!(target instanceof Element)) return undefined
  const row = target.closest<HTMLElement>('[data-row]')?.dataset['row']
  if (row === undefined) return undefined
  return { row: Number(row), col: Number(target.closest<HTMLElement>('[data-col]')?.dataset['col'] ?? -1) }
}

/** Keys, clicks and the clipboard of a table: one set of handlers for all its cells. */
export function useTableKeys(props: KeysProps): TableKeys {
  const { cell, goTo } = useGridCell()
  const [edit, setEdit] = useState<OpenEdit>()
  const now = useRef({ props, cell, edit })
  useEffect(() => {
    now.current = { props, cell, edit }
  })
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  const picked = useRef<string>(undefined)

  const made = useMemo(() => {
    const table = (): HTMLElement | null => now.current.props.frame()
    const go = (row: number, col: number, mark = false): void => {
      const { items, columns, show } = now.current.props
      const line = within(row, items.length)
      goTo(line, within(col, columns.length), mark)
      show(line)
    }
    const open = (row: number, col: number): boolean => {
      const { items, columns, mayEdit } = now.current.props
      const [record, column] = [recordAt(items, row), columns[col]]
      if (record === undefined || column === undefined || !mayEdit(record, column)) return false
      goTo(row, col)
      setEdit({ id: record.id, col })
      return true
    }
    const close = (): void => {
      setEdit(undefined)
      table()?.focus({ preventScroll: true })
    }
    const follow = (end: EditEnd): void => {
      const { props: given, cell: here } = now.current
      if (here === undefined || end === 'stay') return
      if (end === 'down') return go(here.row + 1, here.col)
      const step = end === 'next' ? 1 : -1
      const record = recordAt(given.items, here.row)
      for (let col = here.col + step; col >= 0 && col < given.columns.length; col += step) {
        const column = given.columns[col]
        if (record === undefined || column === undefined || !given.mayEdit(record, column)) continue
        go(here.row, col)
        setEdit({ id: record.id, col })
        return
      }
    }
    const toggle = (id: string, range: boolean): void => {
      const { selected, onSelect, records } = now.current.props
      const next = new Set(selected)
      const from = records.findIndex((one) => one.id === picked.current)
      const to = records.findIndex((one) => one.id === id)
      picked.current = id
      if (range && from >= 0 && to >= 0) {
        for (const one of records.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one.id)
      } else if (!next.delete(id)) next.add(id)
      onSelect(next)
    }
    const acts: RowActs = {
      toggle,
      cancel: close,
      commit: (record, column, value, end) => {
        const { columns, onSave } = now.current.props
        close()
        follow(end)
        if (JSON.stringify(value) === JSON.stringify(record[column.field.key] ?? null)) return
        void onSave(record, column, value).then((fault) => {
          if (fault === undefined) return
          const { items } = now.current.props
          const row = items.findIndex((item) => item.kind === 'record' && item.record.id === record.id)
          const col = columns.indexOf(column)
          if (row >= 0) go(row, col)
          setEdit({ id: record.id, col, draft: value, fault })
        })
      },
    }
    const copy = (event: ClipboardEvent): void => {
      const { cell: here, props: given } = now.current
      if (here === undefined) return
      const { rows, cols } = markedOf(here)
      const columns = given.columns.slice(cols[0], cols[1] + 1)
      const lines = given.items
        .slice(rows[0], rows[1] + 1)
        .flatMap((item) => (item.kind === 'record' ? [item.record] : []))
      if (lines.length === 0) return
      event.preventDefault()
      const texts = lines.map((record) => columns.map((column) => cellText(record, column, given.ctx)))
      event.clipboardData?.setData('text/plain', tsv(texts))
    }
    // The browser says where to copy from by its text cursor, which is not in the table: the page is listened to.
    const listen = (): void => {
      if (getSelection()?.isCollapsed === false) return
      document.addEventListener('copy', copy, { once: true })
      setTimeout(() => document.removeEventListener('copy', copy), patience)
    }
    const press = (key: KeyboardEvent, here: GridCell): boolean => {
      const { items, columns, onOpen, onGroup, title } = now.current.props
      const item = items[here.row]
      if (item?.kind === 'group') {
        const opens = key.key === 'ArrowRight' && !item.open
        const closes = key.key === 'ArrowLeft' && item.open
        if (!opens && !closes && key.key !== 'Enter' && key.key !== ' ') return false
        onGroup(item.group.path)
        return true
      }
      if (item?.kind !== 'record') return false
      if (key.key === ' ') toggle(item.record.id, key.shiftKey)
      else if (key.key === 'F2') open(here.row, here.col)
      else if (key.key === 'Enter') {
        const named = columns[here.col]?.field.key === title
        if (named || key.ctrlKey || !open(here.row, here.col)) onOpen(item.record.id)
      } else return false
      return true
    }
    const handlers: Handlers = {
      onKeyDown: (event) => {
        if (event.target !== event.currentTarget) return
        const { cell: here, props: given } = now.current
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c') return listen()
        const page = Math.max(1, Math.floor((table()?.clientHeight ?? 0) / given.height) - 2)
        const at = here ?? { row: 0, col: 0, fromRow: 0, fromCol: 0 }
        const used = press(event, at)
        const step = used || event.altKey ? undefined : stepOf(event, page)
        if (!used && step === undefined) return
        event.preventDefault()
        if (step === undefined) return
        if (here === undefined) go(0, 0)
        else go(at.row + (step.rows ?? 0), at.col + (step.cols ?? 0), event.shiftKey)
      },
      onClick: (event) => {
        const place = placeOf(event.target)
        if (place === undefined || !(event.target instanceof Element)) return
        const { items, columns, mayEdit, onOpen, onGroup } = now.current.props
        const item = items[place.row]
        if (item?.kind === 'group') {
          onGroup(item.group.path)
          return
        }
        const record = recordAt(items, place.row)
        if (record === undefined || place.col < 0 || event.target.closest('.m-cell-editor, a')) return
        clearTimeout(waiting.current)
        go(place.row, place.col, event.shiftKey)
        if (event.shiftKey || event.detail > 1) return
        const column = columns[place.col]
        if (column === undefined || !mayEdit(record, column)) onOpen(record.id)
        else waiting.current = setTimeout(() => onOpen(record.id), patience)
      },
      onDoubleClick: (event) => {
        const place = placeOf(event.target)
        clearTimeout(waiting.current)
        if (place !== undefined && place.col >= 0) open(place.row, place.col)
      },
    }
    return { acts, handlers }
  }, [goTo])
  return { cell, edit, ...made }
}
