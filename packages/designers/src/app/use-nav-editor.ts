import type { AppDocument, NavigationItem } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { KeyMap } from '../kit/keyboard.ts'
import { useSpace, useWorkbench } from '../workbench/context.tsx'
import { documentId } from '../workbench/documents.ts'
import type { Draft } from '../workbench/use-draft.ts'
import { appMessages } from './app-messages.ts'
import { defaultNavigation, navWords } from './nav-words.ts'
import {
  insertItem,
  itemAt,
  itemsOf,
  moveItem,
  type NavPointer,
  type NavSpot,
  patchItem,
  removeItem,
  spotOf,
  stepItem,
  walkItems,
} from './navigation.ts'

/** What is dragged: something new, or an entry that moves. */
export type NavPayload = { readonly add: NavigationItem } | { readonly move: NavPointer }

/** Everything that can be done with an app and its navigation. */
export type NavEditor = {
  readonly app: AppDocument
  readonly items: readonly NavigationItem[]
  /** True while the app shows all it has, because nobody has laid it out. */
  readonly isDefault: boolean
  readonly selected: NavPointer | undefined
  readonly select: (pointer: NavPointer | undefined) => void
  readonly lifted: NavPointer | undefined
  readonly nameOf: (item: NavigationItem | undefined) => string
  readonly drop: (payload: NavPayload, spot: NavSpot) => void
  readonly add: (item: NavigationItem) => void
  readonly remove: (pointer: NavPointer) => void
  readonly patch: (pointer: NavPointer, patch: Parameters<typeof patchItem>[2]) => void
  readonly set: (patch: Partial<AppDocument>, label: string) => void
  /** Lets the app show all it has again. */
  readonly reset: () => void
  readonly keys: (pointer: NavPointer) => KeyMap
}

type Value = { readonly app: AppDocument }

/** The editor of an app's draft. */
export function useNavEditor(draft: Draft<Value>): NavEditor {
  const t = useT(appMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { documents } = useSpace()
  const announce = useAnnounce()
  const [selected, select] = useState<NavPointer>()
  const [lifted, setLifted] = useState<NavPointer>()
  const { app } = draft.present
  const isDefault = (app.navigation ?? []).length === 0
  const items = isDefault
    ? defaultNavigation(model, (kind, key) => documents.get(documentId(kind, key))?.app === app.key)
    : (app.navigation ?? [])
  const nameOf = (item: NavigationItem | undefined): string =>
    item === undefined ? '' : navWords(item, model, locale).name || t('group')
  const write = (navigation: readonly NavigationItem[], label: string, merge?: string): void =>
    draft.commit({ app: { ...app, navigation } }, label, merge)
  const drop = (payload: NavPayload, spot: NavSpot): void => {
    if ('move' in payload) {
      const moved = moveItem(items, payload.move, spot)
      write(moved.items, t('moved', { name: nameOf(itemAt(items, payload.move)) }))
      return select(moved.pointer)
    }
    write(insertItem(items, payload.add, spot), t('added', { name: nameOf(payload.add) }))
    select(`${spot.list}/${spot.index}`)
    announce(t('added', { name: nameOf(payload.add) }))
  }
  const add = (item: NavigationItem): void => {
    const at = selected === undefined ? undefined : spotOf(selected)
    const isGroup = selected !== undefined && itemAt(items, selected)?.items !== undefined
    if (isGroup && item.items === undefined)
      return drop({ add: item }, { list: selected, index: itemsOf(items, selected).length })
    const inGroup = at !== undefined && at.list !== '' && item.items === undefined
    drop({ add: item }, inGroup ? { ...at, index: at.index + 1 } : { list: '', index: items.length })
  }
  const remove = (pointer: NavPointer): void => {
    write(removeItem(items, pointer), t('removed', { name: nameOf(itemAt(items, pointer)) }))
    announce(t('removed', { name: nameOf(itemAt(items, pointer)) }))
    select(undefined)
  }
  const step = (pointer: NavPointer, by: 1 | -1): void => {
    const name = nameOf(itemAt(items, pointer))
    const moved = stepItem(items, pointer, by)
    write(moved.items, t('moved', { name }), lifted === undefined ? undefined : 'lift')
    if (lifted !== undefined) setLifted(moved.pointer)
    select(moved.pointer)
    announce(t('movedTo', { name, n: spotOf(moved.pointer).index + 1 }))
  }
  const walk = (pointer: NavPointer, by: 1 | -1): void => {
    const all = walkItems(items).map((one) => one.pointer)
    const next = all[all.indexOf(pointer) + by]
    if (next !== undefined) select(next)
  }
  const lift = (pointer: NavPointer): void => {
    const name = nameOf(itemAt(items, pointer))
    setLifted(lifted === pointer ? undefined : pointer)
    announce(t(lifted === pointer ? 'dropped' : 'lifted', { name }))
    if (lifted === pointer) draft.seal()
  }
  return {
    app,
    items,
    isDefault,
    selected,
    select,
    lifted,
    nameOf,
    drop,
    add,
    remove,
    patch: (pointer, patch) =>
      write(
        patchItem(items, pointer, patch),
        t('changed', { name: nameOf(itemAt(items, pointer)) }),
        `patch ${pointer}`,
      ),
    set: (patch, label) => draft.commit({ app: { ...app, ...patch } }, label, `app ${label}`),
    reset: () => {
      const { navigation: _, ...rest } = app
      draft.commit({ app: rest }, t('showAll'))
      select(undefined)
    },
    keys: (pointer) => {
      const moving = lifted === pointer
      const by = (n: 1 | -1) => () => (moving ? step(pointer, n) : walk(pointer, n))
      return {
        Space: () => lift(pointer),
        Escape: () => {
          if (moving) draft.drop('lift')
          setLifted(undefined)
          select(undefined)
        },
        ArrowDown: by(1),
        ArrowUp: by(-1),
        'Alt+ArrowUp': () => step(pointer, -1),
        'Alt+ArrowDown': () => step(pointer, 1),
        Delete: () => remove(pointer),
        Backspace: () => remove(pointer),
      }
    },
  }
}
