import { useEffect, useRef, useState } from 'react'

/** A search on the server while somebody types: what was found last, and how the search stands. */
export type Search<Hit> = {
  readonly hits: readonly Hit[]
  readonly state: 'busy' | 'found' | 'failed'
  /** Letters that are asked for, while fewer are typed; else 0. */
  readonly short: number
  /** Searches after `wait` milliseconds without another call. */
  readonly search: (text: string, wait: number) => void
}

/** Asks `ask` for what is typed: once the typing rests, the newest answer last, and nothing below `letters` letters. */
export function useSearch<Hit>(
  ask: (text: string) => Promise<readonly Hit[]>,
  { letters = 0 }: { readonly letters?: number } = {},
): Search<Hit> {
  const [hits, setHits] = useState<readonly Hit[]>([])
  const [state, setState] = useState<Search<Hit>['state']>('found')
  const [short, setShort] = useState(0)
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const send = async (text: string, mine: number): Promise<void> => {
    setState('busy')
    const answer = await ask(text).catch(() => undefined)
    // An older, slower answer must not replace a newer one.
    if (mine !== turn.current) return
    setHits(answer ?? [])
    setState(answer === undefined ? 'failed' : 'found')
  }
  const search = (text: string, wait: number): void => {
    const mine = ++turn.current
    clearTimeout(timer.current)
    const isShort = [...text.trim()].length < letters
    setShort(isShort ? letters : 0)
    if (isShort) {
      setHits([])
      setState('found')
      return
    }
    timer.current = setTimeout(() => void send(text, mine), wait)
  }
  return { hits, state, short, search }
}
