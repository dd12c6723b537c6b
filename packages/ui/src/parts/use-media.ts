import { useSyncExternalStore } from 'react'

type Media = { readonly subscribe: (notify: () => void) => () => void; readonly read: () => boolean }

/** A media query as a store that tells when its answer changes; where there are none, the answer is no. */
export function mediaOf(query: string): Media {
  if (typeof matchMedia !== 'function') return { subscribe: () => () => undefined, read: () => false }
  let made: MediaQueryList | undefined
  // Asking anew for a query costs more than all else that is done with it, and screens ask at each render.
  const list = (): MediaQueryList => (made ??= matchMedia(query))
  return {
    subscribe: (notify) => {
      list().addEventListener('change', notify)
      return () => list().removeEventListener('change', notify)
    },
    read: () => list().matches,
  }
}

/** Whether a media query holds now. */
export function useMedia({ subscribe, read }: Media): boolean {
  return useSyncExternalStore(subscribe, read, () => false)
}
