import { builtinKit } from '@mortise/kit'
import type { EntityDocument, FormDocument } from '@mortise/schema'
import { describe, expect, test } from 'vitest'
import { clipOf, readClip } from './clip.ts'
import { addField, duplicateNode, takeOff } from './commands.ts'
import type { FormDraft } from './draft.ts'
import { pasteClip } from './paste.ts'
import { nodeAt, nodesAt } from './tree.ts'

const lead: EntityDocument = {
  key: 'lead',
  label: '线索',
  title: 'name',
  fields: [
    { id: 'f1', key: 'name', type: 'text', label: '名称' },
    { id: 'f2', key: 'source', type: 'text', label: '来源' },
    { id: 'f3', key: 'reason', type: 'text', label: '原因' },
    { id: 'f4', key: 'price', type: 'decimal', label: '单价' },
    {
      id: 'f5',
      key: 'sum',
      type: 'formula',
      label: '合计',
      settings: { expr: { '*': [{ var: 'price' }, 2] } },
    },
  ],
}
const form: FormDocument = {
  key: 'edit',
  entity: 'lead',
  purpose: 'edit',
  nodes: [
    {
      type: 'section',
      id: 's',
      label: '来源',
      nodes: [
        { type: 'field', id: 'n1', field: 'source' },
        {
          type: 'field',
          id: 'n2',
          field: 'reason',
          visible: { and: [{ '==': [{ var: 'source' }, 'x'] }, { '==': [{ var: 'name' }, 'y'] }] },
          required: { changed: ['source'] },
        },
        { type: 'field', id: 'n3', field: 'price' },
        { type: 'field', id: 'n4', field: 'sum' },
      ],
    },
    { type: 'field', id: 'n5', field: 'name' },
  ],
}
const start: FormDraft = { entity: lead, form, children: {} }
const context = { kit: builtinKit, around: [lead] }

describe('a copied section', () => {
  const copy = duplicateNode(start, '/nodes/0', context)
  test('comes with fields of its own, under free keys', () => {
    expect(nodesAt(copy.form, '/nodes/1/nodes')).toMatchObject([
      { field: 'source_2' },
      { field: 'reason_2' },
      { field: 'price_2' },
      { field: 'sum_2' },
    ])
    expect(copy.entity.fields.map(({ label }) => label)).toContain('来源 2')
  })
  test('keeps its inner conditions and formulas, which mean the copies; what is outside of it stays meant', () => {
    expect(nodeAt(copy.form, '/nodes/1/nodes/1')).toMatchObject({
      visible: { and: [{ '==': [{ var: 'source_2' }, 'x'] }, { '==': [{ var: 'name' }, 'y'] }] },
      required: { changed: ['source_2'] },
    })
    expect(copy.entity.fields.find(({ key }) => key === 'sum_2')?.settings).toMatchObject({
      expr: { '*': [{ var: 'price_2' }, 2] },
    })
    expect(nodeAt(copy.form, '/nodes/0/nodes/1')).toEqual(nodeAt(form, '/nodes/0/nodes/1'))
  })
})

describe('pasted on a form of another entity', () => {
  const other: EntityDocument = {
    key: 'deal',
    label: '商机',
    title: 'title',
    fields: [
      { id: 'g1', key: 'title', type: 'text', label: '标题' },
      { id: 'g2', key: 'source', type: 'integer', label: '渠道' },
    ],
  }
  const target: FormDraft = {
    entity: other,
    form: { key: 'edit', entity: 'deal', purpose: 'edit', nodes: [] },
    children: {},
  }
  const clip = readClip(JSON.stringify(clipOf(start, ['/nodes/0'])))
  if (clip === undefined) throw new Error('no clip')
  const pasted = pasteClip(
    target,
    clip,
    { list: '/nodes', index: 0 },
    { kit: builtinKit, around: [lead, other] },
  )
  test('fields are made there; a key that is taken gets a number, and conditions follow', () => {
    expect(pasted.entity.fields.map(({ key }) => key)).toEqual([
      'title',
      'source',
      'source_2',
      'reason',
      'price',
      'sum',
    ])
    expect(nodeAt(pasted.form, '/nodes/0/nodes/1')).toMatchObject({ required: { changed: ['source_2'] } })
  })
  test('a condition that names what is not there stays behind, and is counted', () => {
    expect(pasted.left).toBe(1)
    expect(nodeAt(pasted.form, '/nodes/0/nodes/1')).not.toHaveProperty('visible')
  })
})

