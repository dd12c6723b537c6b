import { useSyncExternalStore } from 'react'

type Media = { readonly subscribe: (notify: () => void) => () => void; readonly read: () => boolean }

/** A media query as a store that tells when its answer changes; where there are none, the answer is no. */
export function mediaOf(query: string): Media {
  if (typeof matchMedia !== 'function') return { subscribe: () => () => undefined, read: () => false }
  return {
    subscribe: (notify) => {
      const list = matchMedia(query)
      list.addEventListener('change', notify)
      return () => list.removeEventListener('change', notify)
    },
    read: () => matchMedia(query).matches,
  }
}

/** Whether a media query holds now. */
export function useMedia({ subscribe, read }: Media): boolean {
  return useSyncExternalStore(subscribe, read, () => false)
}
