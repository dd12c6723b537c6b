import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { WantedCell } from '../form-screen.ts'
import { useFormStore } from '../form-store.ts'

/** Hears when the cursor is sent to a cell of a sub-table, also if that was before the table was drawn. */
export function useWanted(table: string, act: (cell: WantedCell) => void): void {
  const { screen } = useFormStore()
  const wanted = useSyncExternalStore(screen.subscribe, () => screen.wanted)
  const done = useRef(0)
  useEffect(() => {
    if (wanted === undefined || wanted.table !== table || wanted.turn === done.current) return
    done.current = wanted.turn
    // Moving the cursor draws at once, which must not happen in the middle of drawing.
    const timer = setTimeout(() => act(wanted))
    return () => clearTimeout(timer)
    // Only a new wish is answered, not a new way of answering.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, table])
}
