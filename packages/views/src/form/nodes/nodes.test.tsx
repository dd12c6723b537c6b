import type { Client } from '@mortise/client'
import { language } from '@mortise/expressions'
import { fieldFaces } from '@mortise/fields/react'
import { compileForm, openForm } from '@mortise/forms'
import type { EntityDocument, FormDocument, FormNode, RecordQuery, RecordValues } from '@mortise/schema'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import { fields, modelOf, textField } from '../../testing/model.ts'
import { TestWorkspace } from '../../testing/workspace.tsx'
import { FormStore } from '../form-store.ts'
import { FormView } from '../form-view.tsx'

const order: EntityDocument = {
  key: 'order',
  label: { zh: '订单', en: 'Order' },
  title: 'name',
  fields: [
    textField('name', '名称'),
    textField('city', '城市'),
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
  label: 'line',
  kind: 'child',
  title: 'product',
  fields: [
    { key: 'order', type: 'link', label: 'order', settings: { target: 'order' } },
    textField('product', '产品'),
  ],
}
const product: EntityDocument = {
  key: 'product',
  label: { zh: '产品', en: 'Product' },
  title: 'name',
  fields: [textField('name', '品名'), textField('place', '产地')],
}
const model = modelOf([order, line, product])

const stock = [
  { id: 'p1', name: '网关', place: '上海' },
  { id: 'p2', name: '平台', place: '杭州' },
]

function open(nodes: readonly FormNode[], given: { values?: RecordValues; saved?: boolean } = {}) {
  const entity = model.entity('order')
  if (entity === undefined) throw new Error('no order')
  const form: FormDocument = { key: 'edit', entity: 'order', purpose: 'edit', nodes }
  const program = compileForm({ model, entity, form, fields, language })
  expect(program.problems).toEqual([])
  const asked: RecordQuery[] = []
  const ran: unknown[] = []
  const client = {
    records: {
      query: async (query: RecordQuery) => {
        asked.push(query)
        const found = query.search === undefined ? stock : stock.filter(({ name }) => name === query.search)
        return { data: found }
      },
    },
    work: {
      runRule: async (...call: unknown[]) => {
        ran.push(call)
        return { records: [] }
      },
    },
  } as unknown as Client
  const values = given.values ?? {}
  const previous = given.saved === true ? { id: 'r1', ...values } : undefined
  const store = new FormStore(
    program,
    openForm(program, {
      values: previous ?? values,
      previous,
      isNew: previous === undefined,
      now: '2026-03-05T00:00:00.000Z',
    }),
  )
  const ctx = { locale: 'zh' as const, timeZone: 'Asia/Shanghai', types: fields, faces: fieldFaces }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TestWorkspace model={model} client={client}>
        <FormView store={store} ctx={ctx} />
      </TestWorkspace>
    </QueryClientProvider>,
  )
  return { store, asked, ran }
}

const settled = (pause = 0): Promise<void> =>
  act(() => new Promise<void>((later) => setTimeout(later, pause)))

afterEach(cleanup)

