import type { Expression, Json, LinkedRow } from '@mortise/expressions'
import type { LocalizedText } from '@mortise/errors'
import type { ExtensionHead, FieldDocument, PrintBlockDocument, PrintDocument } from '@mortise/schema'
import type { Content } from 'pdfmake/interfaces.js'
import type { Photo, PhotoRoom } from './photos/types.ts'
import type { PrintedReport, ReportAsked, Verification } from './types.ts'

/** One row of a relation with its own entity, for field formats. `links` has what stands behind its links. */
export type PrintRow = {
  readonly entity: string
  readonly values: { readonly [key: string]: Json }
  readonly links?: { readonly [key: string]: LinkedRow | null } | undefined
}

/** What a block is drawn with. All values come with the reader's rights already applied. */
export type PrintContext = {
  readonly locale: 'zh' | 'en'
  readonly timeZone: string
  /** What conditions hide is shown all the same: its designer looks at it. */
  readonly all: boolean
  /** The value on the record, or on the given row of a relation. */
  readonly evaluate: (expression: Expression, row?: PrintRow) => Json
  /** Whether the reader may read in full all that an expression reads of the rows of a source: only then its sum is true. */
  readonly readsInFull: (expression: Expression, source: string) => boolean
  /** Shown text of a field path, by its field type's format. */
  readonly formatField: (path: string, row?: PrintRow) => string
  /** Label of a field path; `source` names the relation the path starts from. */
  readonly labelOf: (path: string, source?: string, between?: string) => string
  /** A label or fixed word in the language of the template, or in both with `between` between them. */
  readonly say: (label: LocalizedText | undefined, between?: string) => string
  /** A value as a field shows it. */
  readonly formatAs: (value: Json, field: FieldDocument) => string
  /** The field at the end of a path, for sums that are written as it is. */
  readonly sumFormat: (path: string, source?: string) => FieldDocument | undefined
  /** Formats a number with a pattern such as `#,##0.00`, dates with `yyyy年M月d日`. Empty values give ''. */
  readonly format: (value: Json, pattern: string) => string
  /** Fills `{{text form expression}}` places; `{{expression | pattern}}` formats. */
  readonly fill: (template: string, row?: PrintRow) => string
  readonly rows: (source: string) => readonly PrintRow[]
  /** Data URI of an own asset, or undefined. Nothing else can be an image. */
  readonly image: (asset: string) => string | undefined
  /** The name written by hand in a field of the record, as a data URI; undefined for other fields and for none. */
  readonly handwriting: (path: string) => string | undefined
  /**
   * The pictures in a field of the record, or of a row, in their order, no more than there is room for. Undefined for a field
   * that has none: one of attached files has them only where `room.attached` says so.
   */
  readonly photos: (path: string, room: PhotoRoom, row?: PrintRow) => readonly Photo[] | undefined
  /** The report that a block prints, with the rights of whoever prints; undefined where that person may not see it. */
  readonly report: (block: PrintBlockDocument) => PrintedReport | undefined
  /** How a kept document is checked; undefined for a print that is not kept. */
  readonly verification: Verification | undefined
  /** Content of blocks inside a block, hidden ones left out. */
  readonly render: (blocks: readonly PrintBlockDocument[]) => Content[]
}

/**
 * One thing a block reads: a field path, an expression, or a text with `{{…}}` places, of the record or of each row of
 * `source`. `at` is the JSON pointer of the setting inside the block. What `sums` is added up over the rows, so it has to be
 * something that can be, what is `handwritten` a name that somebody wrote by hand, and what are `photos` a field of files.
 */
export type BlockRead = { readonly at: string; readonly source?: string | undefined } & (
  | {
      readonly path: string
      readonly sums?: boolean
      readonly handwritten?: boolean
      readonly photos?: boolean
    }
  /** A `condition` says yes or no. */
  | { readonly expression: Expression; readonly sums?: boolean; readonly condition?: boolean }
  | { readonly template: string }
  /** `signed`: the handwritten names of decisions too; those of one `step` where it is named. */
  | { readonly rows: true; readonly signed?: boolean; readonly step?: string }
)

/** Blocks inside a block, with the JSON pointer where they stand. */
export type BlockChildren = { readonly at: string; readonly blocks: readonly PrintBlockDocument[] }

