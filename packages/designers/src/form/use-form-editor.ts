import { say } from '@mortise/errors'
import type { FieldType } from '@mortise/fields'
import type { FormNode } from '@mortise/schema'
import { useLocale, useT, useToast } from '@mortise/ui'
import { useRef, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { Place } from '../kit/hit-test.ts'
import type { KeyMap } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import {
  addExisting,
  addField,
  duplicateNode,
  type Edit,
  type FormDraft,
  moveTo,
  placeNode,
  resizeNode,
  stepNode,
  takeOff,
} from './commands.ts'
import { layoutPart } from './layout-parts.ts'
import { messages } from './messages.ts'
import { listsOf, nodeAt, nodesAt, spotOf, walkNodes } from './tree.ts'

/** What a palette entry stands for. */
export type FormPayload =
  | { readonly add: 'field'; readonly type: string }
  | { readonly add: 'existing'; readonly field: string }
  | { readonly add: 'part'; readonly type: string }
  | { readonly move: string }

type Spot = Pick<Place, 'list' | 'index' | 'mode'>

/** Everything that can be done on the canvas of a form, by pointer or key. */
export type FormEditor = {
  readonly draft: Draft<FormDraft>
  readonly selected: string | undefined
  readonly select: (pointer: string | undefined) => void
  /** Pointer of the node held by the keyboard. */
  readonly lifted: string | undefined
  readonly nameOf: (node: FormNode | undefined) => string
  readonly drop: (payload: FormPayload, place: Spot) => void
  /** Adds behind what is selected, into it if it is an empty container, else at the end. */
  readonly add: (payload: FormPayload) => void
  readonly remove: (pointer: string) => void
  readonly duplicate: (pointer: string) => void
  readonly resize: (pointer: string, by: number) => void
  readonly keys: (pointer: string) => KeyMap
}

const liftWord = 'lift'

/** The editor of a form draft. */
export function useFormEditor(draft: Draft<FormDraft>): FormEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const announce = useAnnounce()
  const toast = useToast()
  const [selected, select] = useState<string>()
  const [lifted, setLifted] = useState<string>()
  const liftedFrom = useRef<string | undefined>(undefined)
  const clipboard = useRef<string | undefined>(undefined)
  const { present } = draft

  const typeOf = (key: string): FieldType | undefined => kit.fields.find(key)
  const nameOf = (node: FormNode | undefined): string => {
    if (node === undefined) return ''
    if ('field' in node && node.type !== 'related_list') {
      const found = present.entity.fields.find((field) => field.key === node.field)
      const system = model.entity(present.entity.key)?.field(node.field)?.document
      return say((found ?? system)?.label, locale) || node.field
    }
    const own = 'label' in node ? say(node.label, locale) : ''
    return own || (layoutPart(node.type)?.label[locale] ?? node.type)
  }
  const take = (edit: Edit, label: string, merge?: string): void => {
    draft.commit({ entity: edit.entity, form: edit.form }, label, merge)
    select(edit.pointer)
  }
  const drop = (payload: FormPayload, place: Spot): void => {
    if ('move' in payload) {
      const label = t('move', { name: nameOf(nodeAt(present.form, payload.move)) })
      return take(moveTo(present, payload.move, place), label)
    }
    const made = make(payload, place)
    if (made === undefined) return
    take(made, t('add', { name: nameOf(nodeAt(made.form, made.pointer)) || wordOf(payload) }))
    announce(t('add', { name: wordOf(payload) }))
  }
  const wordOf = (payload: FormPayload): string => {
    if ('move' in payload) return ''
    if (payload.add === 'existing')
      return say(present.entity.fields.find(({ key }) => key === payload.field)?.label, locale)
    const label = payload.add === 'field' ? typeOf(payload.type)?.label : layoutPart(payload.type)?.label
    return label?.[locale] ?? ''
  }
  const make = (payload: Exclude<FormPayload, { readonly move: string }>, place: Spot): Edit | undefined => {
    if (payload.add === 'part') {
      const part = layoutPart(payload.type)
      return part === undefined ? undefined : placeNode(present, part.make(), place)
    }
    if (payload.add === 'existing') {
      const field = present.entity.fields.find(({ key }) => key === payload.field)
      return field === undefined
        ? undefined
        : addExisting(present, field, { type: typeOf(field.type), place })
    }
    const type = typeOf(payload.type)
    return type === undefined ? undefined : addField(present, type, place)
  }
  const remove = (pointer: string): void => {
    const node = nodeAt(present.form, pointer)
    draft.commit(takeOff(present, pointer), t('remove', { name: nameOf(node) }))
    const { list, index } = spotOf(pointer)
    select(index > 0 ? `${list}/${index - 1}` : undefined)
    toast({ text: t('removedFromForm'), undo: draft.undo })
    announce(t('remove', { name: nameOf(node) }))
  }
  const duplicate = (pointer: string): void =>
    take(
      duplicateNode(present, pointer, locale),
      t('duplicate', { name: nameOf(nodeAt(present.form, pointer)) }),
    )
  const resize = (pointer: string, by: number): void =>
    draft.commit(
      resizeNode(present, pointer, by),
      t('resize', { name: nameOf(nodeAt(present.form, pointer)) }),
      `resize ${pointer}`,
    )
  const step = (pointer: string, by: 1 | -1): void => {
    const edit = stepNode(present, pointer, by)
    take(
      edit,
      t('move', { name: nameOf(nodeAt(present.form, pointer)) }),
      lifted === undefined ? undefined : liftWord,
    )
    if (lifted !== undefined) setLifted(edit.pointer)
    announce(t('movedTo', { n: spotOf(edit.pointer).index + 1 }))
  }
  const walk = (pointer: string, by: 1 | -1): void => {
    const all = walkNodes(present.form).map((one) => one.pointer)
    const next = all[all.indexOf(pointer) + by]
    if (next !== undefined) select(next)
  }
  const paste = (pointer: string): void => {
    const from = clipboard.current
    if (from === undefined || nodeAt(present.form, from) === undefined) return
    const copy = duplicateNode(present, from, locale)
    const { list, index } = spotOf(pointer)
    take(moveTo(copy, copy.pointer, { list, index: index + 1, mode: 'after' }), t('pasted'))
  }
  const keys = (pointer: string): KeyMap => {
    const name = nameOf(nodeAt(present.form, pointer))
    const moving = lifted === pointer
    return {
      Space: () => {
        if (moving) {
          setLifted(undefined)
          draft.seal()
          announce(t('dropped', { name }))
        } else {
          setLifted(pointer)
          liftedFrom.current = pointer
          announce(t('lifted', { name }))
        }
      },
      Escape: () => {
        if (!moving) return select(undefined)
        draft.drop(liftWord)
        setLifted(undefined)
        select(liftedFrom.current)
        announce(t('calledOff'))
      },
      ArrowDown: () => (moving ? step(pointer, 1) : walk(pointer, 1)),
      ArrowRight: () => (moving ? step(pointer, 1) : walk(pointer, 1)),
      ArrowUp: () => (moving ? step(pointer, -1) : walk(pointer, -1)),
      ArrowLeft: () => (moving ? step(pointer, -1) : walk(pointer, -1)),
      'Alt+ArrowUp': () => step(pointer, -1),
      'Alt+ArrowDown': () => step(pointer, 1),
      'Shift+ArrowRight': () => resize(pointer, 1),
      'Shift+ArrowLeft': () => resize(pointer, -1),
      Delete: () => remove(pointer),
      Backspace: () => remove(pointer),
      'Ctrl+D': () => duplicate(pointer),
      'Ctrl+C': () => {
        clipboard.current = pointer
        announce(t('copied'))
      },
      'Ctrl+V': () => paste(pointer),
    }
  }
  const add = (payload: FormPayload): void => {
    drop(payload, endSpot(present, selected))
  }
  return { draft, selected, select, lifted, nameOf, drop, add, remove, duplicate, resize, keys }
}

/** Where something added without a pointer goes. */
function endSpot({ form }: FormDraft, selected: string | undefined): Spot {
  const node = selected === undefined ? undefined : nodeAt(form, selected)
  if (selected !== undefined && node !== undefined) {
    const [inside] = listsOf(node, selected)
    if (inside !== undefined) return { list: inside, index: nodesAt(form, inside).length, mode: 'inside' }
    const { list, index } = spotOf(selected)
    return { list, index: index + 1, mode: 'after' }
  }
  const last = form.nodes.length - 1
  const node2 = form.nodes[last]
  const [inside] = node2 === undefined ? [] : listsOf(node2, `/nodes/${last}`)
  const list = inside ?? '/nodes'
  return { list, index: nodesAt(form, list).length, mode: 'inside' }
}
