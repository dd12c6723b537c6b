import type { RowState } from '@mortise/forms'
import { useCallback, useMemo, useRef, useState } from 'react'

/** The rows a person has ticked. */
export type Picked = {
  readonly keys: ReadonlySet<string>
  /** Ticks or unticks a row; with `range` all from the one ticked before. */
  readonly pick: (row: string, at: number, range: boolean) => void
  readonly all: (on: boolean) => void
}

/** Keeps which rows are ticked; rows that are gone are forgotten. */
export function usePicked(rows: readonly RowState[]): Picked {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<number>(undefined)
  const now = useRef(rows)
  now.current = rows
  const keys = useMemo(
    () => (ticked.size === 0 ? ticked : new Set(rows.map(({ key }) => key).filter((key) => ticked.has(key)))),
    [rows, ticked],
  )
  const pick = useCallback((row: string, at: number, range: boolean) => {
    const from = range ? (last.current ?? at) : at
    last.current = at
    setTicked((before) => {
      const next = new Set(before)
      if (from === at) {
        if (!next.delete(row)) next.add(row)
        return next
      }
      for (const one of now.current.slice(Math.min(from, at), Math.max(from, at) + 1)) next.add(one.key)
      return next
    })
  }, [])
  const all = useCallback((on: boolean) => {
    setTicked(new Set(on ? now.current.map(({ key }) => key) : []))
  }, [])
  return useMemo(() => ({ keys, pick, all }), [keys, pick, all])
}
