import { builtinBlocks, type LaidBlock } from '@mortise/prints'
import type { PrintBlockDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addFoot,
  cellValue,
  clearCells,
  insertColumn,
  mergeCells,
  moveColumn,
  removeColumns,
  splitCell,
  withCellValue,
} from './cell-commands.ts'
import {
  cellAt,
  cellBeside,
  cellBoxes,
  cellRange,
  cellRows,
  entriesOf,
  plainRows,
  presentCells,
} from './cells.ts'

const found = builtinBlocks.find('table')?.cells
if (found === undefined) throw new Error('a table has cells')
const cells = found
const block: PrintBlockDocument = {
  type: 'table',
  source: 'lines',
  columns: [
    { index: true },
    { field: 'product', over: '货物' },
    { field: 'spec', over: '货物' },
    { field: 'amount', total: true },
  ],
  foot: [
    {
      cells: [
        { value: '大写', span: 1 },
        { value: '{{total}}', span: 3 },
      ],
    },
  ],
}
const piece: LaidBlock = {
  at: '/body/0',
  page: 0,
  x: 10,
  y: 20,
  width: 100,
  height: 60,
  columns: [10, 20, 50, 80, 110],
  rows: [
    { kind: 'over', y: 20, height: 6, spans: [1, 2, 1] },
    { kind: 'head', y: 26, height: 6, spans: [1, 1, 1, 1] },
    { kind: 'data', y: 32, height: 6, spans: [1, 1, 1, 1] },
    { kind: 'group', y: 38, height: 6, spans: [4] },
    { kind: 'empty', y: 44, height: 6, spans: [1, 1, 1, 1] },
    { kind: 'total', y: 50, height: 6, spans: [3, 1] },
    { kind: 'foot.0', y: 56, height: 6, spans: [1, 3] },
  ],
}
const ground = { block, cells, rows: cellRows([piece], block, cells) }
const plain = (of: PrintBlockDocument) => ({ cells, rows: plainRows(of, cells) })
const setting = (kind: string, key: string) => {
  const one = cells.kinds.find((each) => each.kind === kind)?.settings.find(({ field }) => field.key === key)
  if (one === undefined) throw new Error(`${kind} has no ${key}`)
  return one
}

describe('a cell of a table on the canvas', () => {
  it('is what is under the pointer: a head that reaches up, a joined head, an empty row, a row at the end', () => {
    const at = (x: number, y: number) => cellAt(piece, { x, y }, ground)
    expect(at(15, 22)).toEqual({ row: 'head', column: 0 })
    expect(at(60, 22)).toEqual({ row: 'over', column: 1 })
    expect(at(60, 28)).toEqual({ row: 'head', column: 2 })
    expect(at(60, 46)).toEqual({ row: 'data', column: 2 })
    expect(at(60, 40)).toBeUndefined()
    expect(at(60, 52)).toEqual({ row: 'total', column: 0 })
    expect(at(100, 58)).toEqual({ row: 'foot.0', column: 1 })
    expect(at(5, 28)).toBeUndefined()
  })

  it('stands in every row of its kind, as wide as it is', () => {
    expect(cellBoxes(piece, { row: 'data', column: 1 }, ground).map(({ y }) => y)).toEqual([32, 44])
    expect(cellBoxes(piece, { row: 'foot.0', column: 1 }, ground)).toEqual([
      { x: 20, y: 56, width: 90, height: 6 },
    ])
    expect(cellBoxes(piece, { row: 'head', column: 0 }, ground).map(({ y }) => y)).toEqual([20, 26])
  })

  it('has neighbours on every side and never leaves the table', () => {
    const step = fc.constantFrom({ x: 1, y: 0 }, { x: -1, y: 0 }, { x: 0, y: 1 }, { x: 0, y: -1 })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let ref = { row: 'head', column: 0 }
        for (const by of steps) {
          ref = cellBeside(ref, by, ground.rows)
          expect(cellBoxes(piece, ref, ground).length).toBeGreaterThan(0)
        }
      }),
    )
    expect(cellBeside({ row: 'over', column: 1 }, { x: 1, y: 0 }, ground.rows).column).toBe(3)
  })

  it('is no longer selected once its row or column is gone', () => {
    const refs = [
      { row: 'foot.0', column: 1 },
      { row: 'head', column: 3 },
    ]
    expect(presentCells(refs, block, cells)).toEqual(refs)
    const { foot: _foot, ...without } = block
    expect(presentCells(refs, without as PrintBlockDocument, cells)).toEqual([refs[1]])
    expect(presentCells(refs, removeColumns(block, [0], plain(block)), cells)).toEqual([refs[0]])
  })

  it('makes a range with another one, whatever lies between', () => {
    const range = cellRange({ row: 'head', column: 1 }, { row: 'data', column: 2 }, ground.rows)
    expect(range.map(({ row, column }) => `${row} ${column}`)).toEqual([
      'head 1',
      'head 2',
      'data 1',
      'data 2',
    ])
  })
})

