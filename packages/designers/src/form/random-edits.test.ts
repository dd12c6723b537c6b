import { builtinKit } from '@mortise/kit'
import type { EntityDocument, FieldDocument, FormDocument, FormNode } from '@mortise/schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commit, createHistory, redo, undo } from '../kit/history.ts'
import { clipOf, readClip } from './clip.ts'
import {
  addExisting,
  addField,
  besideNode,
  duplicateMany,
  editField,
  editNode,
  fieldsLeft,
  moveMany,
  placeNode,
  resizeNode,
  spanNode,
  stepNode,
  takeOffMany,
} from './commands.ts'
import { type FormDraft, rowsOf } from './draft.ts'
import { layoutParts } from './layout-parts.ts'
import { pasteClip } from './paste.ts'
import { renameField } from './rename.ts'
import { stopsOf } from './selection.ts'
import { setTotal, showColumn, tableAt } from './subtable.ts'
import { listsOf, nodeAt, nodesAt, walkNodes } from './tree.ts'

const entity: EntityDocument = {
  key: 'lead',
  label: { zh: '线索', en: 'Lead' },
  title: 'name',
  fields: [
    { id: 'f1', key: 'name', type: 'text', label: '名称' },
    { id: 'f2', key: 'budget', type: 'money', label: '预算' },
    { id: 'f3', key: 'source', type: 'select', label: '来源' },
    {
      id: 'f4',
      key: 'double',
      type: 'formula',
      label: '双倍',
      settings: { expr: { '*': [{ var: 'budget' }, 2] } },
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
      nodes: [
        { type: 'field', id: 'n1', field: 'name', span: 12 },
        { type: 'field', id: 'n2', field: 'budget', span: 6, visible: { '==': [{ var: 'source' }, 'x'] } },
        { type: 'field', id: 'n3', field: 'source', span: 6 },
        { type: 'field', id: 'n4', field: 'double', span: 6 },
      ],
    },
  ],
}
const start: FormDraft = { entity, form, children: {} }
const context = { kit: builtinKit, around: [entity] }
const types = ['text', 'money', 'select', 'subtable', 'formula', 'date'].flatMap(
  (type) => builtinKit.fields.find(type) ?? [],
)

type Numbers = readonly [number, number, number]

/** What a random edit works with: the same numbers give the same edit. */
function aim(draft: FormDraft, [, a, b]: Numbers) {
  const stops = stopsOf(draft)
  const nodes = walkNodes(draft.form)
  const lists = [
    '/nodes',
    ...nodes.flatMap(({ node, pointer }) => listsOf(node, pointer)),
    ...nodes.flatMap(({ pointer }) => (tableAt(draft, pointer) === undefined ? [] : [`${pointer}/columns`])),
  ]
  const list = lists[a % lists.length] ?? '/nodes'
  const index = b % (nodesAt(draft.form, list).length + 1)
  const mode = a % 3 === 0 ? 'beside-after' : 'before'
  const at = (n: number): string => stops[n % Math.max(1, stops.length)] ?? '/none/0'
  return { place: { list, index, mode } as const, one: at(b), some: [at(b), at(a), at(a + b)], field: at(a) }
}

