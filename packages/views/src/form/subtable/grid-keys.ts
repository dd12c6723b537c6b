import { changeField } from '@mortise/forms'
import type { KeyboardEvent } from 'react'
import type { FormStore } from '../form-store.ts'
import { fieldStateAt, rowPlaces } from '../row-index.ts'
import type { GridColumn } from './columns.ts'
import type { GridCell, GridCursor } from './grid-cursor.ts'
import type { RowActs } from './use-rows.ts'

/** What the keys of a grid work on. */
export type KeysInput = {
  readonly store: FormStore
  readonly table: string
  readonly columns: readonly GridColumn[]
  readonly cursor: GridCursor
  readonly acts: RowActs
}

type Key = { readonly key: string; readonly shift: boolean; readonly alt: boolean; readonly ctrl: boolean }

/** Where the cursor stands, from what has the focus. */
export function cellUnder(target: EventTarget | null): GridCell | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('td[data-col]') : null
  const row = cell?.closest<HTMLElement>('tr[data-row]')?.dataset['row']
  return row === undefined || cell === null ? undefined : { row, col: Number(cell.dataset['col']) }
}

/** Whether a control keeps the arrow and enter keys for itself: an open list, a text of several lines. */
function isBusy(target: Element, key: string): boolean {
  if (target.closest('[aria-expanded="true"]') !== null) return true
  if (target.closest('.ant-select-open,.ant-picker-focused .ant-picker-active-bar-open') !== null) return true
  const enters = target.tagName === 'BUTTON' || target.tagName === 'A'
  return key === 'Enter'
    ? enters
    : target.closest('[contenteditable="true"],[role="radiogroup"],[role="slider"]') !== null
}

/** Whether the text caret is at an edge, so that an arrow has nowhere left to go in the text. */
function atEdge(target: Element, key: string): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return true
  const { selectionStart: from, selectionEnd: to, value } = target
  if (from === null) return true
  if (from === 0 && to === value.length) return true
  return key === 'ArrowLeft' ? from === 0 && to === 0 : from === value.length
}

const steps: { readonly [key: string]: readonly [down: number, across: number] } = {
  Enter: [1, 0],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
}

function keyOf(event: KeyboardEvent): Key {
  return { key: event.key, shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey }
}

/** The keys of a grid. Gives whether the key was used. */
export function pressKey(event: KeyboardEvent, input: KeysInput): boolean {
  const key = keyOf(event)
  const cell = cellUnder(event.target)
  // While characters are being composed every key belongs to the input method.
  if (cell === undefined || event.nativeEvent.isComposing || key.key === 'Process') return false
  if (key.alt && !key.ctrl && (key.key === 'ArrowUp' || key.key === 'ArrowDown'))
    return moveRow(cell, key, input)
  if (key.ctrl) return !key.shift && !key.alt && key.key.toLowerCase() === 'd' && fillDown(cell, input)
  if (key.alt) return false
  if (key.key === 'Tab') return tab(cell, key, input)
  return step(event.target as Element, { cell, key, input })
}

function step(
  target: Element,
  { cell, key, input }: { readonly cell: GridCell; readonly key: Key; readonly input: KeysInput },
): boolean {
  const [down, across] = steps[key.key] ?? [0, 0]
  if ((down === 0 && across === 0) || isBusy(target, key.key)) return false
  if (target.tagName === 'TEXTAREA' && (key.key === 'Enter' ? key.shift : down !== 0)) return false
  if (across !== 0) return !key.shift && atEdge(target, key.key) && sideways(cell, across, input)
  if (key.shift && key.key !== 'Enter') return false
  const back = key.key === 'Enter' && key.shift
  return updown(cell, { by: back ? -1 : down, adds: key.key === 'Enter' && !back }, input)
}

const rowsOf = ({ store, table }: KeysInput) => store.state.tables[table] ?? []

function updown(
  cell: GridCell,
  { by, adds }: { readonly by: number; readonly adds: boolean },
  input: KeysInput,
): boolean {
  const rows = rowsOf(input)
  const at = rowPlaces(rows).get(cell.row) ?? 0
  const next = rows[at + by]?.key ?? (adds ? input.acts.add() : undefined)
  if (next === undefined) return false
  input.cursor.goTo({ row: next, col: adds && rows[at + by] === undefined ? firstOpen(input) : cell.col })
  return true
}

const canWrite = (input: KeysInput, row: string, { field }: GridColumn): boolean => {
  const state = fieldStateAt(input.store.state, `${input.table}/${row}/${field.key}`)
  return state?.visible === true && !state.readOnly
}

const firstOpen = (input: KeysInput): number => {
  const { fields } = input.store.program.tables.get(input.table) ?? {}
  return Math.max(
    0,
    input.columns.findIndex(({ field }) => fields?.get(field.key)?.computed === false),
  )
}

function sideways(cell: GridCell, by: number, input: KeysInput): boolean {
  const col = cell.col + by
  if (input.columns[col] === undefined) return false
  input.cursor.goTo({ row: cell.row, col })
  return true
}

/** The next cell that can be written, over the ends of rows; at the very end Tab leaves the table. */
function tab(cell: GridCell, { shift }: Key, input: KeysInput): boolean {
  const rows = rowsOf(input)
  const width = input.columns.length
  const by = shift ? -1 : 1
  const start = (rowPlaces(rows).get(cell.row) ?? 0) * width + cell.col
  for (let at = start + by; at >= 0 && at < rows.length * width; at += by) {
    const [row, column] = [rows[Math.floor(at / width)]?.key, input.columns[at % width]]
    if (row === undefined || column === undefined || !canWrite(input, row, column)) continue
    input.cursor.goTo({ row, col: at % width })
    return true
  }
  return false
}

function moveRow(cell: GridCell, { key }: Key, { acts, cursor }: KeysInput): boolean {
  acts.move(new Set([cell.row]), key === 'ArrowUp' ? -1 : 1)
  cursor.goTo(cell)
  return true
}

function fillDown(cell: GridCell, input: KeysInput): boolean {
  const rows = rowsOf(input)
  const above = rows[(rowPlaces(rows).get(cell.row) ?? 0) - 1]
  const column = input.columns[cell.col]
  const from = column && above?.fields[column.field.key]
  if (column === undefined || above === undefined || from === undefined) return true
  const key = column.field.key
  const path = `${input.table}/${cell.row}/${key}`
  const link = above.links[key]
  input.store.set((state) =>
    changeField(
      input.store.program,
      state,
      path,
      from.input ?? from.value,
      link === undefined ? {} : { link },
    ),
  )
  return true
}
