import { say } from '@mortise/errors'
import type { PageBlock, PageDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type BlockType, pageBlocks } from '@mortise/views'
import { useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import type { KeyMap } from '../kit/keyboard.ts'
import { freshId } from '../kit/keys.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import {
  blockAt,
  type BlockPointer,
  blocksOf,
  type BlockSpot,
  insertBlock,
  moveBlock,
  patchBlock,
  pointerOf,
  removeBlock,
  spotOf,
  stepBlock,
  walkBlocks,
} from './commands.ts'
import { messages } from './messages.ts'

/** What is dragged: something new, or a block that moves. */
export type PagePayload = { readonly add: PageBlock } | { readonly move: BlockPointer }

/** Everything that can be done with a page. */
export type PageEditor = {
  readonly page: PageDocument
  readonly tab: number
  readonly openTab: (tab: number) => void
  /** Changes the page; the words say what for in the history. */
  readonly change: (page: PageDocument, label: string, merge?: string) => void
  readonly selected: BlockPointer | undefined
  readonly select: (pointer: BlockPointer | undefined) => void
  readonly lifted: BlockPointer | undefined
  readonly typeOf: (block: PageBlock | undefined) => BlockType | undefined
  readonly nameOf: (block: PageBlock | undefined) => string
  /** Whether a payload may stand in a list. */
  readonly fits: (payload: PagePayload, list: string) => boolean
  readonly drop: (payload: PagePayload, spot: BlockSpot) => void
  readonly add: (block: PageBlock) => void
  readonly remove: (pointer: BlockPointer) => void
  readonly patch: (pointer: BlockPointer, patch: { readonly [key: string]: unknown }) => void
  readonly seal: () => void
  readonly keys: (pointer: BlockPointer) => KeyMap
}

/** The editor of a page's draft. */
export function usePageEditor(draft: Draft<{ readonly page: PageDocument }>): PageEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const announce = useAnnounce()
  const [tab, openTab] = useState(0)
  const [selected, select] = useState<BlockPointer>()
  const [lifted, setLifted] = useState<BlockPointer>()
  const { page } = draft.present
  const change: PageEditor['change'] = (next, label, merge) => draft.commit({ page: next }, label, merge)
  const typeOf: PageEditor['typeOf'] = (block) => pageBlocks.find(block?.type ?? '')
  const nameOf: PageEditor['nameOf'] = (block) => {
    const other = block?.type === 'related' ? model.entity(block.entity ?? '') : undefined
    const own = say(block?.label, locale) || say(other?.document.plural ?? other?.document.label, locale)
    return own || (typeOf(block)?.label === undefined ? t('unknown') : say(typeOf(block)?.label, locale))
  }
  const fits: PageEditor['fits'] = (payload, list) => {
    const place = typeOf('add' in payload ? payload.add : blockAt(page, payload.move))?.place ?? 'both'
    return place === 'both' || (place === 'side') === (list === 'side')
  }
  const drop: PageEditor['drop'] = (payload, spot) => {
    if ('move' in payload) {
      const name = nameOf(blockAt(page, payload.move))
      const moved = moveBlock(page, payload.move, spot)
      change(moved.page, t('moved', { name }))
      return select(moved.pointer)
    }
    const block = { ...payload.add, id: freshId('b') }
    change(insertBlock(page, block, spot), t('added', { name: nameOf(block) }))
    select(pointerOf(spot))
    announce(t('added', { name: nameOf(block) }))
  }
  const add = (block: PageBlock): void => {
    const at = selected === undefined ? undefined : spotOf(selected)
    const main = `tab/${tab}`
    const list =
      at !== undefined && fits({ add: block }, at.list) ? at.list : fits({ add: block }, main) ? main : 'side'
    const index = at?.list === list ? at.index + 1 : blocksOf(page, list).length
    drop({ add: block }, { list, index })
  }
  const remove = (pointer: BlockPointer): void => {
    const name = nameOf(blockAt(page, pointer))
    change(removeBlock(page, pointer), t('removed', { name }))
    announce(t('removed', { name }))
    select(undefined)
  }
  const step = (pointer: BlockPointer, by: 1 | -1): void => {
    const name = nameOf(blockAt(page, pointer))
    const moved = stepBlock(page, pointer, { by, tab })
    if (!fits({ move: pointer }, spotOf(moved.pointer).list)) return
    change(moved.page, t('moved', { name }), lifted === undefined ? undefined : 'lift')
    if (lifted !== undefined) setLifted(moved.pointer)
    select(moved.pointer)
    announce(t('movedTo', { name, n: spotOf(moved.pointer).index + 1 }))
  }
  const walk = (pointer: BlockPointer, by: 1 | -1): void => {
    const all = walkBlocks(page, tab)
    const next = all[all.indexOf(pointer) + by]
    if (next !== undefined) select(next)
  }
  const lift = (pointer: BlockPointer): void => {
    const name = nameOf(blockAt(page, pointer))
    setLifted(lifted === pointer ? undefined : pointer)
    announce(t(lifted === pointer ? 'dropped' : 'lifted', { name }))
    if (lifted === pointer) draft.seal()
  }
  return {
    page,
    tab: Math.min(tab, page.tabs.length - 1),
    openTab: (next) => {
      openTab(next)
      select(undefined)
    },
    change,
    selected,
    select,
    lifted,
    typeOf,
    nameOf,
    fits,
    drop,
    add,
    remove,
    patch: (pointer, patch) =>
      change(
        patchBlock(page, pointer, patch),
        t('changed', { name: nameOf(blockAt(page, pointer)) }),
        `patch ${pointer}`,
      ),
    seal: draft.seal,
    keys: (pointer) => {
      const by = (n: 1 | -1) => () => (lifted === pointer ? step(pointer, n) : walk(pointer, n))
      return {
        Space: () => lift(pointer),
        Escape: () => {
          if (lifted === pointer) draft.drop('lift')
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