/** A name that has to be one of `known`, with the JSON pointer where it stands. */
export type BlockName = { readonly at: string; readonly name: string; readonly known: readonly string[] }
/**
 * Names of the settings that hold lengths, for a canvas where a block is moved and sized by hand. With `width` alone it is a
 * square. Lengths are points, or millimetres where the block says so.
 */
export type BlockHandles = {
  readonly unit?: 'mm'
  readonly x?: string
  readonly y?: string
  readonly width?: string
  readonly height?: string
  /** A list whose entries have a `width`: its columns. */
  readonly columns?: string
}

/**
 * Where a setting of a cell is kept: `block`; `row`, the row at the end that it stands in; `cell`, the entry of that row; or
 * `column`, the entry of its column, in the `part` of it that is named.
 */
export type CellSetting = {
  readonly field: FieldDocument
  readonly home: 'block' | 'row' | 'cell' | 'column'
  readonly part?: string
}

/** What a row of cells is, by the first word of `LaidRow.kind`, and what can be set of one of its cells. */
export type CellKind = {
  readonly kind: string
  readonly label: LocalizedText
  readonly settings: readonly CellSetting[]
}

/** Single cells of a block that can be selected on a canvas; a new kind of row needs no code there. */
export type BlockCells = {
  /** The list setting whose entries are columns. */
  readonly columns: string
  /** The list setting with rows of the designer's own at the end, whose `cells` have a `span`. */
  readonly rows: string
  /** The text of a column that joins it to its neighbours under one head. */
  readonly over: string
  readonly kinds: readonly CellKind[]
}

/** A print block: settings and data become page content. */
export type BlockType = ExtensionHead & {
  /** Null when there is nothing to show. */
  readonly toContent: (block: PrintBlockDocument, ctx: PrintContext) => Content | null
  /** Where it may stand. */
  readonly places: readonly ('header' | 'body' | 'footer')[]
  /** What it reads of the record: drives the check at publish and what is fetched before printing. */
  readonly reads: (block: PrintBlockDocument) => readonly BlockRead[]
  /** Names in its settings that have to be among others of its settings: the columns that are to be added up. */
  readonly names?: (block: PrintBlockDocument) => readonly BlockName[]
  readonly children?: (block: PrintBlockDocument) => readonly BlockChildren[]
  /** Kept on one page unless the block says otherwise. */
  readonly keepTogether?: boolean
  /** Begins a page of other paper, up to the next such block; such a block stands in the body itself only. */
  readonly page?: (block: PrintBlockDocument) => {
    readonly page: Partial<PrintDocument['page']>
    /** Without header and footer. */
    readonly bare: boolean
  }
  /** The report it prints. */
  readonly report?: (block: PrintBlockDocument) => ReportAsked | undefined
  /** Prints how a kept document is checked. */
  readonly verifies?: boolean
  /** Settings that a new one begins with, so that there is something to see; words in the language of its designer. */
  readonly starts?: (locale: 'zh' | 'en') => { readonly [setting: string]: unknown }
  /** What of it can be taken hold of on a canvas. */
  readonly handles?: BlockHandles
  /** Its cells, where it is a table. */
  readonly cells?: BlockCells
  /**
   * Stands at a place of the paper and takes no room among the others: on the first page of its section, or on every one.
   * Such a block stands in the body itself only.
   */
  readonly free?: (block: PrintBlockDocument) => 'first' | 'every'
  /** Settings by name that ask for something on each page, so that it has to stand where there are several. */
  readonly paged?: (block: PrintBlockDocument) => {
    readonly asks: readonly string[]
    /** Those that add up columns, where no column is added up. */
    readonly idle: readonly string[]
  }
  /** What it was to print and can't, such as a text that its kind of code does not carry; undefined where it prints all. */
  readonly unfit?: (block: PrintBlockDocument, ctx: PrintContext) => string | undefined
  /** Nothing it says is printed as letters: what is in it becomes a code. */
  readonly wordless?: boolean
  /** Floats over the block whose id its `anchor` names, instead of taking room of its own. */
  readonly floats?: boolean
}

/** Makes a block; the helper only infers. */
export function defineBlock(block: BlockType): BlockType {
  return Object.freeze(block)
}
