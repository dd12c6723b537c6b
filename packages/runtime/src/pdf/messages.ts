import type { PageDefinition, PrintLayout } from '@mortise/prints'

/** The fault of pages whose header and footer take all the paper. */
export const noRoom = 'no room'

/** Pages on their way to a drawing thread. */
export type RenderRequest = { readonly pages: PageDefinition; readonly as: keyof Rendered }

/** Pages as one picture; `cut` where there was more than fits. */
export type Picture = { readonly png: Uint8Array; readonly cut: boolean }

/** What may be made of pages: the file, what stands where, or a picture of the first one. */
export type Rendered = {
  readonly pdf: Uint8Array
  readonly layout: PrintLayout
  readonly picture: Picture
}

/** What comes back: that the thread is at it, then what was made, or why there is nothing. */
export type RenderAnswer =
  | { readonly begun: true }
  | { readonly made: Rendered[keyof Rendered] }
  | { readonly fault: string }
