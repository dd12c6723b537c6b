import type { LocalizedText } from '@mortise/errors'
import type { EvaluationInput, ExpressionUser, Json, Language } from '@mortise/expressions'
import type { AttachedFile, FieldType } from '@mortise/fields'
import type { EntityModel, ExtensionList, Model, RecordInput } from '@mortise/schema'
import type { Content, Style, Watermark } from 'pdfmake/interfaces.js'
import type { BlockType, PrintRow } from './define.ts'
import type { PageSizePoints } from './paper.ts'

/** The lists and the language a template is drawn with. */
export type PrintKit = {
  readonly blocks: ExtensionList<BlockType>
  readonly fields: ExtensionList<FieldType>
  readonly language: Pick<Language, 'check' | 'evaluate' | 'test' | 'parse'>
}

/** A report that a block prints; `own`: only of what is linked to the printed record. Width in points. */
export type ReportAsked = { readonly report: string; readonly own: boolean; readonly width: number }

/** A report ready to be printed. */
export type PrintedReport = {
  readonly label: LocalizedText
  /** A drawing as plain JSON in the form of an ECharts option; absent where the report is one of numbers. */
  readonly option?: { readonly [key: string]: Json } | undefined
  readonly table: {
    readonly head: readonly { readonly label: string; readonly number: boolean }[]
    readonly rows: readonly (readonly string[])[]
  }
  /** There are more rows than these. */
  readonly truncated: boolean
  /** When the numbers were read, as people write it. */
  readonly asOf: string
}

/** How a kept document is checked: its code as it is printed, the address that knows it, and when it was kept. */
export type Verification = { readonly code: string; readonly url: string; readonly at: string }

/**
 * Why a file is not printed as a picture: it is of a kind that is not drawn, its bytes are no whole picture, it is not in the
 * store any more, it is too large, or there are too many before it.
 */
export type PhotoFault = 'kind' | 'broken' | 'missing' | 'large' | 'many'

/** A stored picture ready to be printed, as a `data:` URI, with the size in points of what it was made from, upright. */
export type PhotoFound =
  | { readonly uri: string; readonly width: number; readonly height: number }
  | { readonly fault: PhotoFault }

/** A stored file that is to be printed as a picture, and how long its longer side is on paper at most, in points. */
export type PhotoAsked = { readonly file: AttachedFile; readonly side: number }

/** What a template is filled with: one record as its reader may see it, and what stands around it. */
export type PrintData = {
  readonly model: Model
  /** Answers lookups from what was read before. */
  readonly lookup?: EvaluationInput['lookup']
  readonly record: RecordInput
  /** Rows that are no relation of the record, by source name; `approvals` for the approval trail. */
  readonly sources?: { readonly [source: string]: readonly PrintRow[] } | undefined
  /** The own company, for `{{company.name}}` and the like. */
  readonly company?: { readonly [key: string]: Json } | undefined
  readonly user?: ExpressionUser | undefined
  /** ISO instant that formulas take for now. */
  readonly now: string
  /** ISO instant written into the file as its date; `now` when absent. One that stands still gives the same bytes again. */
  readonly dated?: string | undefined
  readonly timeZone: string
  readonly locale: 'zh' | 'en'
  /** Shown name of a linked record, user or department. */
  readonly labelOf?: ((entity: string, id: string) => string | undefined) | undefined
  /** Whether the reader may know of a field at all; the name of another is not printed. */
  readonly mayKnow?: ((entity: EntityModel, path: string) => boolean) | undefined
  /** Whether the reader may read a field in full; a sum of others would be wrong, so none is printed. */
  readonly mayRead?: ((entity: EntityModel, path: string) => boolean) | undefined
  /** Reports that blocks print, by `reportKey`. */
  readonly reports?: { readonly [key: string]: PrintedReport } | undefined
  readonly verification?: Verification | undefined
  /** Own pictures as `data:image/png` or `data:image/jpeg` URIs, by asset name. */
  readonly assets?: { readonly [name: string]: string } | undefined
  /** Stored pictures of the record and its rows; undefined for one that has not been looked at as yet. */
  readonly photos?: ((asked: PhotoAsked) => PhotoFound | undefined) | undefined
}

/** A picture pale behind the words of each page. */
export type Backdrop = { readonly image: string; readonly width: number; readonly opacity: number }

/** A seal that is cut into as many slices as a document has pages. `at` is how far down the page its middle is. */
export type EdgeSeal = {
  readonly image: string
  readonly size: number
  readonly at: number
  readonly opacity: number
}

/** Content at a place of the paper, and the pages of its section that it stands on; from 1, to the last where nothing is said. */
export type FreeContent = {
  readonly content: Content
  readonly pages: 'first' | 'every' | { readonly from: number; readonly to?: number }
}

/** Pages of one paper with one header and footer. */
export type PageSection = {
  readonly pageSize: PageSizePoints
  readonly pageMargins: readonly [number, number, number, number]
  readonly content: readonly Content[]
  readonly header?: Content | undefined
  readonly footer?: Content | undefined
  readonly watermark?: Watermark | undefined
  readonly backdrop?: Backdrop | undefined
  /** What stands at places of the paper, whatever the content. */
  readonly free?: readonly FreeContent[] | undefined
  readonly edgeSeal?: EdgeSeal | undefined
  /** A document of its own begins here: its pages are numbered from 1. */
  readonly begins?: boolean | undefined
}

/**
 * Pages as plain data: no functions, so that it can be compared, stored and sent to another thread.
 * `toDocDefinition` makes of it what the PDF library draws.
 */
export type PageDefinition = PageSection & {
  readonly title: string
  /** ISO instant. */
  readonly createdAt: string
  readonly fileName: string
  readonly defaultStyle: Style
  /** Sections behind the first one. */
  readonly further?: readonly PageSection[] | undefined
}
