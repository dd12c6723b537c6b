import { say } from '@mortise/errors'
import type { PageBlock, PageDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type BlockType, pageBlocks } from '@mortise/views'
import { useState } from 'react'
import { freshId } from '../kit/keys.ts'
import { spotOf } from '../kit/spot.ts'
import { type ListEditor, type ListPayload, useListEditor } from '../kit/use-list-editor.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import {
  blockAt,
  type BlockPatch,
  blocksOf,
  insertBlock,
  moveBlock,
  patchBlock,
  removeBlock,
  stepBlock,
  walkBlocks,
} from './commands.ts'
import { messages } from './messages.ts'

/** What is dragged: something new, or a block that moves. */
export type PagePayload = ListPayload<PageBlock>

/** Everything that can be done with a page. */
export type PageEditor = ListEditor<PageBlock, BlockPatch> & {
  readonly page: PageDocument
  readonly tab: number
  readonly openTab: (tab: number) => void
  /** Changes the page; the words say what for in the history. */
  readonly change: (page: PageDocument, label: string, merge?: string) => void
  readonly typeOf: (block: PageBlock | undefined) => BlockType | undefined
  /** Whether a payload may stand in a list. */
  readonly fits: (payload: PagePayload, list: string) => boolean
  readonly add: (block: PageBlock) => void
  readonly seal: () => void
}

/** The editor of a page's draft. */
export function usePageEditor(draft: Draft<{ readonly page: PageDocument }>): PageEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const [tab, openTab] = useState(0)
  const { page } = draft.present
  const change: PageEditor['change'] = (next, label, merge) => draft.commit({ page: next }, label, merge)
  const typeOf: PageEditor['typeOf'] = (block) => pageBlocks.find(block?.type ?? '')
  const fits: PageEditor['fits'] = (payload, list) => {
    const place = typeOf('add' in payload ? payload.add : blockAt(page, payload.move))?.place ?? 'both'
    return place === 'both' || (place === 'side') === (list === 'side')
  }
  const list = useListEditor<PageDocument, PageBlock, BlockPatch>({
    draft,
    value: page,
    write: change,
    words: t,
    nameOf: (block) => {
      const other = block?.type === 'related' ? model.entity(block.entity ?? '') : undefined
      const own = say(block?.label, locale) || say(other?.document.plural ?? other?.document.label, locale)
      return own || (typeOf(block)?.label === undefined ? t('unknown') : say(typeOf(block)?.label, locale))
    },
    itemAt: blockAt,
    insert: (from, block, spot) => insertBlock(from, { ...block, id: freshId('b') }, spot),
    remove: removeBlock,
    patch: patchBlock,
    move: moveBlock,
    step: (from, pointer, by) => {
      const moved = stepBlock(from, pointer, { by, tab })
      return fits({ move: pointer }, spotOf(moved.pointer).list) ? moved : undefined
    },
    walk: (from) => walkBlocks(from, tab),
  })
  const { selected, select, drop } = list
  return {
    ...list,
    page,
    tab: Math.min(tab, page.tabs.length - 1),
    openTab: (next) => {
      openTab(next)
      select(undefined)
    },
    change,
    typeOf,
    fits,
    add: (block) => {
      const at = selected === undefined ? undefined : spotOf(selected)
      const main = `tab/${tab}`
      const wanted = at !== undefined && fits({ add: block }, at.list) ? at.list : main
      const into = fits({ add: block }, wanted) ? wanted : 'side'
      const index = at?.list === into ? at.index + 1 : blocksOf(page, into).length
      drop({ add: block }, { list: into, index })
    },
    seal: draft.seal,
  }
}
