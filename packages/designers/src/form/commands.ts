import { say, type LocalizedText, type Locale } from '@mortise/errors'
import type { FieldType } from '@mortise/fields'
import type { EntityDocument, FieldDocument, FormDocument, FormNode } from '@mortise/schema'
import { freshId, freshKey } from '../kit/keys.ts'
import type { Place } from '../kit/hit-test.ts'
import {
  insertNode,
  moveNode,
  nodeAt,
  patchNode,
  placedFields,
  removeNode,
  type Spot,
  spotOf,
  spotsOf,
} from './tree.ts'

/** The two documents a form designer edits together. */
export type FormDraft = { readonly entity: EntityDocument; readonly form: FormDocument }

/** An edit: the documents after it, and where the node at hand stands then. */
export type Edit = FormDraft & { readonly pointer: string }

/** Width of a field that is dropped where there is room for two. */
const halfLine = 6

function label(type: FieldType): LocalizedText {
  return { zh: type.label.zh, en: type.label.en }
}

/** A field as it comes out of the palette. Its key is `field_n` until somebody names it. */
export function newField(type: FieldType, entity: EntityDocument): FieldDocument {
  const key = freshKey(
    '',
    entity.fields.map((field) => field.key),
    'field',
  )
  return {
    id: freshId('f'),
    key,
    type: type.type,
    label: label(type),
    ...(type.defaults === undefined ? {} : { settings: type.defaults }),
  }
}

/** A node for a field; rows of a sub-table get a table of their own. */
export function nodeFor(field: FieldDocument, type: FieldType | undefined): FormNode {
  if (type?.parentField?.(field) !== undefined || (type?.column(field) === null && type.computed !== true))
    return { type: 'subtable', id: freshId('n'), field: field.key, view: 'grid' }
  return { type: 'field', id: freshId('n'), field: field.key, span: halfLine, mobileSpan: 12 }
}

/** Puts a node at a place; beside a field that has a line to itself, both get half of it. */
export function placeNode(
  draft: FormDraft,
  node: FormNode,
  place: Pick<Place, 'list' | 'index' | 'mode'>,
): Edit {
  const shared = shareLine(draft.form, place)
  const form = insertNode(shared, place, node)
  return { entity: draft.entity, form, pointer: `${place.list}/${place.index}` }
}

function shareLine(
  form: FormDocument,
  { list, index, mode }: Pick<Place, 'list' | 'index' | 'mode'>,
): FormDocument {
  if (mode !== 'beside-before' && mode !== 'beside-after') return form
  const pointer = `${list}/${mode === 'beside-after' ? index - 1 : index}`
  const neighbour = nodeAt(form, pointer)
  if (neighbour?.type !== 'field' || (neighbour.span ?? halfLine) !== 12) return form
  return patchNode(form, pointer, { span: halfLine })
}

/** Drops a new field: it joins the entity and stands on the form. */
export function addField(
  draft: FormDraft,
  type: FieldType,
  place: Pick<Place, 'list' | 'index' | 'mode'>,
): Edit {
  const field = newField(type, draft.entity)
  const entity = { ...draft.entity, fields: [...draft.entity.fields, field] }
  return placeNode({ ...draft, entity }, nodeFor(field, type), place)
}

/** Moves a node to a place. */
export function moveTo(draft: FormDraft, from: string, place: Pick<Place, 'list' | 'index' | 'mode'>): Edit {
  const { form, pointer } = moveNode(shareLine(draft.form, place), from, place)
  return { entity: draft.entity, form, pointer }
}

/** Moves a node one spot on in reading order, into and out of containers too; `by` is 1 or -1. */
export function stepNode(draft: FormDraft, pointer: string, by: 1 | -1): Edit {
  const start = spotOf(pointer)
  const spots = spotsOf(draft.form).filter(({ list }) => list !== pointer && !list.startsWith(`${pointer}/`))
  const at = spots.findIndex((spot) => spot.list === start.list && spot.index === start.index)
  // The spot right behind a node is where it stands already.
  const same = (spot: Spot | undefined): boolean =>
    spot?.list === start.list && spot.index === start.index + 1
  const next = by === 1 && same(spots[at + 1]) ? spots[at + 2] : spots[at + by]
  if (next === undefined) return { ...draft, pointer }
  return moveTo(draft, pointer, { ...next, mode: 'before' })
}

/** Takes a node off the form. Fields stay in the entity: what is stored in them is not touched. */
export function takeOff(draft: FormDraft, pointer: string): FormDraft {
  return { ...draft, form: removeNode(draft.form, pointer) }
}

