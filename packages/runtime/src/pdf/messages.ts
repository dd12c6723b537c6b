import type { PageDefinition, PrintLayout } from '@mortise/prints'
import type { PhotoMade, PhotoRequest } from './photo.ts'

/** The fault of pages whose header and footer take all the paper. */
export const noRoom = 'no room'

/** What a drawing thread is given: pages, or a stored picture that is to be made ready for them. */
export type Given = {
  readonly pdf: PageDefinition
  readonly layout: PageDefinition
  readonly picture: PageDefinition
  readonly photo: PhotoRequest
}

/** Work on its way to a drawing thread. */
export type RenderRequest = {
  readonly [As in keyof Given]: { readonly as: As; readonly of: Given[As] }
}[keyof Given]

/** Pages as one picture; `cut` where there was more than fits. */
export type Picture = { readonly png: Uint8Array; readonly cut: boolean }

/** What may be made of pages: the file, what stands where, or a picture of the first one; and of a photo. */
export type Rendered = {
  readonly pdf: Uint8Array
  readonly layout: PrintLayout
  readonly picture: Picture
  readonly photo: PhotoMade
}

/** What comes back: that the thread is at it, then what was made, or why there is nothing. */
export type RenderAnswer =
  | { readonly begun: true }
  | { readonly made: Rendered[keyof Rendered] }
  | { readonly fault: string }
