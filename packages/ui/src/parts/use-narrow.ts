import { useSyncExternalStore } from 'react'

function subscribeTo(query: string): (notify: () => void) => () => void {
  return (notify) => {
    const list = matchMedia(query)
    list.addEventListener('change', notify)
    return () => list.removeEventListener('change', notify)
  }
}

const narrowQuery = '(max-width: 767px)'
const subscribeNarrow = subscribeTo(narrowQuery)
const readNarrow = (): boolean => typeof matchMedia === 'function' && matchMedia(narrowQuery).matches
const nothing = (): (() => void) => () => undefined

/** Whether the screen is a phone's width. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    typeof matchMedia === 'function' ? subscribeNarrow : nothing,
    readNarrow,
    () => false,
  )
}
