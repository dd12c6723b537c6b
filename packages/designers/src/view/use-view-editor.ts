import { say } from '@mortise/errors'
import type { EntityModel, ViewDocument } from '@mortise/schema'
import { useLocale, useT, useToast } from '@mortise/ui'
import { type ViewSlot, type ViewType, viewTypes } from '@mortise/views'
import { useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import {
  fieldsOn,
  fittingSpot,
  moveField,
  putField,
  type Shelf,
  type Spot,
  takeField,
  turnSort,
  withType,
} from './commands.ts'
import { messages } from './messages.ts'

/** A view being edited. */
export type ViewDraft = Draft<{ readonly view: ViewDocument }>

/** What is dragged over a view: a field of the palette, or one that stands on a shelf already. */
export type ViewPayload = { readonly field: string; readonly from?: Shelf }

/** Everything that can be done to a view, by pointer or key. */
export type ViewEditor = {
  readonly draft: ViewDraft
  readonly view: ViewDocument
  readonly type: ViewType
  readonly entity: EntityModel | undefined
  readonly selected: Spot | undefined
  readonly select: (spot: Spot | undefined) => void
  readonly nameOf: (field: string) => string
  readonly shelfName: (shelf: Shelf) => string
  readonly edit: (next: ViewDocument, label: string, merge?: string) => void
  readonly drop: (payload: ViewPayload, spot: Spot) => void
  /** Puts a field where it fits. */
  readonly add: (field: string) => void
  readonly remove: (field: string, shelf: Shelf) => void
  readonly turn: (field: string) => void
  readonly become: (type: ViewType) => void
}

/** The editor of a view draft. */
export function useViewEditor(draft: ViewDraft): ViewEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const announce = useAnnounce()
  const toast = useToast()
  const [selected, select] = useState<Spot>()
  const { view } = draft.present
  const entity = model.entity(view.entity)
  const type = viewTypes.find(view.type) ?? (viewTypes.all[0] as ViewType)
  const nameOf = (field: string): string => say(entity?.field(field)?.document.label, locale) || field
  const slotOf = (shelf: Shelf): ViewSlot | undefined => type.slots.find(({ key }) => key === shelf)
  const shelfName = (shelf: Shelf): string =>
    shelf === 'sort' ? t('sort') : say(slotOf(shelf)?.label, locale) || shelf
  const edit = (next: ViewDocument, label: string, merge?: string): void => {
    if (next !== view) draft.commit({ view: next }, label, merge)
  }
  const told = (next: ViewDocument, label: string): void => {
    edit(next, label)
    announce(label)
  }
  const drop = ({ field: key, from }: ViewPayload, spot: Spot): void => {
    const field = entity?.field(key)
    if (entity === undefined || field === undefined) return
    const given = { name: nameOf(key), shelf: shelfName(spot.shelf) }
    const fits = spot.shelf === 'sort' || slotOf(spot.shelf)?.takes(field, entity) === true
    if (!fits) return toast({ text: t('notHere', given), tone: 'danger' })
    // Fields of the order stay where they show: dragging one off makes it a column as well.
    const leaves = from !== undefined && from !== 'sort' && spot.shelf !== 'sort' ? from : undefined
    const next =
      leaves === undefined ? putField(view, key, spot) : moveField(view, key, { from: leaves, to: spot })
    told(next, from === spot.shelf ? t('moved', given) : t('added', given))
    select({ shelf: spot.shelf, index: fieldsOn(next, spot.shelf).indexOf(key) })
  }
  const add = (key: string): void => {
    const field = entity?.field(key)
    if (entity === undefined || field === undefined) return
    const spot = fittingSpot(view, type, { field, entity })
    if (spot === undefined) return toast({ text: t('nowhere', { name: nameOf(key) }), tone: 'danger' })
    drop({ field: key }, spot)
  }
  return {
    draft,
    view,
    type,
    entity,
    selected,
    select,
    nameOf,
    shelfName,
    edit,
    drop,
    add,
    remove: (field, shelf) => {
      told(takeField(view, field, shelf), t('removed', { name: nameOf(field) }))
      select(undefined)
    },
    turn: (field) => told(turnSort(view, field), t('turned', { name: nameOf(field) })),
    become: (next) => {
      if (entity !== undefined && next.type !== view.type)
        told(withType(view, next, entity), t('typed', { name: say(next.label, locale) }))
    },
  }
}