/** Every kind of edit that the designer makes; an edit of a draft that can't be made gives the draft. */
const edits: { readonly [name: string]: (draft: FormDraft, numbers: Numbers) => FormDraft } = {
  addField: (draft, n) => addField(draft, types[n[1] % types.length] ?? never(), aim(draft, n).place),
  addPart: (draft, n) => {
    const { place } = aim(draft, n)
    const part = layoutParts.filter((one) => one.palette !== false)[n[2] % 6]
    return part === undefined || place.list.endsWith('/columns')
      ? draft
      : placeNode(draft, part.make(), place)
  },
  addExisting: (draft, n) => {
    const { place } = aim(draft, n)
    const [field] = fieldsLeft(draft)
    if (field === undefined || place.list.endsWith('/columns')) return draft
    return addExisting(draft, field, { type: builtinKit.fields.find(field.type), place })
  },
  move: (draft, n) => moveMany(draft, [aim(draft, n).one], aim(draft, n).place),
  moveMany: (draft, n) => moveMany(draft, aim(draft, n).some, aim(draft, n).place),
  step: (draft, n) => stepNode(draft, aim(draft, n).one, n[1] % 2 === 0 ? 1 : -1),
  beside: (draft, n) => besideNode(draft, aim(draft, n).one, n[1] % 2 === 0 ? 1 : -1),
  takeOff: (draft, n) => takeOffMany(draft, [aim(draft, n).one]),
  takeOffMany: (draft, n) => takeOffMany(draft, aim(draft, n).some),
  duplicate: (draft, n) => duplicateMany(draft, [aim(draft, n).one], context),
  duplicateMany: (draft, n) => duplicateMany(draft, aim(draft, n).some, context),
  paste: (draft, n) => {
    const clip = clipOf(draft, aim(draft, n).some)
    return clip === undefined ? draft : pasteClip(draft, clip, aim(draft, n).place, context)
  },
  cutAndPaste: (draft, n) => {
    const clip = readClip(JSON.stringify(clipOf(draft, [aim(draft, n).one])))
    const cut = takeOffMany(draft, [aim(draft, n).one])
    return clip === undefined ? draft : pasteClip(cut, clip, aim(cut, n).place, context)
  },
  resize: (draft, n) => resizeNode(draft, aim(draft, n).one, (n[1] % 5) - 2),
  span: (draft, n) => spanNode(draft, aim(draft, n).one, n[1] % 13),
  condition: (draft, n) =>
    editNode(draft, aim(draft, n).one, { visible: { '>': [{ var: 'budget' }, n[1]] } }),
  part: (draft, n) => {
    const found = walkNodes(draft.form).find(({ node }) => 'tabs' in node)
    if (found === undefined || !('tabs' in found.node)) return draft
    const tabs = [...found.node.tabs, { id: `t${n[1]}`, label: String(n[1]), nodes: [] }]
    return editNode(draft, found.pointer, { tabs })
  },
  field: (draft, n) => editField(draft, { of: 'lead', key: 'budget' }, { help: String(n[2]) }),
  rename: (draft, n) => {
    const field = draft.entity.fields[n[1] % draft.entity.fields.length] ?? never()
    return renameField(draft, { of: draft.entity, from: field.key, to: `k${n[2]}` }, builtinKit)
  },
  total: (draft, n) => setTotal(draft, aim(draft, n).one, (['sum', 'avg', undefined] as const)[n[1] % 3]),
  showColumn: (draft, n) => {
    const table = walkNodes(draft.form).find(({ pointer }) => tableAt(draft, pointer) !== undefined)
    const spec = table === undefined ? undefined : tableAt(draft, table.pointer)
    const field = spec?.child.fields[n[1] % spec.child.fields.length]
    const shown = JSON.stringify(spec?.node.columns ?? []).includes(`"${field?.key}"`)
    return spec === undefined || field === undefined || shown || field.key === spec.parentField
      ? draft
      : showColumn(draft, spec.pointer, field.key)
  },
  json: (draft, n) => ({
    ...draft,
    form: { ...draft.form, label: { zh: `表单 ${n[2]}`, en: `Form ${n[2]}` } },
  }),
}
const names = Object.keys(edits)

/** Nodes of a form that is large enough: copies of copies would double it for ever. */
const most = 300

function randomEdit(draft: FormDraft, numbers: Numbers): FormDraft {
  const isFull = walkNodes(draft.form).length > most
  const edit = edits[isFull ? 'takeOffMany' : (names[numbers[0] % names.length] ?? 'move')]
  const { entity: nextEntity, form: nextForm, children } = edit?.(draft, numbers) ?? draft
  return { entity: nextEntity, form: nextForm, children }
}

function never(): never {
  throw new Error('nothing there')
}

function shownTwice(draft: FormDraft): readonly string[] {
  const fields = walkNodes(draft.form).flatMap(({ node }: { readonly node: FormNode }) =>
    'field' in node && node.type !== 'related_list' ? [node.field] : [],
  )
  return fields.filter((key, at) => fields.indexOf(key) !== at)
}

function dangling(draft: FormDraft): readonly string[] {
  const known = new Set(draft.entity.fields.map(({ key }: FieldDocument) => key))
  const wrong = walkNodes(draft.form).flatMap(({ node, pointer }) =>
    'field' in node && node.type !== 'related_list' && !known.has(node.field) ? [pointer] : [],
  )
  const rows = draft.entity.fields.flatMap((field) => rowsOf(field)?.target ?? [])
  return [...wrong, ...rows.filter((key) => draft.children[key] === undefined)]
}

test('500 random edits: undone to the end byte for byte the start, done again byte for byte the end', () => {
  const number = fc.nat({ max: 10_000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number, number), { minLength: 500, maxLength: 500 }), (steps) => {
      const before = JSON.stringify(start)
      let history = createHistory(start)
      for (const step of steps)
        history = commit(history, randomEdit(history.present, step), { label: 'edit' })
      const end = JSON.stringify(history.present)
      expect(shownTwice(history.present)).toEqual([])
      expect(dangling(history.present)).toEqual([])
      expect(
        walkNodes(history.present.form).every(({ pointer }) => nodeAt(history.present.form, pointer)),
      ).toBe(true)
      while (history.past.length > 0) history = undo(history)
      expect(JSON.stringify(history.present)).toBe(before)
      while (history.future.length > 0) history = redo(history)
      expect(JSON.stringify(history.present)).toBe(end)
    }),
    // Made smaller, 500 edits would be tried for an hour: the seed tells as much.
    { numRuns: 3, endOnFailure: true },
  )
}, 120_000)
