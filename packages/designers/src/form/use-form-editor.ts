import { say } from '@mortise/errors'
import type { FieldType } from '@mortise/fields'
import { useLocale, useT, useToast } from '@mortise/ui'
import { useEffect, useRef, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import { freshId } from '../kit/keys.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { usePresentPlace } from '../workbench/live.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import { keyMapOf } from './actions.ts'
import { fieldsOf } from './canvas-look.ts'
import { byPlace } from './clip.ts'
import {
  addExisting,
  addField,
  besideNode,
  duplicateMany,
  type Edits,
  moveMany,
  moveTo,
  placeNode,
  resizeNode,
  spanNode,
  stepNode,
  takeOffMany,
  type Target,
} from './commands.ts'
import type { Edit, FormDraft } from './draft.ts'
import type { FormEditor, FormPayload, Place } from './editor-types.ts'
import { layoutPart } from './layout-parts.ts'
import { messages } from './messages.ts'
import { pasteClip } from './paste.ts'
import { useSelection } from './selection.ts'
import { endSpot, nextPart } from './spots.ts'
import { columnAt } from './subtable.ts'
import { nodeAt, spotOf } from './tree.ts'
import { useClipboard } from './use-clipboard.ts'
import { useOpenParts } from './use-open-parts.ts'
import { walkFrom } from './walk.ts'

const liftWord = 'lift'

type NewPart = Exclude<FormPayload, { readonly move: string } | { readonly add: 'link' }>

/** Names of what stands on a form, as people read them. */
export function useNameOf(present: FormDraft): (pointer: string | undefined) => string {
  const locale = useLocale()
  const { model } = useWorkbench()
  return (pointer) => {
    if (pointer === undefined) return ''
    const column = columnAt(present, pointer)
    if (column !== undefined) return say(column.field?.label, locale) || column.column.field
    const node = nodeAt(present.form, pointer)
    if (node === undefined) return ''
    if ('field' in node && node.type !== 'related_list') {
      const found = fieldsOf(present.entity).get(node.field)
      const system = model.entity(present.entity.key)?.field(node.field)?.document
      return say((found ?? system)?.label, locale) || node.field
    }
    const own = 'label' in node ? say(node.label, locale) : ''
    return own || (layoutPart(node.type)?.label[locale] ?? node.type)
  }
}

/** The editor of a form draft. `lead` opens a part of the screen. */
export function useFormEditor(draft: Draft<FormDraft>, lead: (place: Place) => void): FormEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const announce = useAnnounce()
  const toast = useToast()
  const { present } = draft
  const { all: selection, main: selected, select, selectAll } = useSelection(present)
  const [lifted, setLifted] = useState<string>()
  const liftedFrom = useRef<string | undefined>(undefined)
  const parts = useOpenParts(present, selected)
  const nameOf = useNameOf(present)
  const clipboard = useClipboard()
  usePresentPlace(selected === undefined ? undefined : nameOf(selected))
  const around = model.entities.map(({ document }) => document)
  const context = { kit, around }

  const typeOf = (key: string): FieldType | undefined => kit.fields.find(key)
  const nameAll = (pointers: readonly string[]): string =>
    pointers.length > 1 ? t('several', { n: pointers.length }) : nameOf(pointers[0])
  const take = ({ pointer, ...edit }: Edit, label: string, merge?: string): void => {
    draft.commit(edit, label, merge)
    select(pointer)
  }
  const takeAll = ({ pointers, ...edit }: Edits, label: string): void => {
    draft.commit(edit, label)
    selectAll(pointers)
  }
  const addLink = (): void => {
    const link = { id: freshId('dl'), entity: '', filter: true, fill: {} }
    const form = { ...present.form, dataLinks: [...(present.form.dataLinks ?? []), link] }
    draft.commit({ ...present, form }, t('add', { name: t('dataLink') }))
    select(undefined)
    announce(t('add', { name: t('dataLink') }))
    lead('links')
  }
  const wordOf = (payload: NewPart): string => {
    if (payload.add === 'existing')
      return say(present.entity.fields.find(({ key }) => key === payload.field)?.label, locale)
    const label = payload.add === 'field' ? typeOf(payload.type)?.label : layoutPart(payload.type)?.label
    return label?.[locale] ?? ''
  }
  const make = (payload: NewPart, place: Target): Edit | undefined => {
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
    const taken = around.map(({ key }) => key)
    return type === undefined ? undefined : addField(present, type, place, taken)
  }
  const drop = (payload: FormPayload, place: Target): void => {
    if ('move' in payload) {
      const moved = selection.includes(payload.move) ? selection : [payload.move]
      return takeAll(moveMany(present, moved, place), t('move', { name: nameAll(moved) }))
    }
    if (payload.add === 'link') return addLink()
    const made = make(payload, place)
    if (made === undefined) return
    take(made, t('add', { name: wordOf(payload) }))
    announce(t('add', { name: wordOf(payload) }))
  }
  const remove = (pointers: readonly string[]): void => {
    const label = t('remove', { name: nameAll(pointers) })
    const next = takeOffMany(present, pointers)
    if (next === present) return announce(t('lastColumn'))
    draft.commit(next, label)
    const first = pointers.toSorted(byPlace)[0] ?? ''
    const { list, index } = spotOf(first)
    select(index > 0 ? `${list}/${index - 1}` : undefined)
    toast({ text: t('removedFromForm'), undo: draft.undo })
    announce(label)
  }
  const step = (pointer: string, by: 1 | -1): void => {
    const edit = stepNode(present, pointer, by)
    const held = lifted !== undefined
    take(edit, t('move', { name: nameOf(pointer) }), held ? liftWord : undefined)
    if (held) setLifted(edit.pointer)
    announce(t('movedTo', { n: spotOf(edit.pointer).index + 1 }))
  }
  const paste = (): void => {
    const clip = clipboard.read()
    if (clip === undefined) return announce(t('nothingToPaste'))
    const { left, ...pasted } = pasteClip(present, clip, endSpot(present, selected), context)
    if (pasted.pointers.length === 0) return toast({ text: t('cannotPaste'), tone: 'danger' })
    takeAll(pasted, t('pasted'))
    announce(t('pastedN', { n: pasted.pointers.length }))
    if (left > 0) toast({ text: t('conditionsLeft', { n: left }) })
  }
  const copy = (pointers: readonly string[]): void => {
    clipboard.write(present, pointers)
    announce(t('copied'))
  }
  // What is held by keys moves along when others change the form under it.
  useEffect(() => {
    if (lifted !== undefined && selected !== undefined && selected !== lifted) setLifted(selected)
  }, [lifted, selected])
  const editor: FormEditor = {
    draft,
    selected,
    selection,
    select,
    selectAll,
    lifted,
    lift: (pointer) => {
      select(pointer)
      setLifted(pointer)
      liftedFrom.current = pointer
      announce(t('lifted', { name: nameOf(pointer) }))
    },
    putDown: () => {
      setLifted(undefined)
      draft.seal()
      announce(t('dropped', { name: nameOf(selected) }))
    },
    callOff: () => {
      draft.drop(liftWord)
      setLifted(undefined)
      select(liftedFrom.current)
      announce(t('calledOff'))
    },
    nameOf,
    drop,
    add: (payload) => drop(payload, endSpot(present, selected)),
    remove,
    duplicate: (pointers) =>
      takeAll(duplicateMany(present, pointers, context), t('duplicate', { name: nameAll(pointers) })),
    copy,
    cut: (pointers) => {
      copy(pointers)
      remove(pointers)
    },
    paste,
    resize: (pointers, by) => {
      const next = pointers.reduce((now, one) => resizeNode(now, one, by), present)
      draft.commit(next, t('resize', { name: nameAll(pointers) }), `resize ${pointers.join()}`)
    },
    setSpan: (pointer, span) =>
      draft.commit(
        spanNode(present, pointer, span),
        t('resize', { name: nameOf(pointer) }),
        `span ${pointer}`,
      ),
    step,
    beside: (pointer, by) =>
      take(besideNode(present, pointer, by), t('besideDone', { name: nameOf(pointer) })),
    toPart: (pointer, by) => {
      const spot = nextPart(present, pointer, by)
      if (spot === undefined) return announce(t('noPart'))
      const edit = moveTo(present, pointer, { ...spot, mode: 'inside' })
      take(edit, t('move', { name: nameOf(pointer) }), liftWord)
      setLifted(edit.pointer)
      announce(t('movedTo', { n: spotOf(edit.pointer).index + 1 }))
    },
    walk: (by, how = 'only') => {
      const next = walkFrom(present, selected, by)
      if (next !== undefined) select(next, how)
    },
    openPart: parts.at,
    setOpenPart: parts.open,
    lead,
    keys: () => keyMapOf(editor),
  }
  return editor
}
