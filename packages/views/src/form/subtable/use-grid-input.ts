import type { FaceContext } from '@mortise/fields/react'
import type { RowState } from '@mortise/forms'
import type { FormSubtableNode } from '@mortise/schema'
import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react'
import { useFormStore } from '../form-store.ts'
import { rowPlaces } from '../row-index.ts'
import { rowsText } from './clipboard.ts'
import type { GridColumn } from './columns.ts'
import type { GridCursor } from './grid-cursor.ts'
import { cellUnder, pressKey } from './grid-keys.ts'
import { isBlock, readTsv } from './tsv.ts'
import type { Picked } from './use-picked.ts'
import { usePaste } from './use-paste.ts'
import type { RowActs } from './use-rows.ts'

type GridInput = {
  readonly node: FormSubtableNode
  readonly columns: readonly GridColumn[]
  readonly ctx: FaceContext
  readonly rows: readonly RowState[]
  readonly readOnly: boolean
  readonly inPanel: boolean
  readonly acts: RowActs
  readonly picked: Picked
  readonly onOpen: (row: string) => void
  readonly cursor: GridCursor
}

type Handlers = {
  readonly onKeyDownCapture: (event: KeyboardEvent) => void
  readonly onClick: (event: MouseEvent) => void
  readonly onPaste: (event: ClipboardEvent) => void
  readonly onCopy: (event: ClipboardEvent) => void
}

/** Keys, clicks and the clipboard of a grid. */
export function useGridInput(given: GridInput): Handlers {
  const { node, columns, ctx, rows, readOnly, inPanel, acts, picked, onOpen, cursor } = given
  const store = useFormStore()
  const paste = usePaste({ table: node.field, columns, ctx })
  const ticked = (): readonly RowState[] => rows.filter(({ key }) => picked.keys.has(key))
  return {
    onKeyDownCapture: (event) => {
      const onTick = event.target instanceof HTMLInputElement && event.target.type === 'checkbox'
      if (!readOnly && onTick && event.key === 'Delete' && picked.keys.size > 0) {
        event.preventDefault()
        return acts.remove(picked.keys)
      }
      if (readOnly || inPanel || !pressKey(event, { store, table: node.field, columns, cursor, acts })) return
      event.preventDefault()
      event.stopPropagation()
    },
    onClick: (event) => {
      const cell = cellUnder(event.target)
      if (cell === undefined) return
      if (inPanel) return onOpen(cell.row)
      if (readOnly || cell.row === cursor.row) return
      // A file or a link in a cell is opened, not edited.
      if (event.target instanceof Element && event.target.closest('a[href]') !== null) return
      cursor.goTo(cell, 'click')
    },
    onPaste: (event) => {
      const text = event.clipboardData.getData('text/plain')
      const cell = cellUnder(event.target)
      if (readOnly || (cell !== undefined && !isBlock(text)) || text.trim() === '') return
      event.preventDefault()
      const row = cell === undefined ? rows.length : (rowPlaces(rows).get(cell.row) ?? rows.length)
      paste(readTsv(text), { row, column: cell?.col ?? 0 })
    },
    onCopy: (event) => {
      const inText = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
      if (picked.keys.size === 0 || inText) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', rowsText(ticked(), columns, ctx))
    },
  }
}
