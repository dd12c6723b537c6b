/** One glyph of a text: its outline by name, and how far right of the text's start it stands, in millimetres. */
export type PlacedGlyph = readonly [outline: string, x: number]

/** What is drawn on a page, in the order it is drawn. Lengths are millimetres from the top left corner of the paper. */
export type PageDrawing =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly x: number
      /** Where the letters stand. */
      readonly baseline: number
      readonly width: number
      /** Size of the type. */
      readonly size: number
      readonly color: string
      readonly opacity?: number
      readonly glyphs: readonly PlacedGlyph[]
      /** Degrees about the middle of the page. */
      readonly turned?: number
    }
  | {
      readonly kind: 'line'
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
      readonly width: number
      readonly color: string
    }
  | {
      readonly kind: 'rect'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly color: string
    }
  | {
      readonly kind: 'picture'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly opacity?: number
      /** Its place in the list of pictures. */
      readonly picture: number
    }

/** A sheet as it is printed. */
export type LaidPage = {
  readonly width: number
  readonly height: number
  /** Left, top, right, bottom, as they came out: a margin grows with the header that stands in it. */
  readonly margins: readonly [number, number, number, number]
  readonly drawings: readonly PageDrawing[]
}

/** Where a block came to lie on one page; a block that goes over pages has several. */
export type LaidBlock = {
  /** JSON pointer of the block in its template. */
  readonly at: string
  /** From 0. */
  readonly page: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** What is drawn of it, where that is not the room it has: a picture stands in a line as wide as the page. */
  readonly drawn?: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }
  /** The edges of the columns of a table, from left to right, one more than columns. */
  readonly columns?: readonly number[]
  /** The rows of a table on this page, from top to bottom. */
  readonly rows?: readonly LaidRow[]
}

/** A row of a table on one page. */
export type LaidRow = {
  /** What it is: `over`, `head`, `group`, `data`, `empty`, `total`, or `foot.2` for the third row of the designer's own. */
  readonly kind: string
  readonly y: number
  readonly height: number
  /** How many columns each of its cells is wide, from left to right. */
  readonly spans: readonly number[]
}

/**
 * A template over a record, laid out: what stands where, read off the very pages that become the PDF. A designer draws it as
 * its canvas.
 */
export type PrintLayout = {
  readonly pages: readonly LaidPage[]
  readonly blocks: readonly LaidBlock[]
  /** Outlines of glyphs as SVG paths in parts of the type's size, upwards, by name. */
  readonly outlines: { readonly [name: string]: string }
  /** Data URIs. */
  readonly pictures: readonly string[]
}
