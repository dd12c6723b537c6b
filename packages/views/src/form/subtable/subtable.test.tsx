import { language } from '@mortise/expressions'
import { fieldFaces } from '@mortise/fields/react'
import { compileForm, openForm, valuesOf } from '@mortise/forms'
import type { EntityDocument, FormDocument, RecordValues } from '@mortise/schema'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { fields, modelOf } from '../../testing/model.ts'
import { TestWorkspace } from '../../testing/workspace.tsx'
import { FormStore } from '../form-store.ts'
import { FormView } from '../form-view.tsx'

const order: EntityDocument = {
  key: 'order',
  label: { zh: '订单', en: 'Order' },
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: { zh: '名称', en: 'Name' } },
    {
      key: 'items',
      type: 'subtable',
      label: { zh: '明细', en: 'Items' },
      settings: { target: 'line', parentField: 'order' },
    },
  ],
}
const line: EntityDocument = {
  key: 'line',
  label: { zh: '明细', en: 'Line' },
  kind: 'child',
  title: 'product',
  fields: [
    { key: 'order', type: 'link', label: 'o', settings: { target: 'order' } },
    { key: 'product', type: 'text', label: { zh: '产品', en: 'Product' }, required: true },
    { key: 'qty', type: 'integer', label: { zh: '数量', en: 'Qty' } },
    {
      key: 'kind',
      type: 'select',
      label: { zh: '种类', en: 'Kind' },
      settings: {
        options: [
          { value: 'a', label: { zh: '硬件', en: 'Hard' } },
          { value: 'b', label: { zh: '软件', en: 'Soft' } },
        ],
      },
    },
  ],
}
const model = modelOf([order, line])

function open(rows: readonly RecordValues[], node: object = {}): FormStore {
  const entity = model.entity('order')
  if (entity === undefined) throw new Error('no order')
  const form = {
    key: 'edit',
    entity: 'order',
    purpose: 'edit',
    nodes: [
      { type: 'field', field: 'name' },
      {
        type: 'subtable',
        field: 'items',
        columns: [{ field: 'product' }, { field: 'qty' }, { field: 'kind' }],
        totals: ['qty'],
        ...node,
      },
    ],
  } as FormDocument
  const program = compileForm({ model, entity, form, fields, language })
  expect(program.problems).toEqual([])
  const store = new FormStore(
    program,
    openForm(program, { values: { items: rows }, isNew: true, now: '2026-03-05T00:00:00.000Z' }),
  )
  const ctx = { locale: 'zh' as const, timeZone: 'Asia/Shanghai', types: fields, faces: fieldFaces }
  render(
    <TestWorkspace model={model}>
      <FormView store={store} ctx={ctx} />
    </TestWorkspace>,
  )
  return store
}

const given = [
  { product: '网关', qty: 1, kind: 'a' },
  { product: '平台', qty: 2, kind: 'b' },
  { product: '服务', qty: 3 },
]
const rowsOf = (store: FormStore): RecordValues[] =>
  valuesOf(store.program, store.state)['items'] as unknown as RecordValues[]
const products = (store: FormStore): unknown[] => rowsOf(store).map((row) => row['product'])
const cell = (row: number, text: string): HTMLElement =>
  within(screen.getAllByRole('row')[row] as HTMLElement).getByText(text)
const focused = (): HTMLInputElement => document.activeElement as HTMLInputElement
const press = (key: string, more: object = {}): void => {
  act(() => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }))
}

afterEach(cleanup)

test('a click puts the cursor into the cell; Enter goes down, at the end it adds a row', () => {
  const store = open(given)
  fireEvent.click(cell(1, '网关'))
  expect(focused().value).toBe('网关')
  press('Enter')
  expect(focused().value).toBe('平台')
  press('Enter')
  press('Enter')
  expect(rowsOf(store)).toHaveLength(4)
  fireEvent.change(focused(), { target: { value: '培训' } })
  expect(products(store)).toEqual(['网关', '平台', '服务', '培训'])
})

test('Tab goes on to the next cell and over the end of a row; at the very end it leaves', () => {
  open(given)
  fireEvent.click(cell(1, '网关'))
  press('Tab')
  expect(focused().value).toBe('1')
  press('Tab')
  press('Tab')
  expect(focused().value).toBe('平台')
  press('Tab', { shiftKey: true })
  press('Tab', { shiftKey: true })
  press('Tab', { shiftKey: true })
  expect(focused().value).toBe('网关')
})

test('arrows move between cells while nothing is being edited inside them', () => {
  open(given)
  fireEvent.click(cell(1, '网关'))
  press('ArrowDown')
  expect(focused().value).toBe('平台')
  focused().select()
  press('ArrowRight')
  expect(focused().value).toBe('2')
  press('ArrowUp')
  expect(focused().value).toBe('1')
})

