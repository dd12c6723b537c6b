import '@bpmn-io/form-js-viewer/dist/assets/form-js-base.css'
import { createForm } from '@bpmn-io/form-js-viewer'
import { appeared, type BenchField, choices, painted, rows, tabs } from '../form.ts'

const componentOf = ({ name, title, kind, after, required }: BenchField): object => ({
  key: name,
  id: name,
  label: title,
  ...(kind === 'choice'
    ? { type: 'select', values: choices.map((value) => ({ value, label: value })) }
    : kind === 'number'
      ? { type: 'number' }
      : kind === 'date'
        ? { type: 'datetime', subtype: 'date', dateLabel: title }
        : { type: 'textfield' }),
  ...(after === undefined ? {} : { conditional: { hide: `=${after} = "hide"` } }),
  ...(required === true ? { validate: { required: true } } : {}),
})

const wanted = Number(new URLSearchParams(location.search).get('rows') ?? rows.length)
const schema = {
  type: 'default',
  components: [
    // It has no tabs; groups are what it has.
    ...tabs.map((fields, at) => ({
      type: 'group',
      id: `g${at}`,
      label: `第 ${at + 1} 页`,
      components: fields.map(componentOf),
    })),
    {
      type: 'dynamiclist',
      id: 'lines',
      path: 'lines',
      label: '明细',
      defaultRepetitions: 1,
      components: [
        { type: 'textfield', key: 'product', id: 'product', label: '产品' },
        { type: 'number', key: 'qty', id: 'qty', label: '数量' },
        { type: 'number', key: 'price', id: 'price', label: '单价' },
        { type: 'textfield', key: 'note', id: 'note', label: '备注' },
        { type: 'textfield', key: 'day', id: 'day', label: '日期' },
      ],
    },
  ],
}

globalThis.bench = {
  open: async () => {
    const container = document.getElementById('root') as HTMLElement
    await createForm({ container, schema, data: { lines: rows.slice(0, wanted) } } as never)
    await appeared(() => document.querySelector('input[id*="f0_48"]'))
    await painted()
  },
  field: () => document.querySelector('input[id*="f0_0"]'),
  showRows: async () => document.querySelector('input[id*="-qty-"]')?.scrollIntoView(),
  cell: async () => document.querySelector('input[id*="-qty-"]'),
  scroller: () => document.scrollingElement,
}
