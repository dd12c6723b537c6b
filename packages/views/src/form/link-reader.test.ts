import type { Client, ListAnswer } from '@mortise/client'
import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import { compileForm } from '@mortise/forms'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  extensionList,
  type RecordQuery,
} from '@mortise/schema'
import { expect, test } from 'vitest'
import { linkReader } from './link-reader.ts'
import { linksOf } from './load-links.ts'

const fields = extensionList(builtinFieldTypes)
const text = (key: string) => ({ key, label: key, type: 'text' })
const link = (key: string, target: string) => ({ key, label: key, type: 'link', settings: { target } })
const lookup = (key: string, path: string) => ({ key, label: key, type: 'lookup', settings: { path } })

const entities = [
  {
    key: 'order',
    label: 'Order',
    title: 'name',
    fields: [
      text('name'),
      { key: 'items', label: 'Items', type: 'subtable', settings: { target: 'item', parentField: 'order' } },
    ],
  },
  {
    key: 'item',
    label: 'Item',
    title: 'note',
    kind: 'child',
    fields: [
      text('note'),
      link('order', 'order'),
      link('product', 'product'),
      lookup('brand', 'product.brand.name'),
      lookup('code', 'product.code'),
    ],
  },
  {
    key: 'product',
    label: 'Product',
    title: 'name',
    fields: [text('name'), text('code'), link('brand', 'brand')],
  },
  { key: 'brand', label: 'Brand', title: 'name', fields: [text('name'), text('secret')] },
]
const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
const app = { ...none, app: { key: 'a', label: 'A', version: '1.0.0' }, entity: entities }
const { model } = compileModel({ apps: [app as unknown as AppDocuments], fieldFacts: fields, version: 1 })

test('what lies behind the links of a thousand rows comes with a handful of requests', async () => {
  const entity = model.entity('order')
  if (entity === undefined) throw new Error('no order')
  const program = compileForm({ model, entity, fields, language })
  const asked: RecordQuery[] = []
  const query = async (given: RecordQuery): Promise<ListAnswer> => {
    asked.push(given)
    const { in: among } = given.filter as unknown as { readonly in: readonly [unknown, readonly string[]] }
    const data = among[1].map((id) => ({
      id,
      version: 1,
      code: `c ${id}`,
      brand: `b${id.at(-1)}`,
      name: `n ${id}`,
    }))
    return { data, refs: {}, nextCursor: null } as unknown as ListAnswer
  }
  const client = { records: { query } } as unknown as Client
  const reader = linkReader({ client, program, labels: { add: () => undefined } })
  const rows = Array.from({ length: 1000 }, (_, at) => ({ product: `p${at % 700}` }))
  const links = await Promise.all(rows.map((row) => linksOf({ reader, program }, 'items', row)))
  expect(links[999]?.['product']?.row['code']).toBe('c p299')
  expect(links[999]?.['product']?.links?.['brand']?.row['name']).toBe('n b9')
  // Two pages of products, one of brands, and only what is read of each.
  expect(asked.map((one) => [one.entity, (one.filter as { in: [unknown, unknown[]] }).in[1].length])).toEqual(
    [
      ['product', 500],
      ['product', 200],
      ['brand', 10],
    ],
  )
  expect(asked[0]?.fields.toSorted()).toEqual(['brand', 'code', 'name'])
  expect(asked[2]?.fields).toEqual(['name'])
})

test('a record that can’t be read counts as empty', async () => {
  const entity = model.entity('order')
  if (entity === undefined) throw new Error('no order')
  const program = compileForm({ model, entity, fields, language })
  const client = { records: { query: () => Promise.reject(new Error('no')) } } as unknown as Client
  const reader = linkReader({ client, program, labels: { add: () => undefined } })
  expect(await linksOf({ reader, program }, 'items', { product: 'p1' })).toEqual({ product: null })
})