test('picked records become rows, and the picking can be taken back', async () => {
  const { store } = open([
    {
      type: 'pick',
      label: { zh: '选择产品', en: 'Pick' },
      entity: 'product',
      columns: ['name', 'place'],
      multiple: true,
      into: 'items',
      fill: { product: 'name' },
    },
    { type: 'subtable', field: 'items' },
  ])
  fireEvent.click(screen.getByRole('button', { name: '选择产品' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(await within(dialog).findByLabelText('网关'))
  fireEvent.click(within(dialog).getByText('杭州'))
  fireEvent.click(within(dialog).getByRole('button', { name: '选定 2 条' }))
  expect(store.state.tables['items']?.map(({ row }) => row['product'])).toEqual(['网关', '平台'])
  fireEvent.click(screen.getByRole('button', { name: '撤销' }))
  expect(store.state.tables['items']).toEqual([])
})

test('one picked record fills the fields of this one', async () => {
  const { store } = open([
    {
      type: 'pick',
      label: '选择',
      entity: 'product',
      columns: ['name'],
      fill: { name: 'name', city: 'place' },
    },
    { type: 'field', field: 'name' },
    { type: 'field', field: 'city' },
  ])
  fireEvent.click(screen.getByRole('button', { name: '选择' }))
  fireEvent.click(await screen.findByLabelText('平台'))
  fireEvent.click(screen.getByRole('button', { name: /选\s*定/ }))
  expect(store.state.row).toMatchObject({ name: '平台', city: '杭州' })
})

test('a query waits until there is something to ask with, and asks anew when that changes', async () => {
  const { store, asked } = open([
    { type: 'field', field: 'city' },
    {
      type: 'query',
      label: { zh: '同城产品', en: 'Here' },
      entity: 'product',
      filter: { '==': [{ var: 'place' }, { var: 'record.city' }] },
      columns: ['name'],
    },
  ])
  const part = screen.getByRole('region', { name: '同城产品' })
  expect(within(part).getByText('填写后自动查询')).toBeTruthy()
  expect(asked).toEqual([])
  act(() => store.change('city', '上海'))
  expect(await within(part).findByText('网关')).toBeTruthy()
  expect(asked[0]?.filter).toEqual({ '==': [{ var: 'place' }, '上海'] })
})

test('codes follow the value they show', async () => {
  const { store } = open([
    { type: 'field', field: 'name' },
    { type: 'code', kind: 'ean13', value: { var: 'name' } },
  ])
  expect(screen.getByText('有内容后显示')).toBeTruthy()
  act(() => store.change('name', '5901234123457'))
  expect(screen.getByRole('img', { name: '5901234123457' })).toBeTruthy()
  act(() => store.change('name', '123'))
  expect(screen.getByText('“123”不能做成这种条码')).toBeTruthy()
})

test('a button runs its rule on what is saved, not on what is only typed', async () => {
  const nodes: readonly FormNode[] = [
    { type: 'field', field: 'name' },
    { type: 'button', label: { zh: '催办', en: 'Chase' }, rule: 'chase' },
  ]
  open(nodes)
  expect((screen.getByRole('button', { name: '催办' }) as HTMLButtonElement).disabled).toBe(true)
  cleanup()
  const { store, ran } = open(nodes, { values: { name: 'x' }, saved: true })
  act(() => store.change('name', 'y'))
  fireEvent.click(screen.getByRole('button', { name: '催办' }))
  expect(await screen.findByText('请先保存，再执行')).toBeTruthy()
  act(() => store.change('name', 'x'))
  fireEvent.click(screen.getByRole('button', { name: '催办' }))
  await settled(20)
  expect(ran).toEqual([['chase', { entity: 'order', id: 'r1' }]])
})

test('a section with two columns gives each field half of it', () => {
  open([
    {
      type: 'section',
      label: '两列',
      columns: 2,
      nodes: [
        { type: 'field', field: 'name' },
        { type: 'field', field: 'city' },
      ],
    },
  ])
  const grid = screen.getByLabelText(/名称/).closest<HTMLElement>('.m-grid12')
  expect(grid?.style.gridTemplateColumns).toContain('repeat(2')
  expect(grid?.querySelector<HTMLElement>(':scope > div')?.style.gridColumn).toBe('span 1')
})

test('formatted words show values as words, never as tags, and follow what is typed', async () => {
  const html = '<h2>给 {{name}}</h2><p><a href="javascript:x">a</a><a href="https://a.cn/">b</a></p>'
  const nodes: FormNode[] = [
    { type: 'field', field: 'name' },
    { type: 'html', id: 'h', html: `${html}<script>x</script><img src=x onerror=y>` },
  ]
  open(nodes, { values: { name: '<img src=x>' } })
  const container = document.body
  expect(screen.getByRole('heading', { name: '给 <img src=x>' })).toBeTruthy()
  expect([...container.querySelectorAll('.m-html-node a')].map((one) => one.getAttribute('href'))).toEqual([
    'https://a.cn/',
  ])
  expect(container.querySelector('.m-html-node img, .m-html-node script')).toBeNull()
  fireEvent.change(screen.getByLabelText('名称'), { target: { value: '王女士' } })
  expect(await screen.findByRole('heading', { name: '给 王女士' })).toBeTruthy()
})

test('a page of a site that is let in shows in a sandbox; of another one it is said that it does not', () => {
  const page = (url: string): FormNode => ({ type: 'embed', id: url, label: '看板', url })
  open([page('https://bi.example.com/b?n={{name}}'), page('https://other.example.com/')], {
    values: { name: '甲&乙' },
  })
  const frames = [...document.querySelectorAll('iframe')]
  expect(frames.map(({ src, title }) => [src, title])).toEqual([
    ['https://bi.example.com/b?n=%E7%94%B2%26%E4%B9%99', '看板'],
  ])
  expect(frames[0]?.getAttribute('sandbox')).not.toContain('top-navigation')
  expect(frames[0]?.getAttribute('referrerpolicy')).toBe('no-referrer')
  expect(screen.getByText(/other\.example\.com 不在可嵌入的网站里/)).toBeTruthy()
})