test('a row taken away comes back whole where it was', () => {
  const store = open(given)
  fireEvent.click(screen.getByRole('button', { name: '删除第 2 行' }))
  expect(products(store)).toEqual(['网关', '服务'])
  fireEvent.click(screen.getByRole('button', { name: '撤销' }))
  expect(rowsOf(store)[1]).toMatchObject({ product: '平台', qty: 2, kind: 'b' })
})

test('ticked rows are copied, moved and removed together', () => {
  const store = open(given)
  fireEvent.click(screen.getByLabelText('选择第 1 行'))
  fireEvent.click(screen.getByLabelText('选择第 2 行'))
  const bar = screen.getByRole('toolbar', { name: '已选 2 行' })
  fireEvent.click(within(bar).getByRole('button', { name: '下移' }))
  expect(products(store)).toEqual(['服务', '网关', '平台'])
  fireEvent.click(within(bar).getByRole('button', { name: /复/ }))
  expect(products(store)).toEqual(['服务', '网关', '平台', '网关', '平台'])
  fireEvent.click(within(bar).getByRole('button', { name: /删/ }))
  expect(products(store)).toEqual(['服务', '网关', '平台'])
})

test('Alt with an arrow moves the row, Ctrl+D takes over what stands above', () => {
  const store = open(given)
  fireEvent.click(cell(1, '网关'))
  press('ArrowDown', { altKey: true })
  expect(products(store)).toEqual(['平台', '网关', '服务'])
  expect(focused().value).toBe('网关')
  press('d', { ctrlKey: true })
  expect(products(store)).toEqual(['平台', '平台', '服务'])
})

const paste = (text: string): void => {
  act(
    () =>
      void fireEvent.paste(document.activeElement ?? document.body, {
        clipboardData: { getData: () => text },
      }),
  )
}

test('a block of cells from a spreadsheet fills rows and adds those that are missing', async () => {
  const store = open(given)
  fireEvent.click(cell(3, '服务'))
  paste('安装\t1,200\t软件\r\n培训\t 5 \t硬件\r\n')
  expect(rowsOf(store).slice(2)).toMatchObject([
    { product: '安装', qty: 1200, kind: 'b' },
    { product: '培训', qty: 5, kind: 'a' },
  ])
  expect(await screen.findByText('已粘贴 2 行')).toBeTruthy()
})

test('what cannot be read stays in its cell, marked, and pasting can be taken back', async () => {
  const store = open(given)
  fireEvent.click(cell(1, '网关'))
  press('Tab')
  paste('很多\t不知道\n7')
  expect(await screen.findByText(/2 个单元格需要修改/)).toBeTruthy()
  expect(rowsOf(store)[1]).toMatchObject({ qty: 7 })
  fireEvent.click(cell(2, '平台'))
  const wrong = screen.getByText('很多')
  expect(wrong.closest('td')?.dataset['invalid']).toBe('true')
  expect(screen.getByText('不知道')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '撤销' }))
  expect(rowsOf(store)[0]).toMatchObject({ qty: 1, kind: 'a' })
})

test('totals stand below the sheet and below cards', () => {
  open(given)
  expect(within(screen.getAllByRole('row').at(-1) as HTMLElement).getByText('6')).toBeTruthy()
  cleanup()
  open(given, { view: 'cards' })
  expect(within(screen.getByLabelText('合计')).getByText('6')).toBeTruthy()
  expect(screen.getAllByRole('listitem')).toHaveLength(3)
})

test('with the dialog view a row opens in a panel, and the next one from there', () => {
  const store = open(given, { view: 'dialog' })
  fireEvent.click(cell(1, '网关'))
  const panel = screen.getByRole('dialog')
  fireEvent.change(within(panel).getByLabelText(/产品/), { target: { value: '网关 2' } })
  fireEvent.click(within(panel).getByRole('button', { name: '下一行' }))
  expect((within(screen.getByRole('dialog')).getByLabelText(/产品/) as HTMLInputElement).value).toBe('平台')
  expect(products(store)[0]).toBe('网关 2')
})

test('a column that no row shows has no head', () => {
  const column = { field: 'kind', visible: { '==': [{ var: 'product' }, '平台'] } }
  open([{ product: '网关' }], { columns: [{ field: 'product' }, column] })
  expect(screen.queryByRole('columnheader', { name: '种类' })).toBeNull()
  cleanup()
  open(given, { columns: [{ field: 'product' }, column] })
  expect(screen.getByRole('columnheader', { name: '种类' })).toBeTruthy()
})
