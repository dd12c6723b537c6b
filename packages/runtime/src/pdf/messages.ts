import type { PageDefinition } from '@mortise/prints'

/** The fault of pages whose header and footer take all the paper. */
export const noRoom = 'no room'

/** Pages on their way to a drawing thread. */
export type RenderRequest = { readonly pages: PageDefinition }

/** What comes back: that the thread is at it, then the bytes of the file, or why there are none. */
export type RenderAnswer =
  | { readonly begun: true }
  | { readonly bytes: Uint8Array }
  | { readonly fault: string }
