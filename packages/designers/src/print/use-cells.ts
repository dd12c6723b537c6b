import { say } from '@mortise/errors'
import type { LaidBlock, PrintLayout } from '@mortise/prints'
import { useLocale, useT } from '@mortise/ui'
import type { MouseEvent } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { KeyMap } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { clearCells, columnsOf, moveColumn, removeColumns, removeFoot } from './cell-commands.ts'
import {
  cellAt,
  cellBeside,
  type CellGround,
  cellRange,
  type CellRef,
  cellRows,
  uniqueCells,
} from './cells.ts'
import { blockAt } from './commands.ts'
import { messages } from './messages.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** What can be done with the cells of a table on its pages. */
export type TableCells = {
  /** The table whose cells can be selected: the one block that is selected. */
  readonly ground: (CellGround & { readonly at: string }) | undefined
  /** A click on a block; true where it chose a cell of it. */
  readonly click: (event: MouseEvent<HTMLElement>, box: LaidBlock) => boolean
  /** Keys of a block while its cells are worked on. */
  readonly keys: (at: string) => KeyMap
  /** Selects some cells, or adds them to those that are, as the keys held say. */
  readonly choose: (refs: readonly CellRef[], held: Held) => void
  readonly nameOf: (ref: CellRef) => string
}

type Held = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>

/** The words for a cell: what row it is in, and which column. */
export function useCellName(cells: CellGround['cells'] | undefined): (ref: CellRef) => string {
  const t = useT(messages)
  const locale = useLocale()
  return ({ row, column }) => {
    const [kind = '', number] = row.split('.')
    if (number !== undefined) return t('footCell', { row: Number(number) + 1, n: column + 1 })
    const label = cells?.kinds.find((one) => one.kind === kind)?.label
    return t('cell', { kind: say(label, locale), n: column + 1 })
  }
}

/** Boxes for the settings of a cell come first in the panel; the first of them takes the focus. */
function focusPanel(): void {
  document.querySelector<HTMLElement>('.d-panel-form :is(input, textarea)')?.focus()
}