/** A copy right behind a node. A field is copied in the entity too, since a form shows each field once. */
export function duplicateNode(draft: FormDraft, pointer: string, locale: Locale): Edit {
  const node = nodeAt(draft.form, pointer)
  const { list, index } = spotOf(pointer)
  if (node === undefined) return { ...draft, pointer }
  const place: Pick<Place, 'list' | 'index' | 'mode'> = { list, index: index + 1, mode: 'after' }
  if (node.type !== 'field') return placeNode(draft, withoutFields(node), place)
  const original = draft.entity.fields.find((field) => field.key === node.field)
  if (original === undefined) return { ...draft, pointer }
  const copy = copyOf(original, draft.entity, locale)
  const entity = { ...draft.entity, fields: [...draft.entity.fields, copy] }
  return placeNode({ ...draft, entity }, { ...node, id: freshId('n'), field: copy.key }, place)
}

function copyOf(field: FieldDocument, entity: EntityDocument, locale: Locale): FieldDocument {
  const name = say(field.label, locale)
  const key = freshKey(
    field.key,
    entity.fields.map((one) => one.key),
    'field',
  )
  return { ...field, id: freshId('f'), key, label: `${name} 2` }
}

// A field may stand on a form once, so that copies of containers come empty of fields.
function withoutFields(node: FormNode): FormNode {
  const clean = (nodes: readonly FormNode[]): readonly FormNode[] =>
    nodes.filter((one) => !('field' in one) || one.type === 'related_list').map(withoutFields)
  const own = { ...node, id: freshId('n') }
  if ('tabs' in own)
    return { ...own, tabs: own.tabs.map((tab) => ({ ...tab, id: freshId('n'), nodes: clean(tab.nodes) })) }
  if ('steps' in own)
    return {
      ...own,
      steps: own.steps.map((step) => ({ ...step, id: freshId('n'), nodes: clean(step.nodes) })),
    }
  return 'nodes' in own ? { ...own, nodes: clean(own.nodes) } : own
}

/** Changes how wide a field stands, in columns of 12. */
export function resizeNode(draft: FormDraft, pointer: string, by: number): FormDraft {
  const node = nodeAt(draft.form, pointer)
  if (node?.type !== 'field') return draft
  const span = Math.min(12, Math.max(2, (node.span ?? halfLine) + by))
  return span === node.span ? draft : { ...draft, form: patchNode(draft.form, pointer, { span }) }
}

/** Changes properties of a node. */
export function editNode(
  draft: FormDraft,
  pointer: string,
  patch: { readonly [key: string]: unknown },
): FormDraft {
  return { ...draft, form: patchNode(draft.form, pointer, patch) }
}

/** Changes properties of a field; undefined takes one away. */
export function editField(
  draft: FormDraft,
  key: string,
  patch: { readonly [key: string]: unknown },
): FormDraft {
  const fields = draft.entity.fields.map((field) => {
    if (field.key !== key) return field
    const next = Object.entries({ ...field, ...patch }).filter(([, value]) => value !== undefined)
    return Object.fromEntries(next) as unknown as FieldDocument
  })
  return { ...draft, entity: { ...draft.entity, fields } }
}

/**
 * Names a field anew in the entity and on this form. Only for a field that was never published: it is used nowhere else
 * yet. (Other documents that name a published field are rewritten by a rename on the server.)
 */
export function renameField(draft: FormDraft, from: string, to: string): FormDraft {
  if (from === to || draft.entity.fields.some((field) => field.key === to)) return draft
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
      key,
      (key === 'field' || key === 'var') && inner === from ? to : rename(inner),
    ])
    return Object.fromEntries(entries)
  }
  const entity = {
    ...draft.entity,
    fields: draft.entity.fields.map((one) => (one.key === from ? { ...one, key: to } : one)),
  }
  return { entity, form: rename(draft.form) as FormDocument }
}

/** Fields of the entity that don't stand on the form. */
export function fieldsLeft(draft: FormDraft): readonly FieldDocument[] {
  const placed = placedFields(draft.form)
  return draft.entity.fields.filter((field) => !placed.has(field.key))
}

/** Puts a field of the entity on the form. */
export function addExisting(
  draft: FormDraft,
  field: FieldDocument,
  {
    type,
    place,
  }: { readonly type: FieldType | undefined; readonly place: Pick<Place, 'list' | 'index' | 'mode'> },
): Edit {
  return placeNode(draft, nodeFor(field, type), place)
}
