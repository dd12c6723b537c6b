import { type LocalizedText, say } from '@mortise/errors'
import type { BlockDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import { keepBlocks, keptBlocks } from './clipboard.ts'
import { messages } from './messages.ts'
import {
  blockAt,
  blocksIn,
  type BlockSpot,
  insertBlock,
  moveBlocks,
  outermost,
  pointerOf,
  removeBlocks,
  replaceBlock,
  setInBlock,
  spotOf,
} from './tree.ts'

/** What can be done with the blocks of a template; the canvas, the list and the panel share it. */
export type BlockEditor = {
  /** Pointers of what is selected; the one chosen last is the last. */
  readonly selected: readonly string[]
  readonly select: (ats: readonly string[]) => void
  /** Adds a block to what is selected, or takes it away. */
  readonly toggle: (at: string) => void
  readonly add: (block: BlockDocument, spot: BlockSpot) => void
  readonly move: (ats: readonly string[], to: BlockSpot, merge?: string) => void
  /** One place up or down among its neighbours; says where it is then. */
  readonly step: (at: string, by: 1 | -1, merge?: string) => void
  readonly remove: (ats: readonly string[]) => void
  /** Puts copies behind the last of them. */
  readonly copy: (ats: readonly string[]) => void
  /** Keeps them to be pasted, here or into another template; and puts what is kept behind a block. */
  readonly keep: (ats: readonly string[]) => void
  readonly paste: (behind: BlockSpot) => void
  /** Puts another block in the place of one; `what` names the change. */
  readonly put: (at: string, block: BlockDocument, what: string, merge?: string) => void
  /** Sets some settings of a block. */
  readonly set: (
    at: string,
    settings: { readonly [key: string]: unknown },
    what: string,
    merge?: string,
  ) => void
  readonly nameOf: (type: string) => string
  readonly nameAt: (at: string) => string
}

/** What is edited, and how its blocks are called. */
export type Blocks<Template extends object> = {
  /** The kind of template; what was copied from one kind is pasted into the same. */
  readonly kind: string
  readonly document: Template
  readonly commit: (next: Template, label: string, merge?: string) => void
  readonly types: { readonly find: (type: string) => { readonly label: LocalizedText } | undefined }
  /** Name of the part of the template that a block stands in. */
  readonly partOf: (at: string) => string
  /** Told that something else was selected. */
  readonly onSelect?: () => void
}

/** An id names one block only: a copy goes without. */
function withoutId(block: BlockDocument): BlockDocument {
  return Object.fromEntries(Object.entries(block).filter(([key]) => key !== 'id')) as BlockDocument
}

/** The one editor of the blocks of a template that is open. */
export function useBlockEditor<Template extends object>(given: Blocks<Template>): BlockEditor {
  const { kind, document, commit, types, partOf, onSelect } = given
  const t = useT(messages)
  const locale = useLocale()
  const announce = useAnnounce()
  const [selected, choose] = useState<readonly string[]>([])
  const select = (ats: readonly string[]): void => {
    choose(ats)
    onSelect?.()
  }
  const nameOf = (type: string): string => say(types.find(type)?.label, locale) || t('unknown', { type })
  const nameAt = (at: string): string => nameOf(blockAt(document, at)?.type ?? '')
  const named = (ats: readonly string[]): string =>
    ats.length === 1 ? nameAt(ats[0] ?? '') : t('many', { n: ats.length })
  const insert = (blocks: readonly BlockDocument[], { list, index }: BlockSpot, label: string): void => {
    const next = blocks.reduce(
      (all, block, offset) => insertBlock(all, { list, index: index + offset }, block),
      document,
    )
    commit(next, label)
    select(blocks.map((_, offset) => `${list}/${index + offset}`))
  }
  const move: BlockEditor['move'] = (ats, to, merge) => {
    const moved = moveBlocks(document, ats, to)
    if (moved.document === document) return
    const name = named(outermost(ats))
    commit(moved.document, t('move', { name }), merge)
    select(moved.at)
    const [first = ''] = moved.at
    announce(t('movedTo', { name, part: partOf(first), n: spotOf(first).index + 1 }))
  }
  return {
    selected: selected.filter((at) => blockAt(document, at) !== undefined),
    select,
    toggle: (at) => select(selected.includes(at) ? selected.filter((one) => one !== at) : [...selected, at]),
    add: (block, spot) => {
      commit(insertBlock(document, spot, block), t('add', { name: nameOf(block.type) }))
      select([pointerOf(spot)])
    },
    move,
    step: (at, by, merge) => {
      const { list, index } = spotOf(at)
      if (index + by >= 0 && index + by < blocksIn(document, list).length)
        move([at], { list, index: by > 0 ? index + 2 : index - 1 }, merge)
    },
    remove: (ats) => {
      if (ats.length === 0) return
      commit(removeBlocks(document, ats), t('remove', { name: named(outermost(ats)) }))
      select([])
    },
    copy: (ats) => {
      const own = outermost(ats)
      const last = own.at(-1)
      if (last === undefined) return
      const { list, index } = spotOf(last)
      const copies = own.flatMap((at) => blockAt(document, at) ?? []).map(withoutId)
      insert(copies, { list, index: index + 1 }, t('copy', { name: named(own) }))
    },
    keep: (ats) => {
      const blocks = outermost(ats).flatMap((at) => blockAt(document, at) ?? [])
      if (blocks.length > 0) keepBlocks(kind, blocks)
    },
    paste: (behind) => {
      const blocks = keptBlocks(kind, (type) => types.find(type) !== undefined).map(withoutId)
      const [only] = blocks
      if (only === undefined) return
      const name = blocks.length === 1 ? nameOf(only.type) : t('many', { n: blocks.length })
      insert(blocks, { list: behind.list, index: behind.index + 1 }, t('paste', { name }))
    },
    put: (at, block, what, merge) => commit(replaceBlock(document, at, block), what, merge),
    set: (at, settings, what, merge) => commit(setInBlock(document, at, settings), what, merge),
    nameOf,
    nameAt,
  }
}