describe('what is set of cells', () => {
  it('is kept where it belongs: the column, a part of it, the row at the end, the block', () => {
    const set = (row: string, column: number, key: string, value: unknown, of = block) =>
      withCellValue(of, { row, column }, { setting: setting(row.split('.')[0] ?? '', key), value }, plain(of))
    expect(entriesOf(set('head', 3, 'fill', '#EAF0F8'), 'columns')[3]).toEqual({
      field: 'amount',
      total: true,
      head: { fill: '#EAF0F8' },
    })
    expect(entriesOf(set('data', 3, 'field', 'price'), 'columns')[3]).toMatchObject({ field: 'price' })
    // A head above is that of every column under it.
    expect(entriesOf(set('over', 1, 'over', '标的'), 'columns').map(({ over }) => over)).toEqual([
      undefined,
      '标的',
      '标的',
      undefined,
    ])
    expect(set('total', 0, 'totalLabel', '总计')).toMatchObject({ totalLabel: '总计' })
    const foot = set('foot.0', 1, 'bold', true)
    expect(foot['foot']).toMatchObject([{ cells: [{ value: '大写' }, { value: '{{total}}', bold: true }] }])
    // What is emptied leaves nothing behind.
    const filled = set('head', 3, 'fill', '#EAF0F8')
    expect(set('head', 3, 'fill', null, filled)).toEqual(block)
    expect(cellValue(filled, { row: 'head', column: 3 }, setting('head', 'fill'), plain(filled))).toBe(
      '#EAF0F8',
    )
  })

  it('is cleared without touching what is printed', () => {
    const at = { row: 'head', column: 3 }
    const set = withCellValue(block, at, { setting: setting('head', 'size'), value: 12 }, plain(block))
    expect(clearCells(set, [at, { row: 'data', column: 3 }], plain(set))).toEqual(block)
  })
})

describe('columns and rows', () => {
  const fields = (of: PrintBlockDocument) => entriesOf(of, 'columns').map(({ field = '·' }) => field)
  const spans = (of: PrintBlockDocument) =>
    entriesOf(of, 'foot').map((row) => entriesOf(row, 'cells').map(({ span }) => span))

  it('are put in, moved and taken out, and the rows at the end go on to the last column', () => {
    const wider = insertColumn(block, 2, plain(block))
    expect(fields(wider)).toEqual(['·', 'product', '·', 'spec', 'amount'])
    expect(entriesOf(wider, 'columns')[2]).toEqual({ over: '货物' })
    expect(spans(wider)).toEqual([[1, 4]])
    expect(spans(insertColumn(block, 4, plain(block)))).toEqual([[1, 4]])
    expect(spans(removeColumns(block, [0], plain(block)))).toEqual([[3]])
    expect(spans(removeColumns(block, [1, 2], plain(block)))).toEqual([[1, 1]])
    expect(removeColumns(block, [0, 1, 2, 3], plain(block))).toBe(block)
    expect(fields(moveColumn(block, 3, -1, plain(block)))).toEqual(['·', 'product', 'amount', 'spec'])
    expect(spans(addFoot(block, plain(block)))).toEqual([[1, 3], [4]])
  })

  it('never make a row at the end wider or narrower than the table', () => {
    const at = fc.nat(9)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), at), { maxLength: 12 }), (steps) => {
        let now = block
        for (const [more, place] of steps) {
          const count = entriesOf(now, 'columns').length
          now = more
            ? insertColumn(now, place % (count + 1), plain(now))
            : removeColumns(now, [place % count], plain(now))
          const wide = plainRows(now, cells).map((row) => row.spans.reduce((sum, one) => sum + one, 0))
          expect(new Set(wide)).toEqual(new Set([entriesOf(now, 'columns').length]))
        }
      }),
    )
  })

  it('have cells that become one and fall apart again', () => {
    const ends = [
      { row: 'foot.0', column: 0 },
      { row: 'foot.0', column: 1 },
    ]
    const merged = mergeCells(block, ends, { ...plain(block), name: '' })
    expect(merged['foot']).toEqual([{ cells: [{ value: '大写 {{total}}', span: 4 }] }])
    const split = splitCell(merged, { row: 'foot.0', column: 0 }, plain(merged))
    expect(spans(split)).toEqual([[1, 1, 1, 1]])
    const heads = [
      { row: 'head', column: 0 },
      { row: 'head', column: 1 },
    ]
    // One of them has a name for what stands above already.
    const under = mergeCells(block, heads, { ...plain(block), name: '新' })
    expect(entriesOf(under, 'columns').map(({ over }) => over)).toEqual(['货物', '货物', '货物', undefined])
    const apart = splitCell(under, { row: 'over', column: 0 }, plain(under))
    expect(entriesOf(apart, 'columns').every(({ over }) => over === undefined)).toBe(true)
  })
})
