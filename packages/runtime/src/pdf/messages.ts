import type { PageDefinition } from '@mortise/prints'

/** The fault of pages whose header and footer take all the paper. */
export const noRoom = 'no room'

/** Pages on their way to a drawing thread. */
export type RenderRequest = { readonly id: number; readonly pages: PageDefinition }

/** What comes back: the bytes of the file, or why there are none. */
export type RenderAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly fault: string }
