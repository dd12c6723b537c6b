import { mediaOf, useMedia } from '@mortise/ui'

const phone = mediaOf('(max-width: 767px), (max-height: 479px) and (pointer: coarse)')

/** Whether the wall is a phone, upright or lying: then its tiles stand below each other, and it is scrolled by hand. */
export function useStacked(): boolean {
  return useMedia(phone)
}
