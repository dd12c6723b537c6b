import type { Expression, Json } from '@mortise/expressions'
import type { ExtensionHead, PrintBlockDocument } from '@mortise/schema'
import type { Content } from 'pdfmake/interfaces.js'

/** What a block is drawn with. All values come with the reader's rights already applied. */
export type PrintContext = {
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
  readonly evaluate: (expression: Expression, row?: { readonly [key: string]: Json }) => Json
  /** Shown text of a field path, by its field type's format. */
  readonly formatField: (path: string, row?: PrintRow) => string
  readonly labelOf: (path: string) => string
  /** Formats a number with a pattern such as `#,##0.00`, dates with `yyyy年M月d日`. */
  readonly format: (value: Json, pattern: string) => string
  /** Fills `{{text form expression}}` places. */
  readonly fill: (template: string, row?: PrintRow) => string
  readonly rows: (source: string) => readonly PrintRow[]
  /** Data URI of an own asset, or undefined. Nothing else can be an image. */
  readonly image: (asset: string) => string | undefined
  readonly page?: { readonly number: number; readonly count: number }
}

/** One row of a relation with its own entity, for field formats. */
export type PrintRow = { readonly entity: string; readonly values: { readonly [key: string]: Json } }

/** A print block: settings and data become page content. */
export type BlockType = ExtensionHead & {
  readonly toContent: (block: PrintBlockDocument, ctx: PrintContext) => Content
  /** Where it may stand. */
  readonly places: readonly ('header' | 'body' | 'footer')[]
}

/** Makes a block; the helper only infers. */
export function defineBlock(block: BlockType): BlockType {
  return Object.freeze(block)
}
