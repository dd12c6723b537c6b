import { say } from '@mortise/errors'
import { type BlockCells, photoPart } from '@mortise/prints'
import type { PrintBlockDocument } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import {
  addFoot,
  cellValue,
  clearCells,
  columnsOf,
  insertColumn,
  mayMerge,
  mergeCells,
  moveColumn,
  removeColumns,
  removeFoot,
  splitCell,
  withCellValue,
} from './cell-commands.ts'
import { type CellRef, entriesOf, plainRows, spanOf } from './cells.ts'
import { messages } from './messages.ts'
import { useCellName } from './use-cells.ts'
import { useFileColumns } from './use-file-columns.ts'
import type { PrintEditor } from './use-print-editor.ts'

type Given = {
  readonly editor: PrintEditor
  readonly at: string
  readonly block: PrintBlockDocument
  readonly cells: BlockCells
  readonly refs: readonly CellRef[]
}

const kindOf = ({ row }: CellRef): string => row.split('.')[0] ?? ''

/** The settings of the selected cells of a table, and what can be done with their columns and rows. */
export function CellPanel(given: Given): ReactNode {
  const { editor, at, block, cells, refs } = given
  const t = useT(messages)
  const nameOf = useCellName(cells)
  const rows = plainRows(block, cells)
  const ground = { cells, rows }
  const mayHavePictures = useFileColumns(editor.print.entity, block, cells)
  const [first] = refs
  if (first === undefined) return null
  const title = refs.length === 1 ? nameOf(first) : t('manyCells', { n: refs.length })
  const kinds = [...new Set(refs.map(kindOf))].map((kind) => cells.kinds.find((one) => one.kind === kind))
  // Of cells of several kinds of rows: what each of them has, such as its look.
  const settings = (kinds[0]?.settings ?? []).filter(
    ({ field, part }) =>
      kinds.every((kind) => kind?.settings.some((one) => one.field.key === field.key)) &&
      (part !== photoPart || refs.some(({ column }) => mayHavePictures(column))),
  )
  const settingOf = (ref: CellRef, key: string): (typeof settings)[number] | undefined =>
    cells.kinds.find(({ kind }) => kind === kindOf(ref))?.settings.find(({ field }) => field.key === key)
  const valueOf = (ref: CellRef, key: string): unknown => {
    const setting = settingOf(ref, key)
    if (setting === undefined) return undefined
    const value = cellValue(block, ref, setting, ground) ?? setting.field.default
    // A width may be a number in the document; a box for text shows text.
    return typeof value === 'number' && setting.field.type === 'text' ? String(value) : value
  }
  const values = Object.fromEntries(
    settings.flatMap(({ field: { key } }) => {
      const value = valueOf(first, key)
      // A value that is not the same in all is empty until it is set.
      const same = refs.every((ref) => JSON.stringify(valueOf(ref, key)) === JSON.stringify(value))
      return value === undefined || !same ? [] : [[key, value] as const]
    }),
  )
  const put = (next: { readonly [key: string]: unknown }, changed: string): void => {
    const after = refs.reduce((all, ref) => {
      const setting = settingOf(ref, changed)
      return setting === undefined ? all : withCellValue(all, ref, { setting, value: next[changed] }, ground)
    }, block)
    const merge = `${at} ${refs.map(({ row, column }) => `${row}:${column}`).join(' ')} ${changed}`
    editor.put(at, after, t('edit', { name: title }), merge)
  }
  return (
    <>
      <h2 className="d-panel-title">{title}</h2>
      <CellTools {...given} />
      <Panel
        name={`cell-${at.replaceAll('/', '_')}-${refs.map(({ row, column }) => `${row}${column}`).join('-')}`}
        settings={settings.map(({ field }) => field)}
        // What the fields of rows are looked up by stands beside them.
        values={{ ...values, source: block['source'] }}
        home={editor.print.entity}
        onChange={put}
      />
    </>
  )
}

/** Columns and rows of the selected cells: put in, moved, taken away; cells joined and parted. */
function CellTools({ editor, at, block, cells, refs }: Given): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const rows = plainRows(block, cells)
  const ground = { cells, rows }
  const [first] = refs
  if (first === undefined) return null
  const columns = columnsOf(refs, rows)
  const [from = 0, to = 0] = [columns[0], columns.at(-1)]
  const count = entriesOf(block, cells.columns).length
  const foot = first.row.startsWith('foot')
  const go = (next: PrintBlockDocument, what: string, then: readonly CellRef[]): void => {
    if (JSON.stringify(next) === JSON.stringify(block)) return
    editor.put(at, next, what)
    editor.selectCells(at, then)
  }
  const tool = (
    word: Parameters<typeof t>[0],
    icon: string,
    run: ((what: string) => void) | false,
  ): ReactNode =>
    run === false ? null : (
      <button key={word} type="button" className="d-mini" onClick={() => run(t(word))}>
        <Icon name={icon} size={14} />
        {t(word)}
      </button>
    )
  const head = { row: 'head', column: from }
  const merged = foot ? 'merge' : 'mergeHead'
  const name = say({ zh: t('newOver'), en: t('newOver') }, locale)
  return (
    <div className="d-cell-tools" role="toolbar" aria-label={t('cell', { kind: '', n: from + 1 })}>
      {tool('toTable', 'table-2', () => editor.selectCells(at, []))}
      {tool('columnBefore', 'plus', (what) =>
        go(insertColumn(block, from, ground), what, [{ ...head, row: 'data' }]),
      )}
      {tool('columnBehind', 'plus', (what) =>
        go(insertColumn(block, to + 1, ground), what, [{ row: 'data', column: to + 1 }]),
      )}
      {tool(
        'columnLeft',
        'arrow-left',
        columns.length === 1 &&
          from > 0 &&
          ((what) => go(moveColumn(block, from, -1, ground), what, [{ ...first, column: from - 1 }])),
      )}
      {tool(
        'columnRight',
        'arrow-right',
        columns.length === 1 &&
          from < count - 1 &&
          ((what) => go(moveColumn(block, from, 1, ground), what, [{ ...first, column: from + 1 }])),
      )}
      {tool(
        merged,
        'merge',
        mayMerge(refs, rows) &&
          ((what) => {
            const next = mergeCells(block, refs, { ...ground, name })
            go(next, what, [{ row: foot ? first.row : 'over', column: from }])
          }),
      )}
      {tool(
        'split',
        'split',
        refs.length === 1 &&
          spanOf(first, rows) > 1 &&
          ((what) => go(splitCell(block, first, ground), what, [foot ? first : head])),
      )}
      {tool('footAdd', 'plus', (what) =>
        go(addFoot(block, ground), what, [{ row: `foot.${entriesOf(block, cells.rows).length}`, column: 0 }]),
      )}
      {tool('footRemove', 'trash-2', foot && ((what) => go(removeFoot(block, first, ground), what, [])))}
      {tool(
        'columnRemove',
        'trash-2',
        columns.length < count && ((what) => go(removeColumns(block, columns, ground), what, [])),
      )}
      {tool('clearCells', 'x', (what) => go(clearCells(block, refs, ground), what, refs))}
    </div>
  )
}
