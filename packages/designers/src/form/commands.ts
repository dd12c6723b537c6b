import type { FieldType } from '@mortise/fields'
import type { EntityDocument, FieldDocument, FormNode } from '@mortise/schema'
import type { Place } from '../kit/hit-test.ts'
import { freshId } from '../kit/keys.ts'
import { byPlace, clipOf, outermost } from './clip.ts'
import type { Edit, FormDraft } from './draft.ts'
import { layoutPart } from './layout-parts.ts'
import { newField } from './new-field.ts'
import { type PasteContext, pasteClip } from './paste.ts'
import { spanOf } from './spots.ts'
import {
  addColumn,
  columnsOf,
  editColumn,
  isColumn,
  makeSubtable,
  moveColumn,
  tableAt,
  tablePointer,
  takeOffColumn,
} from './subtable.ts'
import {
  gatherNodes,
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

/** Where something goes, and whether it shares a line. */
export type Target = Pick<Place, 'list' | 'index' | 'mode'>

/** An edit of several elements, and where they stand then. */
export type Edits = FormDraft & { readonly pointers: readonly string[] }

/** Width of a field that is dropped where there is room for two. */
const halfLine = 6

/** A node for a field; rows of a sub-table get a table of their own. */
export function nodeFor(field: FieldDocument, type: FieldType | undefined): FormNode {
  if (type?.parentField?.(field) !== undefined || (type?.column(field) === null && type.computed !== true))
    return { type: 'subtable', id: freshId('n'), field: field.key, view: 'grid' }
  return { type: 'field', id: freshId('n'), field: field.key, span: halfLine, mobileSpan: 12 }
}

/** Puts a node at a place; beside a field that has a line to itself, both get half of it. */
export function placeNode(draft: FormDraft, node: FormNode, place: Target): Edit {
  const shared = shareLine(draft, place)
  const form = insertNode(shared.form, place, node)
  return { ...shared, form, pointer: `${place.list}/${place.index}` }
}

function shareLine(draft: FormDraft, { list, index, mode }: Target): FormDraft {
  if (mode !== 'beside-before' && mode !== 'beside-after') return draft
  const pointer = `${list}/${mode === 'beside-after' ? index - 1 : index}`
  const neighbour = nodeAt(draft.form, pointer)
  if (neighbour?.type !== 'field' || (neighbour.span ?? halfLine) !== 12) return draft
  return { ...draft, form: patchNode(draft.form, pointer, { span: halfLine }) }
}

/** Drops a new field: it joins the entity and stands on the form. Into a sub-table it joins the rows as a column. */
export function addField(
  draft: FormDraft,
  type: FieldType,
  place: Target,
  taken: readonly string[] = [],
): Edit {
  if (tablePointer(place.list) !== undefined)
    return type.parentField === undefined
      ? addColumn(draft, type, place)
      : { ...draft, pointer: tablePointer(place.list) ?? '' }
  if (type.parentField !== undefined) {
    const made = makeSubtable(draft, type, taken)
    return placeNode(made.draft, made.node, place)
  }
  const field = newField(type, draft.entity)
  const entity = { ...draft.entity, fields: [...draft.entity.fields, field] }
  return placeNode({ ...draft, entity }, nodeFor(field, type), place)
}

/** Moves a node to a place, or a column within its sub-table. */
export function moveTo(draft: FormDraft, from: string, place: Target): Edit {
  if (isColumn(from)) return moveColumn(draft, from, place)
  if (tablePointer(place.list) !== undefined) return { ...draft, pointer: from }
  const shared = shareLine(draft, place)
  const { form, pointer } = moveNode(shared.form, from, place)
  return { ...shared, form, pointer }
}

/** Moves several nodes to one place, in their order. */
export function moveMany(draft: FormDraft, pointers: readonly string[], place: Target): Edits {
  const places = outermost(pointers)
  const [only] = places
  if (only !== undefined && places.length === 1) {
    const { pointer, ...moved } = moveTo(draft, only, place)
    return { ...moved, pointers: [pointer] }
  }
  if (tablePointer(place.list) !== undefined || places.some(isColumn)) return { ...draft, pointers }
  const shared = shareLine(draft, place)
  const gathered = gatherNodes(shared.form, places, place)
  return { ...shared, ...gathered }
}

/** Moves a node one spot on in reading order, into and out of containers too; `by` is 1 or -1. */
export function stepNode(draft: FormDraft, pointer: string, by: 1 | -1): Edit {
  const start = spotOf(pointer)
  if (isColumn(pointer))
    return moveColumn(draft, pointer, { list: start.list, index: start.index + (by === 1 ? 2 : -1) })
  const spots = spotsOf(draft.form).filter(({ list }) => list !== pointer && !list.startsWith(`${pointer}/`))
  const at = spots.findIndex((spot) => spot.list === start.list && spot.index === start.index)
  // The spot right behind a node is where it stands already.
  const same = (spot: Spot | undefined): boolean =>
    spot?.list === start.list && spot.index === start.index + 1
  const next = by === 1 && same(spots[at + 1]) ? spots[at + 2] : spots[at + by]
  if (next === undefined) return { ...draft, pointer }
  return moveTo(draft, pointer, { ...next, mode: 'before' })
}

/** Puts a field on one line with the one before it (`by` -1) or behind it: both get half of the line. */
export function besideNode(draft: FormDraft, pointer: string, by: 1 | -1): Edit {
  const { list, index } = spotOf(pointer)
  const other = `${list}/${index + by}`
  const [node, neighbour] = [nodeAt(draft.form, pointer), nodeAt(draft.form, other)]
  if (node?.type !== 'field' || neighbour?.type !== 'field') return { ...draft, pointer }
  const form = [pointer, other].reduce((now, one) => patchNode(now, one, { span: halfLine }), draft.form)
  return { ...draft, form, pointer }
}

/** Takes a node or a column off the form. Fields stay in the entity: what is stored in them is not touched. */
export function takeOff(draft: FormDraft, pointer: string): FormDraft {
  if (isColumn(pointer)) return takeOffColumn(draft, pointer)
  return nodeAt(draft.form, pointer) === undefined
    ? draft
    : { ...draft, form: removeNode(draft.form, pointer) }
}

/** Takes several off. */
export function takeOffMany(draft: FormDraft, pointers: readonly string[]): FormDraft {
  return outermost(pointers).reduceRight((now, one) => takeOff(now, one), draft)
}

/** Copies of elements right behind the last of them: with the fields they show, since a form shows each field once. */
export function duplicateMany(draft: FormDraft, pointers: readonly string[], context: PasteContext): Edits {
  const last = outermost(pointers).toSorted(byPlace).at(-1)
  const clip = clipOf(draft, pointers)
  if (clip === undefined || last === undefined) return { ...draft, pointers }
  const { list, index } = spotOf(last)
  const { left: _, ...pasted } = pasteClip(draft, clip, { list, index: index + 1 }, context)
  return pasted
}

/** A copy right behind one element. */
export function duplicateNode(draft: FormDraft, pointer: string, context: PasteContext): Edit {
  const { pointers, ...edit } = duplicateMany(draft, [pointer], context)
  return { ...edit, pointer: pointers[0] ?? pointer }
}

const columnStep = 40

/** Changes how wide a field stands, in columns of 12; a sub-table's column in steps of 40 pixels. */
export function resizeNode(draft: FormDraft, pointer: string, by: number): FormDraft {
  if (isColumn(pointer)) {
    const table = tableAt(draft, tablePointer(pointer))
    const width = (table === undefined ? undefined : columnsOf(table)[spotOf(pointer).index])?.width ?? 140
    return editColumn(draft, pointer, { width: Math.min(640, Math.max(80, width + by * columnStep)) })
  }
  const node = nodeAt(draft.form, pointer)
  return node === undefined ? draft : spanNode(draft, pointer, spanOf(node) + by)
}

/** Sets how wide a field stands, in columns of 12. */
export function spanNode(draft: FormDraft, pointer: string, wanted: number): FormDraft {
  const node = nodeAt(draft.form, pointer)
  const span = Math.min(12, Math.max(2, wanted))
  const isWide = node?.type === 'field' || (node !== undefined && layoutPart(node.type)?.wide === true)
  if (node === undefined || !isWide || span === spanOf(node)) return draft
  return { ...draft, form: patchNode(draft.form, pointer, { span }) }
}

/** Changes properties of a node or column; undefined takes one away. */
export function editNode(
  draft: FormDraft,
  pointer: string,
  patch: { readonly [key: string]: unknown },
): FormDraft {
  return isColumn(pointer)
    ? editColumn(draft, pointer, patch)
    : { ...draft, form: patchNode(draft.form, pointer, patch) }
}

/** Changes properties of a field of the form's entity, or of the entity of a sub-table's rows. */
export function editField(
  draft: FormDraft,
  { of, key }: { readonly of: string; readonly key: string },
  patch: { readonly [key: string]: unknown },
): FormDraft {
  const edited = (entity: EntityDocument): EntityDocument => ({
    ...entity,
    fields: entity.fields.map((field) => {
      if (field.key !== key) return field
      const next = Object.entries({ ...field, ...patch }).filter(([, value]) => value !== undefined)
      return Object.fromEntries(next) as unknown as FieldDocument
    }),
  })
  if (of === draft.entity.key) return { ...draft, entity: edited(draft.entity) }
  const child = draft.children[of]
  return child === undefined ? draft : { ...draft, children: { ...draft.children, [of]: edited(child) } }
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
  { type, place }: { readonly type: FieldType | undefined; readonly place: Target },
): Edit {
  return placeNode(draft, nodeFor(field, type), place)
}
