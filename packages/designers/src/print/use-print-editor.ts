import type { BlockHandles } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { useState } from 'react'
import { type BlockEditor, useBlockEditor } from '../blocks/use-block-editor.ts'
import type { Draft } from '../workbench/use-draft.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { type CellRef, presentCells } from './cells.ts'
import { blockAt, type PrintPart } from './commands.ts'
import { messages } from './messages.ts'

/** The draft of a template. */
export type PrintDraft = Draft<{ readonly print: PrintDocument }>

/** What can be done with a template; the canvas, the list and the panel share it. */
export type PrintEditor = BlockEditor & {
  readonly draft: PrintDraft
  readonly print: PrintDocument
  /** Cells of the one block that is selected, if it is a table. */
  readonly cells: readonly CellRef[]
  readonly selectCells: (at: string, refs: readonly CellRef[]) => void
  /** Sets lengths of a block that was sized by hand. */
  readonly shape: (at: string, settings: { readonly [key: string]: unknown }, merge?: string) => void
  readonly handlesOf: (at: string) => BlockHandles | undefined
}

/** The part of the page a block stands in. */
function partOf(at: string): PrintPart {
  return (at.split('/')[1] ?? 'body') as PrintPart
}

/** The one editor of a template that is open. */
export function usePrintEditor(draft: PrintDraft): PrintEditor {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { print } = draft.present
  const [cells, setCells] = useState<readonly CellRef[]>([])
  const blocks = useBlockEditor<PrintDocument>({
    kind: 'print',
    document: print,
    commit: (next, label, merge) => draft.commit({ print: next }, label, merge),
    types: kit.blocks,
    partOf: (at) => t(partOf(at)),
    onSelect: () => setCells([]),
  })
  const { selected, select, set, nameAt } = blocks
  const only = selected.length === 1 ? blockAt(print, selected[0] ?? '') : undefined
  return {
    ...blocks,
    draft,
    print,
    cells: presentCells(cells, only, kit.blocks.find(only?.type ?? '')?.cells),
    selectCells: (at, refs) => {
      select([at])
      setCells(refs)
    },
    shape: (at, settings, merge) => set(at, settings, t('resize', { name: nameAt(at) }), merge),
    handlesOf: (at) => kit.blocks.find(blockAt(print, at)?.type ?? '')?.handles,
  }
}