/** Single cells of the selected table: chosen by a second click, walked by arrows, cleared and removed by keys. */
export function useCells(
  editor: PrintEditor,
  { layout, scale }: { readonly layout: PrintLayout | undefined; readonly scale: number },
): TableCells {
  const t = useT(messages)
  const announce = useAnnounce()
  const { kit } = useWorkbench()
  const { selected, print, cells: refs } = editor
  const [at = ''] = selected
  const block = selected.length === 1 ? blockAt(print, at) : undefined
  const cells = kit.blocks.find(block?.type ?? '')?.cells
  const nameOf = useCellName(cells)
  const pieces = layout?.blocks.filter((one) => one.at === at && one.rows !== undefined) ?? []
  const ground =
    block === undefined || cells === undefined || pieces.length === 0
      ? undefined
      : { at, block, cells, rows: cellRows(pieces, block, cells) }
  const set = (next: readonly CellRef[]): void => {
    editor.selectCells(at, next)
    const last = next.at(-1)
    if (last !== undefined) announce(nameOf(last))
  }
  const choose: TableCells['choose'] = (next, held) => {
    if (ground === undefined) return
    const [first] = refs
    const last = next.at(-1)
    if (held.shiftKey && first !== undefined && last !== undefined)
      return set(uniqueCells([...cellRange(first, last, ground.rows), ...next]))
    if (!held.ctrlKey && !held.metaKey) return set(next)
    const same = (one: CellRef) => (other: CellRef) => one.row === other.row && one.column === other.column
    const all = next.every((one) => refs.some(same(one)))
    set(all ? refs.filter((one) => !next.some(same(one))) : uniqueCells([...refs, ...next]))
  }
  const walk = (x: number, y: number, further: boolean): void => {
    const from = refs.at(-1)
    const [first] = refs
    if (ground === undefined || from === undefined || first === undefined) return
    const to = cellBeside(from, { x, y }, ground.rows)
    // The last one stays where the hand is.
    const range = cellRange(first, to, ground.rows).filter(
      (one) => one.row !== to.row || one.column !== to.column,
    )
    set(further && (to.row !== first.row || to.column !== first.column) ? [...range, to] : [to])
  }
  const remove = (): void => {
    if (ground === undefined) return
    const { rows } = ground
    const columns = columnsOf(refs, rows)
    const whole = rows.every(({ row }) => refs.some((one) => one.row === row))
    const [first] = refs
    const last = refs.every(({ row }) => row === first?.row) && first?.row.startsWith('foot') === true
    const entire = last && columns.length === (rows[0]?.spans ?? []).reduce((all, one) => all + one, 0)
    const next = whole
      ? removeColumns(ground.block, columns, ground)
      : entire && first !== undefined
        ? removeFoot(ground.block, first, ground)
        : clearCells(ground.block, refs, ground)
    if (JSON.stringify(next) === JSON.stringify(ground.block)) return
    editor.put(at, next, t(whole ? 'columnRemove' : entire ? 'footRemove' : 'clearCells'))
    if (whole || entire) editor.selectCells(at, [])
  }
  const shift = (by: 1 | -1): void => {
    const [first] = refs
    if (ground === undefined || first === undefined) return
    const next = moveColumn(ground.block, first.column, by, ground)
    if (next === ground.block) return
    editor.put(at, next, t(by < 0 ? 'columnLeft' : 'columnRight'))
    set([{ ...first, column: first.column + by }])
  }
  const rowOf = (ref: CellRef): readonly CellRef[] => {
    const row = ground?.rows.find((one) => one.row === ref.row)
    if (ground === undefined || row === undefined) return []
    const width = row.spans.reduce((all, one) => all + one, 0)
    return cellRange({ row: ref.row, column: 0 }, { row: ref.row, column: width - 1 }, ground.rows)
  }
  const columnOf = ({ column }: CellRef): readonly CellRef[] => {
    const [top, bottom] = [ground?.rows[0], ground?.rows.at(-1)]
    return ground === undefined || top === undefined || bottom === undefined
      ? []
      : cellRange({ row: top.row, column }, { row: bottom.row, column }, ground.rows)
  }
  return {
    ground,
    nameOf,
    choose,
    click: (event, box) => {
      if (ground === undefined || box.at !== at) return false
      const extending = event.shiftKey || event.ctrlKey || event.metaKey
      if (extending && refs.length === 0) return false
      const page = event.currentTarget.parentElement?.getBoundingClientRect()
      if (page === undefined) return false
      const point = { x: (event.clientX - page.left) / scale, y: (event.clientY - page.top) / scale }
      const ref = cellAt(box, point, ground)
      if (ref === undefined) return false
      choose([ref], event)
      return true
    },
    keys: (of) => {
      if (ground === undefined || of !== at) return {}
      const [first] = ground.rows
      if (refs.length === 0)
        return { Enter: () => (first === undefined ? undefined : set([{ row: first.row, column: 0 }])) }
      const last = refs.at(-1)
      return {
        Enter: focusPanel,
        F2: focusPanel,
        Escape: () => editor.selectCells(at, []),
        ArrowUp: () => walk(0, -1, false),
        ArrowDown: () => walk(0, 1, false),
        ArrowLeft: () => walk(-1, 0, false),
        ArrowRight: () => walk(1, 0, false),
        'Shift+ArrowUp': () => walk(0, -1, true),
        'Shift+ArrowDown': () => walk(0, 1, true),
        'Shift+ArrowLeft': () => walk(-1, 0, true),
        'Shift+ArrowRight': () => walk(1, 0, true),
        'Alt+ArrowLeft': () => shift(-1),
        'Alt+ArrowRight': () => shift(1),
        // As in a spreadsheet: the whole row, the whole column.
        'Shift+Space': () => (last === undefined ? undefined : set(rowOf(last))),
        'Ctrl+Space': () => (last === undefined ? undefined : set(columnOf(last))),
        // A table is not picked up while its cells are worked on.
        Space: () => undefined,
        Delete: remove,
        Backspace: remove,
      }
    },
  }
}
