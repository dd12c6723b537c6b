import type { Client, Me } from '@mortise/client'
import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import { compileForm, openForm } from '@mortise/forms'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  type EntityDocument,
  extensionList,
  type FieldDocument,
  type FormDocument,
  type FormNode,
  type RecordValues,
} from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { FormStore, FormView, MetadataProvider, useFaceContext } from '@mortise/views'
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { appeared, type BenchField, choices, painted, rows, tabs } from '../form.ts'

const types = { text: 'text', number: 'integer', choice: 'select', date: 'date' } as const
const options = choices.map((value, at) => ({ value: `o${at}`, label: value }))

const fieldOf = ({ name, title, kind }: BenchField): FieldDocument => ({
  key: name,
  type: types[kind],
  label: title,
  ...(kind === 'choice' ? { settings: { options } } : {}),
})
const unhidden = (after: string) => ({ '!=': [{ var: after }, 'hide'] })
const nodeOf = ({ name, after, required }: BenchField): FormNode => ({
  type: 'field',
  field: name,
  span: 6,
  ...(after === undefined ? {} : { visible: unhidden(after) }),
  ...(after !== undefined && required === true ? { required: unhidden(after) } : {}),
})

const order: EntityDocument = {
  key: 'order',
  label: '订单',
  title: 'f0_0',
  fields: [
    ...tabs.flat().map(fieldOf),
    { key: 'lines', type: 'subtable', label: '明细', settings: { target: 'line', parentField: 'order' } },
  ],
}
const line: EntityDocument = {
  key: 'line',
  label: '明细',
  kind: 'child',
  title: 'product',
  fields: [
    { key: 'order', type: 'link', label: '订单', settings: { target: 'order' } },
    { key: 'product', type: 'text', label: '产品' },
    { key: 'qty', type: 'integer', label: '数量' },
    { key: 'price', type: 'money', label: '单价' },
    {
      key: 'amount',
      type: 'formula',
      label: '金额',
      settings: { result: 'money', stored: true, expr: { '*': [{ var: 'qty' }, { var: 'price' }] } },
    },
    { key: 'note', type: 'text', label: '备注' },
    { key: 'day', type: 'date', label: '日期' },
  ],
}
const form: FormDocument = {
  key: 'edit',
  entity: 'order',
  purpose: 'edit',
  nodes: [
    {
      type: 'tabs',
      tabs: [
        ...tabs.map((fields, at) => ({ label: `第 ${at + 1} 页`, nodes: fields.map(nodeOf) })),
        { label: '明细', nodes: [{ type: 'subtable', field: 'lines', totals: ['qty', 'amount'] }] },
      ],
    },
  ],
}

const fields = extensionList(builtinFieldTypes)
const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
const app = { ...none, app: { key: 'a', label: 'A', version: '1.0.0' }, entity: [order, line] }
const me = {
  user: { id: 'u1', name: '陈晨', email: '', departmentId: null, roles: [], locale: 'zh' },
  workspace: { key: 'w', name: 'w', timeZone: 'Asia/Shanghai', currency: 'CNY' },
  entities: {},
  unread: 0,
} as unknown as Me

function Page({ store }: { readonly store: FormStore }): ReactNode {
  return <FormView store={store} ctx={useFaceContext('order')} />
}

const tabNamed = (name: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find((tab) => tab.textContent === name)

let store: FormStore | undefined

globalThis.bench = {
  open: async () => {
    const { model } = compileModel({
      apps: [app as unknown as AppDocuments],
      fieldFacts: fields,
      version: 1,
    })
    const entity = model.entity('order')
    if (entity === undefined) throw new Error('no order')
    const program = compileForm({ model, entity, form, fields, language })
    if (program.problems.length > 0) throw new Error(JSON.stringify(program.problems[0]))
    const values = { lines: rows } as unknown as RecordValues
    const opened = openForm(program, { values, isNew: true, now: '2026-03-05T00:00:00.000Z' })
    store = new FormStore(program, opened)
    const page = <Page store={store} />
    flushSync(() =>
      createRoot(document.getElementById('root') as HTMLElement).render(
        <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
          <MetadataProvider
            client={{} as Client}
            kit={{ fields }}
            loadKit={() => Promise.reject(new Error('none'))}
            model={model}
            me={me}
          >
            {page}
          </MetadataProvider>
        </UiProvider>,
      ),
    )
    await appeared(() => document.querySelector('input[id$="-f0_48"]'))
    await painted()
  },
  field: () => document.querySelector('input[id$="-f0_0"]'),
  showRows: async () => {
    let tab = tabNamed('明细')
    // Tabs that don't fit stand in a menu of their own.
    if (tab === undefined) {
      document.querySelector<HTMLElement>('.ant-tabs-nav-more')?.click()
      await painted()
      tab = tabNamed('明细')
    }
    tab?.click()
    await appeared(() => document.querySelector('tr[data-row]'))
  },
  cell: async () => {
    document.querySelector<HTMLElement>('tr[data-row] td[data-col="1"]')?.click()
    return appeared(() =>
      document.querySelector<HTMLInputElement>('tr[data-active="true"] input[id$="-qty"]'),
    )
  },
  scroller: () => document.querySelector('.m-sheet'),
  counted: () => ({
    runs: store?.state.runs ?? 0,
    // What a form that works everything out at each key would run.
    cells:
      store?.program.cells.reduce(
        (sum, { table }) => sum + (table === '' ? 1 : (store?.state.tables[table]?.length ?? 0)),
        0,
      ) ?? 0,
  }),
}
