import type { PageDefinition, PrintLayout } from '@mortise/prints'

/** The fault of pages whose header and footer take all the paper. */
export const noRoom = 'no room'

/** Pages on their way to a drawing thread. */
export type RenderRequest = { readonly pages: PageDefinition }

/** What comes back: that the thread is at it, then the bytes of the file, or why there are none. */
export type RenderAnswer =
  | { readonly begun: true }
  | { readonly bytes: Uint8Array }
  | { readonly fault: string }
export type RenderRequest = {
  readonly id: number
  readonly pages: PageDefinition
  readonly as: keyof Rendered
}

/** What may be made of pages: the file, or what stands where. */
export type Rendered = { readonly pdf: Uint8Array; readonly layout: PrintLayout }

/** What comes back, or why there is nothing. */
export type RenderAnswer =
  | { readonly id: number; readonly made: Rendered[keyof Rendered] }
  | { readonly id: number; readonly fault: string }
