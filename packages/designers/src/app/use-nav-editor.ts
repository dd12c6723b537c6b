import type { AppDocument, NavigationItem } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { spotOf } from '../kit/spot.ts'
import { type ListEditor, type ListPayload, useListEditor } from '../kit/use-list-editor.ts'
import { useSpace, useWorkbench } from '../workbench/context.tsx'
import { documentId } from '../workbench/documents.ts'
import type { Draft } from '../workbench/use-draft.ts'
import { appMessages } from './app-messages.ts'
import { defaultNavigation, navWords } from './nav-words.ts'
import {
  fits,
  insertItem,
  itemAt,
  itemsOf,
  moveItem,
  type NavPatch,
  patchItem,
  removeItem,
  stepItem,
  walkItems,
} from './navigation.ts'

/** What is dragged: something new, or an entry that moves. */
export type NavPayload = ListPayload<NavigationItem>

/** Everything that can be done with an app and its navigation. */
export type NavEditor = ListEditor<NavigationItem, NavPatch> & {
  readonly app: AppDocument
  readonly items: readonly NavigationItem[]
  /** True while the app shows all it has, because nobody has laid it out. */
  readonly isDefault: boolean
  /** Whether a payload may stand in a list. */
  readonly fits: (payload: NavPayload, list: string) => boolean
  readonly add: (item: NavigationItem) => void
  readonly set: (patch: Partial<AppDocument>, label: string) => void
  /** Lets the app show all it has again. */
  readonly reset: () => void
}

/** The editor of an app's draft. */
export function useNavEditor(draft: Draft<{ readonly app: AppDocument }>): NavEditor {
  const t = useT(appMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { documents } = useSpace()
  const { app } = draft.present
  const isDefault = (app.navigation ?? []).length === 0
  const items = isDefault
    ? defaultNavigation(model, (kind, key) => documents.get(documentId(kind, key))?.app === app.key)
    : (app.navigation ?? [])
  const list = useListEditor<readonly NavigationItem[], NavigationItem, NavPatch>({
    draft,
    value: items,
    write: (navigation, label, merge) => draft.commit({ app: { ...app, navigation } }, label, merge),
    words: t,
    nameOf: (item) => (item === undefined ? '' : navWords(item, model, locale).name || t('group')),
    itemAt,
    insert: insertItem,
    remove: removeItem,
    patch: patchItem,
    move: moveItem,
    step: stepItem,
    walk: (all) => walkItems(all).map(({ pointer }) => pointer),
  })
  const { selected, drop, select } = list
  return {
    ...list,
    app,
    items,
    isDefault,
    fits: (payload, into) => {
      const item = 'move' in payload ? itemAt(items, payload.move) : payload.add
      return item !== undefined && fits(item, into) && !('move' in payload && payload.move === into)
    },
    add: (item) => {
      const at = selected === undefined ? undefined : spotOf(selected)
      const isGroup = selected !== undefined && itemAt(items, selected)?.items !== undefined
      if (isGroup && item.items === undefined)
        return drop({ add: item }, { list: selected, index: itemsOf(items, selected).length })
      const inGroup = at !== undefined && at.list !== '' && item.items === undefined
      drop({ add: item }, inGroup ? { ...at, index: at.index + 1 } : { list: '', index: items.length })
    },
    set: (patch, label) => draft.commit({ app: { ...app, ...patch } }, label, `app ${label}`),
    reset: () => {
      const { navigation: _, ...rest } = app
      draft.commit({ app: rest }, t('showAll'))
      select(undefined)
    },
  }
}
