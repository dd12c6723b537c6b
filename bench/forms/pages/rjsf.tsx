import Form from '@rjsf/core'
import type { RJSFSchema } from '@rjsf/utils'
import validator from '@rjsf/validator-ajv8'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { appeared, type BenchField, choices, painted, rows, tabs } from '../form.ts'

const shapeOf = ({ title, kind }: BenchField): RJSFSchema => {
  if (kind === 'number') return { type: 'integer', title }
  if (kind === 'choice') return { type: 'string', title, enum: [...choices] }
  return kind === 'date' ? { type: 'string', format: 'date', title } : { type: 'string', title }
}
const all = tabs.flat()
const schema: RJSFSchema = {
  type: 'object',
  properties: {
    ...Object.fromEntries(
      all.filter(({ after }) => after === undefined).map((one) => [one.name, shapeOf(one)]),
    ),
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          product: { type: 'string' },
          qty: { type: 'integer' },
          price: { type: 'number' },
          note: { type: 'string' },
          day: { type: 'string', format: 'date' },
        },
      },
    },
  },
  // How the library says that a field shows unless another one has a value.
  allOf: all.flatMap((one) =>
    one.after === undefined
      ? []
      : [
          {
            if: { properties: { [one.after]: { const: 'hide' } }, required: [one.after] },
            else: {
              properties: { [one.name]: shapeOf(one) },
              ...(one.required === true ? { required: [one.name] } : {}),
            },
          },
        ],
  ),
}

const wanted = Number(new URLSearchParams(location.search).get('rows') ?? rows.length)

globalThis.bench = {
  open: async () => {
    const root = createRoot(document.getElementById('root') as HTMLElement)
    const formData = { lines: rows.slice(0, wanted) }
    flushSync(() => root.render(<Form schema={schema} validator={validator} formData={formData} />))
    await appeared(() => document.getElementById('root_f0_48'))
    await painted()
  },
  field: () => document.querySelector('#root_f0_0'),
  showRows: async () => document.getElementById('root_lines_0_qty')?.scrollIntoView(),
  cell: async () => document.querySelector('#root_lines_0_qty'),
  scroller: () => document.scrollingElement,
}
