import type { FaceContext } from '@mortise/fields/react'
import { useT, useToast } from '@mortise/ui'
import { useFormStore } from '../form-store.ts'
import { fieldStateAt } from '../row-index.ts'
import type { GridColumn } from './columns.ts'
import { messages } from './messages.ts'
import { pasteBlock, resolveNames } from './paste.ts'

type Block = readonly (readonly string[])[]

/** Pastes a block of cells, says what came of it, and offers to take it back. */
export function usePaste({
  table,
  columns,
  ctx,
}: {
  readonly table: string
  readonly columns: readonly GridColumn[]
  readonly ctx: FaceContext
}): (block: Block, at: { readonly row: number; readonly column: number }) => void {
  const store = useFormStore()
  const t = useT(messages)
  const toast = useToast()
  return (block, at) => {
    const before = store.state
    const target = { table, columns, ...at }
    const outcome = pasteBlock(store, block, { target, ctx })
    const tell = (): void => {
      const wrong = outcome.wrong.filter(
        (path) => fieldStateAt(store.state, path)?.input !== undefined,
      ).length
      const n = outcome.rows
      const cut = outcome.cut === 0 ? '' : t('pasteCut', { n: outcome.cut })
      toast({
        text: `${wrong === 0 ? t('pasted', { n }) : t('pastedWrong', { n, wrong })}${cut}`,
        tone: wrong === 0 && outcome.cut === 0 ? 'success' : 'plain',
        ...(store.state.tables[table] === undefined ? {} : { undo: () => store.set(() => before) }),
      })
    }
    void resolveNames(store, { outcome, target, ctx }).then(tell)
  }
}
