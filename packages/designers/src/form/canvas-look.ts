import type { Kit } from '@mortise/kit'
import type { FaceContext } from '@mortise/fields/react'
import type { EntityDocument, FieldDocument, FormNode, Model } from '@mortise/schema'
import type { FormDraft } from './draft.ts'

/** All that the drawing of the canvas depends on beside the nodes: one object for each state of the editor. */
export type CanvasLook = {
  readonly selection: readonly string[]
  readonly selected: string | undefined
  readonly lifted: string | undefined
  readonly present: FormDraft
  readonly model: Model
  readonly kit: Kit
  readonly ctx: FaceContext
  readonly nameOf: (pointer: string) => string
  /** Which tab or step of a node is open. */
  readonly openPart: (pointer: string) => number
}

const byKey = new WeakMap<EntityDocument, ReadonlyMap<string, FieldDocument>>()

/** Fields of an entity by key, found once for each state of it. */
export function fieldsOf(entity: EntityDocument): ReadonlyMap<string, FieldDocument> {
  const known = byKey.get(entity)
  if (known !== undefined) return known
  const made = new Map(entity.fields.map((field) => [field.key, field]))
  byKey.set(entity, made)
  return made
}

/** The field a node shows; those that every record has stand in the model and not in the document. */
export function fieldOfNode({ present, model }: CanvasLook, node: FormNode): FieldDocument | undefined {
  if (!('field' in node) || node.type === 'related_list') return undefined
  const own = fieldsOf(present.entity).get(node.field)
  if (own !== undefined) return own
  const system = model.entity(present.entity.key)?.field(node.field)
  return system?.system === true ? system.document : undefined
}

/** What a node is to the selection: two looks in which that is the same draw it the same. */
function stateOf({ selection, selected, lifted }: CanvasLook, pointer: string): string {
  const isFirst = selected === undefined && pointer === '/nodes/0'
  const alone = selected === pointer && selection.length === 1
  return [selection.includes(pointer), selected === pointer, alone, lifted === pointer, isFirst].join()
}

type Drawn = {
  readonly node: FormNode
  readonly pointer: string
  readonly index: number
  readonly look: CanvasLook
}

/** Whether a node need not be drawn anew. What holds other elements always is: those see for themselves. */
export function drawsTheSame(before: Drawn, now: Drawn): boolean {
  if (now.node.type !== 'field') return false
  return (
    before.node === now.node &&
    before.pointer === now.pointer &&
    before.index === now.index &&
    before.look.ctx === now.look.ctx &&
    fieldOfNode(before.look, before.node) === fieldOfNode(now.look, now.node) &&
    stateOf(before.look, before.pointer) === stateOf(now.look, now.pointer)
  )
}
