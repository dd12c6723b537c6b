import { mediaOf, useMedia } from './use-media.ts'

const narrow = mediaOf('(max-width: 767px)')

/** Whether the screen is a phone's width. */
export function useNarrow(): boolean {
  return useMedia(narrow)
}
