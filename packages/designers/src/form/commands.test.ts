import { builtinKit } from '@mortise/kit'
import type { EntityDocument, FormDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commit, createHistory, undo } from '../kit/history.ts'
import {
  addExisting,
  addField,
  duplicateNode,
  editField,
  type FormDraft,
  fieldsLeft,
  moveTo,
  placeNode,
  renameField,
  resizeNode,
  stepNode,
  takeOff,
} from './commands.ts'
import { layoutPart } from './layout-parts.ts'
import { listsOf, nodeAt, nodesAt, placedFields, walkNodes } from './tree.ts'

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
const start: FormDraft = { entity, form }
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
    const renamed = renameField(start, 'source', 'origin')
    expect(renamed.entity.fields.map(({ key }) => key)).toEqual(['name', 'budget', 'origin'])
    expect(JSON.stringify(renamed.form)).toContain('"var":"origin"')
    expect(renameField(start, 'source', 'name')).toBe(start)
  })
  test('an edit touches nothing beside it', () => {
    const edited = editField(start, 'budget', { required: true })
    expect(edited.entity.fields[1]).toMatchObject({ required: true })
    expect(edited.entity.fields[0]).toBe(entity.fields[0])
    expect(editField(edited, 'budget', { required: undefined }).entity.fields[1]).toEqual(entity.fields[1])
  })
  test('a copy is a field of its own', () => {
    const copy = duplicateNode(start, '/nodes/0/nodes/1', 'zh')
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
})

/** One random edit, driven by three numbers. */
function randomEdit(draft: FormDraft, [what, a, b]: readonly [number, number, number]): FormDraft {
  const nodes = walkNodes(draft.form)
  const lists = ['/nodes', ...nodes.flatMap(({ node, pointer }) => listsOf(node, pointer))]
  const list = lists[a % lists.length] ?? '/nodes'
  const place = {
    list,
    index: b % (nodesAt(draft.form, list).length + 1),
    mode: a % 2 === 0 ? 'before' : 'beside-after',
  } as const
  const pointer = nodes.length === 0 ? undefined : nodes[b % nodes.length]?.pointer
  const part = layoutPart(['section', 'tabs', 'steps', 'note'][a % 4] ?? 'section')
  const edits: readonly (() => FormDraft)[] = [
    () => addField(draft, a % 2 === 0 ? (select ?? never()) : (money ?? never()), place),
    () => (part === undefined ? draft : placeNode(draft, part.make(), place)),
    () => (pointer === undefined ? draft : moveTo(draft, pointer, place)),
    () => (pointer === undefined ? draft : takeOff(draft, pointer)),
    () => (pointer === undefined ? draft : resizeNode(draft, pointer, (a % 5) - 2)),
    () => (pointer === undefined ? draft : duplicateNode(draft, pointer, 'zh')),
    () => (pointer === undefined ? draft : stepNode(draft, pointer, a % 2 === 0 ? 1 : -1)),
    () => editField(draft, 'budget', { help: String(b) }),
  ]
  const { entity: nextEntity, form: nextForm } = edits[what % edits.length]?.() ?? draft
  return { entity: nextEntity, form: nextForm }
}

function never(): never {
  throw new Error('no type')
}

test('after 500 random edits every field stands at most once, and undoing all of them gives the start', () => {
  const number = fc.nat({ max: 10_000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number), { minLength: 500, maxLength: 500 }), (steps) => {
      let history = createHistory(start)
      for (const step of steps)
        history = commit(history, randomEdit(history.present, step), { label: 'edit' })
      const fields = walkNodes(history.present.form).flatMap(({ node }) =>
        'field' in node ? [node.field] : [],
      )
      expect(new Set(fields).size).toBe(fields.length)
      const known = new Set(history.present.entity.fields.map(({ key }) => key))
      expect(fields.filter((key) => !known.has(key))).toEqual([])
      while (history.past.length > 0) history = undo(history)
      expect(history.present).toBe(start)
      expect(history.present).toEqual({ entity, form })
    }),
    { numRuns: 8 },
  )
})
