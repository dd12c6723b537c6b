import { say } from '@mortise/errors'
import type { BlockHandles } from '@mortise/prints'
import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import {
  blockAt,
  blocksIn,
  type BlockSpot,
  insertBlock,
  moveBlocks,
  outermost,
  pointerOf,
  type PrintPart,
  removeBlocks,
  replaceBlock,
  setInBlock,
  spotOf,
} from './commands.ts'
import { type CellRef, presentCells } from './cells.ts'
import { messages } from './messages.ts'

/** The draft of a template. */
export type PrintDraft = Draft<{ readonly print: PrintDocument }>

/** What can be done with a template; the canvas, the list and the panel share it. */
export type PrintEditor = {
  readonly draft: PrintDraft
  readonly print: PrintDocument
  /** Pointers of what is selected; the one chosen last is the last. */
  readonly selected: readonly string[]
  readonly select: (ats: readonly string[]) => void
  /** Cells of the one block that is selected, if it is a table. */
  readonly cells: readonly CellRef[]
  readonly selectCells: (at: string, refs: readonly CellRef[]) => void
  /** Puts another block in the place of one; `what` names the change. */
  readonly put: (at: string, block: PrintBlockDocument, what: string, merge?: string) => void
  /** Adds a block to what is selected, or takes it away. */
  readonly toggle: (at: string) => void
  readonly add: (block: PrintBlockDocument, spot: BlockSpot) => void
  readonly move: (ats: readonly string[], to: BlockSpot, merge?: string) => void
  /** One place up or down among its neighbours; says where it is then. */
  readonly step: (at: string, by: 1 | -1, merge?: string) => void
  readonly remove: (ats: readonly string[]) => void
  readonly copy: (ats: readonly string[]) => void
  /** Sets lengths of a block that was sized by hand. */
  readonly shape: (at: string, settings: { readonly [key: string]: unknown }, merge?: string) => void
  readonly nameOf: (type: string) => string
  readonly nameAt: (at: string) => string
  readonly handlesOf: (at: string) => BlockHandles | undefined
}

type Chosen = { readonly ats: readonly string[]; readonly cells: readonly CellRef[] }

/** The part of the page a block stands in. */
function partOf(at: string): PrintPart {
  return (at.split('/')[1] ?? 'body') as PrintPart
}

/** The one editor of a template that is open. */
export function usePrintEditor(draft: PrintDraft): PrintEditor {
  const t = useT(messages)
  const locale = useLocale()
  const announce = useAnnounce()
  const { kit } = useWorkbench()
  const { print } = draft.present
  const [chosen, choose] = useState<Chosen>({ ats: [], cells: [] })
  const { ats: selected } = chosen
  const select = (ats: readonly string[]): void => choose({ ats, cells: [] })
  const only = selected.length === 1 ? blockAt(print, selected[0] ?? '') : undefined
  const nameOf = (type: string): string => say(kit.blocks.find(type)?.label, locale) || t('unknown', { type })
  const nameAt = (at: string): string => nameOf(blockAt(print, at)?.type ?? '')
  const named = (ats: readonly string[]): string =>
    ats.length === 1 ? nameAt(ats[0] ?? '') : t('many', { n: ats.length })
  const move: PrintEditor['move'] = (ats, to, merge) => {
    const moved = moveBlocks(print, ats, to)
    if (moved.print === print) return
    const name = named(outermost(ats))
    draft.commit({ print: moved.print }, t('move', { name }), merge)
    select(moved.at)
    const [first = ''] = moved.at
    announce(t('movedTo', { name, part: t(partOf(first)), n: spotOf(first).index + 1 }))
  }
  return {
    draft,
    print,
    selected: selected.filter((at) => blockAt(print, at) !== undefined),
    select,
    cells: presentCells(chosen.cells, only, kit.blocks.find(only?.type ?? '')?.cells),
    selectCells: (at, refs) => choose({ ats: [at], cells: refs }),
    put: (at, block, what, merge) => draft.commit({ print: replaceBlock(print, at, block) }, what, merge),
    toggle: (at) => select(selected.includes(at) ? selected.filter((one) => one !== at) : [...selected, at]),
    add: (block, spot) => {
      draft.commit({ print: insertBlock(print, spot, block) }, t('add', { name: nameOf(block.type) }))
      select([pointerOf(spot)])
    },
    move,
    step: (at, by, merge) => {
      const { list, index } = spotOf(at)
      if (index + by >= 0 && index + by < blocksIn(print, list).length)
        move([at], { list, index: by > 0 ? index + 2 : index - 1 }, merge)
    },
    remove: (ats) => {
      if (ats.length === 0) return
      draft.commit({ print: removeBlocks(print, ats) }, t('remove', { name: named(outermost(ats)) }))
      select([])
    },
    copy: (ats) => {
      const own = outermost(ats)
      const last = own.at(-1)
      if (last === undefined) return
      const { list, index } = spotOf(last)
      const blocks = own.flatMap((at) => blockAt(print, at) ?? [])
      // An id names one block only: the copy goes without.
      const copies = blocks.map(
        (block) =>
          Object.fromEntries(Object.entries(block).filter(([key]) => key !== 'id')) as PrintBlockDocument,
      )
      const next = copies.reduce(
        (all, block, offset) => insertBlock(all, { list, index: index + 1 + offset }, block),
        print,
      )
      draft.commit({ print: next }, t('copy', { name: named(own) }))
      select(copies.map((_, offset) => `${list}/${index + 1 + offset}`))
    },
    shape: (at, settings, merge) =>
      draft.commit({ print: setInBlock(print, at, settings) }, t('resize', { name: nameAt(at) }), merge),
    nameOf,
    nameAt,
    handlesOf: (at) => kit.blocks.find(blockAt(print, at)?.type ?? '')?.handles,
  }
}
