import type { PhotoFault } from '../types.ts'

/** A picture as it is to be printed: what to draw, or why there is nothing. */
export type Photo = {
  /** Name of its file. */
  readonly name: string
} & (
  | { readonly uri: string; readonly width: number; readonly height: number }
  | { readonly fault: PhotoFault }
  /** It has not been looked at as yet. */
  | { readonly waiting: true }
)

/** The room of each picture of a field, in points, and how many of them are printed. */
export type PhotoRoom = {
  readonly width: number
  readonly height: number
  readonly count: number
  /** Attached files are printed as pictures too, and not by their names. */
  readonly attached: boolean
  /** The name of its file stands below each. */
  readonly captions: boolean
}
