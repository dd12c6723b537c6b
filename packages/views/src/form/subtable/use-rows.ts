import { addRow, addRows, copyRows, moveRows, removeRows, restoreRows } from '@mortise/forms'
import { useT, useToast } from '@mortise/ui'
import { useMemo } from 'react'
import type { FormStore } from '../form-store.ts'
import { rowPlaces } from '../row-index.ts'
import { messages } from './messages.ts'

/** What a person can do with the rows of a sub-table. */
export type RowActs = {
  /** Adds a row and gives its key; undefined when the table takes no more. */
  readonly add: (at?: number) => string | undefined
  readonly addMany: (count: number, at?: number) => void
  /** Takes rows away; a short message offers them back. */
  readonly remove: (keys: ReadonlySet<string>) => void
  readonly copy: (keys: ReadonlySet<string>) => void
  /** Moves rows one place up (-1) or down (1). */
  readonly move: (keys: ReadonlySet<string>, by: -1 | 1) => void
  /** Moves rows before the row that stands at a place now. */
  readonly moveTo: (keys: ReadonlySet<string>, before: number) => void
}

/** The acts on the rows of a sub-table of an open form. */
export function useRows(store: FormStore, table: string): RowActs {
  const t = useT(messages)
  const toast = useToast()
  return useMemo(() => {
    const { program } = store
    const rows = (): FormRows => store.state.tables[table] ?? []
    const moveTo: RowActs['moveTo'] = (keys, before) => {
      const to = rows()
        .slice(0, before)
        .filter(({ key }) => !keys.has(key)).length
      store.set((state) => moveRows(program, state, table, { rows: keys, to }))
    }
    return {
      add: (at) => {
        const known = rowPlaces(rows())
        store.set((state) => addRow(program, state, table, at === undefined ? {} : { at }))
        return rows().find(({ key }) => !known.has(key))?.key
      },
      addMany: (count, at) =>
        store.set((state) => addRows(program, state, table, { count, ...(at === undefined ? {} : { at }) })),
      remove: (keys) => {
        const before = rows()
        store.set((state) => removeRows(program, state, table, keys))
        const left = rowPlaces(rows())
        const gone = before.flatMap((row, at) => (left.has(row.key) ? [] : [{ row, at }]))
        if (gone.length === 0) return
        toast({
          text: t('rowsRemoved', { n: gone.length }),
          undo: () => store.set((state) => restoreRows(program, state, table, gone)),
        })
      },
      copy: (keys) => store.set((state) => copyRows(program, state, table, keys)),
      move: (keys, by) => {
        const places = rows().flatMap(({ key }, at) => (keys.has(key) ? [at] : []))
        const [first = 0, last = 0] = [places[0], places.at(-1)]
        if (by === -1 ? first > 0 : last < rows().length - 1) moveTo(keys, by === -1 ? first - 1 : last + 2)
      },
      moveTo,
    }
  }, [store, table, t, toast])
}

type FormRows = FormStore['state']['tables'][string]