describe('sub-tables', () => {
  const subtable = builtinKit.fields.find('subtable')
  const money = builtinKit.fields.find('money')
  if (subtable === undefined || money === undefined) throw new Error('no type')
  const made = addField(start, subtable, { list: '/nodes', index: 2, mode: 'after' }, ['lead'])
  test('one drop makes the entity of the rows with its way back, and a first column', () => {
    expect(nodeAt(made.form, made.pointer)).toMatchObject({ type: 'subtable', columns: [{ field: 'name' }] })
    const child = made.children['lead_rows']
    expect(child).toMatchObject({ kind: 'child', title: 'name' })
    expect(child?.fields[0]).toMatchObject({ type: 'link', settings: { target: 'lead' } })
    expect(made.entity.fields.at(-1)?.settings).toMatchObject({ target: 'lead_rows', parentField: 'lead' })
  })
  test('a field dropped into it becomes a column of the rows', () => {
    const edit = addField(made, money, { list: `${made.pointer}/columns`, index: 0, mode: 'before' })
    expect(edit.pointer).toBe('/nodes/2/columns/0')
    expect(edit.children['lead_rows']?.fields.at(-1)).toMatchObject({ type: 'money', key: 'field_1' })
    expect(edit.entity).toBe(made.entity)
    expect(nodeAt(edit.form, '/nodes/2')).toMatchObject({
      columns: [{ field: 'field_1' }, { field: 'name' }],
    })
  })
  test('a copy has rows of its own', () => {
    const copy = duplicateNode(made, '/nodes/2', context)
    expect(Object.keys(copy.children)).toEqual(['lead_rows', 'lead_rows_2'])
    expect(copy.entity.fields.at(-1)?.settings).toMatchObject({ target: 'lead_rows_2' })
  })
  test('cut and put back it is the same field', () => {
    const clip = clipOf(made, ['/nodes/2'])
    const cut = takeOff(made, '/nodes/2')
    if (clip === undefined) throw new Error('no clip')
    const back = pasteClip(cut, clip, { list: '/nodes', index: 0 }, context)
    expect(back.entity).toBe(made.entity)
    expect(nodeAt(back.form, '/nodes/0')).toMatchObject({ type: 'subtable', field: 'field_1' })
  })
})

test('columns of a sub-table that look like fields of the form stay behind where parts are copied', () => {
  const rows = builtinKit.fields.find('subtable')
  if (rows === undefined) throw new Error('no sub-table')
  const drawn = addField(start, rows, { list: '/nodes', index: 2, mode: 'before' })
  const [child] = Object.values(drawn.children)
  const column = { type: 'field', field: child?.fields[0]?.key }
  const table = { ...nodeAt(drawn.form, '/nodes/2'), columns: [column] }
  const draft = {
    ...drawn,
    form: { ...drawn.form, nodes: drawn.form.nodes.with(2, table as (typeof drawn.form.nodes)[number]) },
  }
  expect(clipOf(draft, ['/nodes/2/columns/0', '/nodes/1'])?.nodes).toEqual([form.nodes[1]])
})

test('parts pasted where a column is chosen stand behind its table, not among the columns', () => {
  const type = builtinKit.fields.find('subtable')
  if (type === undefined) throw new Error('no sub-table')
  const made = addField(start, type, { list: '/nodes', index: 0, mode: 'before' })
  const clip = clipOf(made, ['/nodes/2'])
  if (clip === undefined) throw new Error('nothing copied')
  const pasted = pasteClip(made, clip, { list: `${made.pointer}/columns`, index: 1 }, context)
  expect(pasted.pointers).toEqual(['/nodes/1'])
  expect(nodeAt(pasted.form, '/nodes/1')).toMatchObject({ type: 'field', field: 'name_2' })
  expect(nodeAt(pasted.form, '/nodes/0')).toEqual(nodeAt(made.form, '/nodes/0'))
})
