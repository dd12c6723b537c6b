import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { enter } from '../focus-field.ts'

/** The cell in which the cursor is. */
export type GridCell = { readonly row: string; readonly col: number }

/** The row being edited, and how the cursor is put into a cell of any row. */
export type GridCursor = {
  readonly row: string | undefined
  /** Puts the cursor into a cell; `click` hands the click on to the control that appears there. */
  readonly goTo: (cell: GridCell, by?: 'key' | 'click') => void
  readonly leave: () => void
}

const control = [
  'input:not([type="hidden"]):not([hidden])',
  'textarea',
  '[role="combobox"]',
  '[contenteditable="true"]',
  'button',
  '[tabindex="0"]',
]
  .map((one) => `${one}:not(:disabled)`)
  .join(',')

/** The element of a cell, while its row is drawn. */
export function cellOf(box: HTMLElement | null, { row, col }: GridCell): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(row)}"] > td[data-col="${col}"]`) ?? null
}

function put(cell: HTMLElement, by: 'key' | 'click'): void {
  const inner = cell.querySelector<HTMLElement>(control)
  if (inner === null) {
    enter(cell)
    return putLater(cell, by)
  }
  inner.focus({ preventScroll: by === 'click' })
  if (inner instanceof HTMLInputElement && by === 'key') inner.select?.()
  if (by === 'click') {
    inner.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    inner.click()
  }
}

/** Some controls are fetched when the first of their kind shows; the cursor waits at the cell until it is there. */
function putLater(cell: HTMLElement, by: 'key' | 'click'): void {
  const watch = new MutationObserver(() => {
    if (cell.querySelector(control) === null) return
    stop()
    if (document.activeElement === cell) put(cell, by)
  })
  const stop = (): void => watch.disconnect()
  watch.observe(cell, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  setTimeout(stop, 5000)
}

/** Keeps which row is edited. `show` brings a row to the screen that is not drawn. */
export function useGridCursor(box: RefObject<HTMLElement | null>, show: (row: string) => void): GridCursor {
  const [row, setRow] = useState<string>()
  const waiting = useRef<GridCell>(undefined)
  const goTo = useCallback<GridCursor['goTo']>(
    (cell, by = 'key') => {
      // The control has to be there before the key or click that led here goes on, so that what is typed lands in it.
      flushSync(() => setRow(cell.row))
      const there = cellOf(box.current, cell)
      if (there !== null) {
        there.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
        return put(there, by)
      }
      waiting.current = cell
      show(cell.row)
    },
    [box, show],
  )
  // A row beyond the edge is drawn a moment after it has been scrolled to.
  useLayoutEffect(() => {
    const cell = waiting.current
    const there = cell === undefined ? null : cellOf(box.current, cell)
    if (there === null) return
    waiting.current = undefined
    put(there, 'key')
  })
  useEffect(() => () => void (waiting.current = undefined), [])
  return { row, goTo, leave: useCallback(() => setRow(undefined), []) }
}
