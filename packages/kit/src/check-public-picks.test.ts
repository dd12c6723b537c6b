import { type AppDocuments, type DocumentByKind, documentKinds, type PublicPick } from '@mortise/schema'
import { expect, it } from 'vitest'
import { inspect } from './testing/example.ts'

const field = (key: string, type: string = 'text', settings: object = {}) =>
  ({ id: key, key, label: key, type, settings }) as DocumentByKind['entity']['fields'][number]

const entities: readonly DocumentByKind['entity'][] = [
  {
    id: 'p',
    key: 'product',
    label: 'product',
    title: 'name',
    fields: [field('name'), field('price', 'decimal'), field('keeper', 'user'), field('paper', 'file')],
  },
  {
    id: 'o',
    key: 'inquiry',
    label: 'inquiry',
    title: 'name',
    fields: [
      field('name'),
      field('seller', 'user'),
      field('product', 'link', { target: 'product' }),
      field('several', 'links', { target: 'product' }),
    ],
  },
]

/** What is said against a public form with these picks, as codes and places. */
function said(picks: readonly PublicPick[], optionsFilter?: object): readonly string[] {
  const form = {
    id: 'f',
    key: 'open',
    entity: 'inquiry',
    purpose: 'public',
    nodes: ['name', 'seller', 'product', 'several'].map((key) => ({
      type: 'field',
      field: key,
      ...(key === 'product' && optionsFilter !== undefined ? { optionsFilter } : {}),
    })),
    public: { picks },
  } as DocumentByKind['form']
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...none,
    app: { key: 'shop', label: 'shop', version: '1.0.0' },
    entity: entities,
    form: [form],
  } as unknown as AppDocuments
  return inspect(app).problems.map(({ code, path }) => `${code} ${path}`)
}

it('lets strangers choose by plain fields of records that a condition over these alone narrows', () => {
  const filter = { '>': [{ var: 'price' }, 0] }
  expect(said([{ field: 'product', show: ['name', 'price'], filter, limit: 10, minLength: 2 }])).toEqual([])
  expect(said([{ field: 'product', show: ['name'] }], { '>': [{ var: 'price' }, 1] })).toEqual([])
  expect(said([{ field: 'several', show: ['name'], filter }])).toEqual([])
})

it('refuses people, files, and conditions that lean on what is typed', () => {
  expect(said([{ field: 'product', show: ['name', 'keeper', 'paper'] }])).toEqual([
    'PUBLIC_PICK_SHOWN /public/picks/0/show/1',
    'PUBLIC_PICK_SHOWN /public/picks/0/show/2',
  ])
  expect(said([{ field: 'seller', show: ['name'] }])).toHaveLength(1)
  expect(said([{ field: 'product', show: ['title'] }])).toEqual([
    'MODEL_FIELD_UNKNOWN /public/picks/0/show/0',
  ])
  const asking = { '==': [{ var: 'name' }, { var: 'record.name' }] }
  expect(said([{ field: 'product', show: ['name'] }], asking)).toEqual(['PUBLIC_PICK_ASKS /public/picks/0'])
  const twice = { field: 'product', show: ['name'] }
  expect(said([twice, twice])).toEqual(['PUBLIC_PICK_TWICE /public/picks/1'])
})
