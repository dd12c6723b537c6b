import { builtinKit } from '@mortise/kit'
import type { EntityDocument, FormDocument } from '@mortise/schema'
import { describe, expect, test } from 'vitest'
import {
  addExisting,
  addField,
  duplicateNode,
  editField,
  fieldsLeft,
  moveMany,
  moveTo,
  stepNode,
  takeOff,
} from './commands.ts'
import type { FormDraft } from './draft.ts'
import { renameField } from './rename.ts'
import { nodeAt, nodesAt, placedFields } from './tree.ts'

const select = builtinKit.fields.find('select')
const money = builtinKit.fields.find('money')
if (select === undefined || money === undefined) throw new Error('types missing')

const entity: EntityDocument = {
  key: 'lead',
  label: '线索',
  title: 'name',
  fields: [
    { id: 'f1', key: 'name', type: 'text', label: '名称' },
    { id: 'f2', key: 'budget', type: 'money', label: '预算' },
    { id: 'f3', key: 'source', type: 'select', label: '来源' },
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
      nodes: [
        { type: 'field', id: 'n1', field: 'name', span: 12 },
        { type: 'field', id: 'n2', field: 'budget', span: 6, visible: { '==': [{ var: 'source' }, 'x'] } },
      ],
    },
    { type: 'section', id: 'e', nodes: [] },
  ],
}
const start: FormDraft = { entity, form, children: {} }
const context = { kit: builtinKit, around: [entity] }
const first = { list: '/nodes/0/nodes', index: 0, mode: 'before' } as const

describe('fields', () => {
  test('a new field joins the entity with a free key and stands where it was dropped', () => {
    const edit = addField(start, select, first)
    const node = nodeAt(edit.form, edit.pointer)
    expect(node).toMatchObject({ type: 'field', field: 'field_1' })
    expect(edit.entity.fields.at(-1)).toMatchObject({ key: 'field_1', type: 'select' })
    expect(edit.entity.fields.at(-1)?.settings?.['options']).not.toHaveLength(0)
  })
  test('dropped beside a field with a line to itself, both get half of it', () => {
    const edit = addField(start, money, { list: '/nodes/0/nodes', index: 1, mode: 'beside-after' })
    expect(nodeAt(edit.form, '/nodes/0/nodes/0')).toMatchObject({ field: 'name', span: 6 })
    expect(nodeAt(edit.form, '/nodes/0/nodes/1')).toMatchObject({ field: 'field_1', span: 6 })
  })
  test('taken off the form it stays in the entity, and can be put back', () => {
    const off = takeOff(start, '/nodes/0/nodes/0')
    expect(off.entity).toBe(entity)
    expect(fieldsLeft(off).map(({ key }) => key)).toEqual(['name', 'source'])
    const [name] = fieldsLeft(off)
    if (name === undefined) throw new Error('nothing left')
    const back = addExisting(off, name, { type: builtinKit.fields.find('text'), place: first })
    expect(placedFields(back.form)).toContain('name')
  })
  test('named anew, the form and its conditions follow', () => {
    const renamed = renameField(start, { of: entity, from: 'source', to: 'origin' }, builtinKit)
    expect(renamed.entity.fields.map(({ key }) => key)).toEqual(['name', 'budget', 'origin'])
    expect(JSON.stringify(renamed.form)).toContain('"var":"origin"')
    expect(renameField(start, { of: entity, from: 'source', to: 'name' }, builtinKit)).toBe(start)
  })
  test('an edit touches nothing beside it', () => {
    const edited = editField(start, { of: 'lead', key: 'budget' }, { required: true })
    expect(edited.entity.fields[1]).toMatchObject({ required: true })
    expect(edited.entity.fields[0]).toBe(entity.fields[0])
    expect(
      editField(edited, { of: 'lead', key: 'budget' }, { required: undefined }).entity.fields[1],
    ).toEqual(entity.fields[1])
  })
  test('a copy is a field of its own', () => {
    const copy = duplicateNode(start, '/nodes/0/nodes/1', context)
    expect(nodeAt(copy.form, copy.pointer)).toMatchObject({ field: 'budget_2' })
    expect(new Set(copy.entity.fields.map(({ id }) => id)).size).toBe(4)
  })
})

describe('moving', () => {
  test('into another section, and its pointer follows', () => {
    const edit = moveTo(start, '/nodes/0/nodes/0', { list: '/nodes/1/nodes', index: 0, mode: 'inside' })
    expect(edit.pointer).toBe('/nodes/1/nodes/0')
    expect(nodesAt(edit.form, '/nodes/0/nodes')).toHaveLength(1)
  })
  test('a section moved down keeps pointers right', () => {
    const edit = moveTo(start, '/nodes/0', { list: '/nodes', index: 2, mode: 'after' })
    expect(edit.pointer).toBe('/nodes/1')
    expect(nodeAt(edit.form, '/nodes/1')).toMatchObject({ id: 's' })
  })
  test('not into itself', () => {
    expect(moveTo(start, '/nodes/0', { list: '/nodes/0/nodes', index: 0, mode: 'inside' }).form).toBe(form)
  })
  test('by keys goes through every spot and back again', () => {
    let edit = { ...start, pointer: '/nodes/0/nodes/0' }
    const seen = [edit.pointer]
    for (let step = 0; step < 6; step++) {
      edit = stepNode(edit, edit.pointer, 1)
      seen.push(edit.pointer)
    }
    expect(seen).toContain('/nodes/1/nodes/0')
    expect(edit.pointer).toBe('/nodes/2')
    for (let step = 0; step < 8; step++) edit = stepNode(edit, edit.pointer, -1)
    expect(edit.pointer).toBe('/nodes/0')
  })
  test('several go to one place together, in their order', () => {
    const edit = moveMany(start, ['/nodes/0/nodes/1', '/nodes/0/nodes/0'], {
      list: '/nodes/1/nodes',
      index: 0,
      mode: 'inside',
    })
    expect(edit.pointers).toEqual(['/nodes/1/nodes/0', '/nodes/1/nodes/1'])
    expect(nodesAt(edit.form, '/nodes/1/nodes')).toMatchObject([{ field: 'name' }, { field: 'budget' }])
    expect(nodesAt(edit.form, '/nodes/0/nodes')).toEqual([])
  })
})
