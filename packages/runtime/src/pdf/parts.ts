import { createRequire } from 'node:module'

/*
 * The parts of pdfmake that lay pages out, which it keeps to itself. Its version is pinned, and the test that holds the
 * designer's canvas against the bytes of the PDF fails where one of them changes.
 */

/** A face of the font, as pdfkit has it. */
export type Face = {
  readonly name: string
  /** In thousandths of the size of the type. */
  readonly ascender: number
  readonly font: { readonly unitsPerEm: number }
  readonly layout: (
    text: string,
    features?: unknown,
  ) => {
    readonly glyphs: readonly { readonly id: number; readonly path: { readonly toSVG: () => string } }[]
    /** In thousandths of the size of the type. */
    readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number }[]
  }
}

/** A run of letters of one look within a line. */
export type Inline = {
  readonly text: string
  readonly x: number
  readonly width: number
  readonly font: Face
  readonly fontSize: number
  readonly fontFeatures?: unknown
  readonly color?: string
  readonly opacity?: number
}

/** What stands on a page. `at` is the block it belongs to. */
export type PageItem = {
  readonly type: string
  readonly item: {
    at?: string
    /** Edges of blocks, from where it stands itself. */
    edges?: readonly import('./traced-layout.ts').Edge[]
    readonly x?: number
    readonly y?: number
    readonly [key: string]: unknown
  }
}

/** A sheet with what stands on it, in points. */
export type Sheet = {
  readonly pageSize: { readonly width: number; readonly height: number }
  readonly pageMargins: {
    readonly left: number
    readonly top: number
    readonly right: number
    readonly bottom: number
  }
  readonly items: PageItem[]
  readonly watermark?: {
    readonly text: string
    readonly font: Face
    readonly fontSize: number
    readonly color: string
    readonly opacity: number
    readonly angle: number
    readonly _size: { readonly size: { readonly width: number; readonly height: number } }
  }
}

/** Where writing stands now. */
export type WritingContext = {
  readonly page: number
  readonly pages: readonly Sheet[]
  readonly x: number
  readonly y: number
  readonly availableWidth: number
  readonly getCurrentPage: () => Sheet | null
}

/** A node of content while it is laid out. */
export type LaidNode = {
  readonly at?: string
  readonly stack?: readonly LaidNode[]
  readonly absolutePosition?: { readonly x: number; readonly y: number }
  /** The room of what stands at a place of the paper. */
  readonly frame?: { readonly width: number; readonly height: number }
  readonly relativePosition?: unknown
  readonly table?: {
    readonly widths: readonly { readonly _calcWidth: number }[]
    readonly body: readonly (readonly LaidCell[])[]
  }
  /** What each row of a table is. */
  readonly rowKinds?: readonly string[]
  readonly _layout?: {
    readonly [side in 'paddingLeft' | 'paddingRight' | 'paddingTop' | 'vLineWidth' | 'hLineWidth']: (
      at: number,
      node: LaidNode,
    ) => number
  }
}

/** A cell of a table; one that lies under a wider or higher one is marked. */
export type LaidCell = LaidNode & {
  readonly colSpan?: number
  readonly _span?: boolean
  readonly _inlines?: readonly unknown[]
}

/** A document that only measures. */
export type MeasuringDocument = {
  /** Pictures as `data:` URIs, by the names that content calls them. */
  images: { readonly [name: string]: string }
  /** Gives a picture that content names. */
  provideImage: (name: string) => unknown
  /** Reads the head of a picture; nothing is kept of it. */
  readonly openImage: (bytes: Uint8Array) => unknown
}

/** The engine that makes pages of content. */
export type LayoutEngine = {
  readonly writer: { readonly context: () => WritingContext }
  processNode(node: LaidNode, aligned?: boolean): void
  addBackground(background: unknown): void
  registerTableLayouts(layouts: unknown): void
  layoutDocument(...given: readonly unknown[]): readonly Sheet[]
}

const require = createRequire(import.meta.url)
const part = <Part>(name: string): Part =>
  (require(`pdfmake/js/${name}.js`) as { readonly default: Part }).default

/** pdfmake's engine. */
export const LayoutBuilder: new (size: unknown, margins: unknown, svgMeasure: unknown) => LayoutEngine =
  part('LayoutBuilder')
/** pdfmake's document, which knows the fonts. */
export const PdfDocument: new (
  fonts: unknown,
  images: unknown,
  patterns: unknown,
  attachments: unknown,
  options: unknown,
  files: unknown,
  localAccess: () => boolean,
) => MeasuringDocument = part('PDFDocument')
/** What finds out how wide content is, before it is laid out. */
export const DocMeasure: { readonly prototype: object } = part('DocMeasure')
/** Measures SVG pictures. */
export const SvgMeasure: new () => unknown = part('SVGMeasure')
