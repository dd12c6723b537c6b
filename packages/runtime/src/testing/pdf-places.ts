import { type PdfObjects, pdfFonts, pdfObjects, pdfPages, pdfReference } from '../pdf/pdf-text.ts'

/*
 * Where things stand on the pages of a PDF, read from the operators in its bytes: a reader of its own, that knows nothing of
 * how pages were laid out, to hold other accounts of the same pages against. Millimetres from the top left of the paper.
 */

/** A letter and where it stands. */
export type PlacedLetter = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
}

/** A page of a file. */
export type PdfPlaces = {
  readonly width: number
  readonly height: number
  readonly letters: readonly PlacedLetter[]
  /** Filled rectangles: left, top, width, height. */
  readonly rects: readonly (readonly number[])[]
  /** Lines from one point to another. */
  readonly lines: readonly (readonly number[])[]
  /** Pictures by their corner, and their size where the file says it. */
  readonly pictures: readonly {
    readonly at: readonly number[]
    readonly size: readonly number[] | undefined
  }[]
}

type Matrix = readonly [number, number, number, number, number, number]
type Font = {
  readonly letters: ReadonlyMap<number, string>
  readonly widths: ReadonlyMap<number, number>
}

const unit: Matrix = [1, 0, 0, 1, 0, 0]

/** What is done first, then second. */
function joined([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}

function widthsOf(font: string, objects: PdfObjects): ReadonlyMap<number, number> {
  const inner = /DescendantFonts \[(\d+) 0 R/.exec(font)?.[1] ?? ''
  const list = /\/W \[0 \[([^\]]*)\]/.exec(objects.get(inner)?.dict ?? '')?.[1] ?? ''
  return new Map(
    list
      .trim()
      .split(/\s+/)
      .map((width, glyph) => [glyph, Number(width)] as const),
  )
}

function fontsOn(page: string, objects: PdfObjects): ReadonlyMap<string, Font> {
  const resources = objects.get(pdfReference(page, 'Resources') ?? '')?.dict ?? page
  const letters = pdfFonts(page, objects)
  return new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
      name,
      { letters: letters.get(name) ?? new Map(), widths: widthsOf(objects.get(id)?.dict ?? '', objects) },
    ]),
  )
}

const point = 72 / 25.4

/** Goes through the operators of a page one by one, with the matrix that is in force. */
class Reader {
  readonly letters: PlacedLetter[] = []
  readonly rects: number[][] = []
  readonly lines: number[][] = []
  readonly pictures: { at: number[]; size: number[] | undefined }[] = []
  #matrix: Matrix = unit
  readonly #kept: Matrix[] = []
  #text: Matrix = unit
  #font: Font | undefined
  #size = 0
  #from: readonly number[] = []
  #path: (() => void)[] = []
  /** Whether what is kept apart now is a picture that has been counted. */
  #counted = false

  readonly height: number
  readonly fonts: ReadonlyMap<string, Font>

  constructor(height: number, fonts: ReadonlyMap<string, Font>) {
    this.height = height
    this.fonts = fonts
  }

  #at(x: number, y: number, matrix: Matrix = this.#matrix): [number, number] {
    const [a, b, c, d, e, f] = matrix
    return [(a * x + c * y + e) / point, (this.height - (b * x + d * y + f)) / point]
  }

  #show(list: string): void {
    let matrix = joined(this.#text, this.#matrix)
    const font = this.#font
    for (const [, hex, shift] of list.matchAll(/<([0-9a-f]*)>|(-?[\d.]+)/gi)) {
      if (shift !== undefined) matrix = joined([1, 0, 0, 1, (-Number(shift) / 1000) * this.#size, 0], matrix)
      for (const code of hex?.match(/.{4}/g) ?? []) {
        const glyph = Number.parseInt(code, 16)
        const [x, y] = this.#at(0, 0, matrix)
        this.letters.push({ text: font?.letters.get(glyph) ?? '', x, y, size: this.#size / point })
        const width = font?.widths.get(glyph) ?? Number.NaN
        matrix = joined([1, 0, 0, 1, (width / 1000) * this.#size, 0], matrix)
      }
    }
  }

  #move(numbers: Matrix): void {
    this.#matrix = joined(numbers, this.#matrix)
    // The first move of what is drawn apart is where a picture stands; texts move in their own way.
    if (this.#kept.length !== 1 || this.#counted) return
    this.#counted = true
    const [a, b, c, d] = numbers
    const svg = a === 1 && b === 0 && c === 0 && d === 1
    const at = svg ? this.#at(0, 0) : this.#at(0, 1)
    this.pictures.push({ at, size: svg ? undefined : [a / point, -d / point] })
  }

  step(operator: string, given: readonly string[]): void {
    const numbers = given.map(Number)
    const [a = 0, b = 0, c = 0, d = 0] = numbers
    if (operator === 'q') {
      this.#kept.push(this.#matrix)
      if (this.#kept.length === 1) this.#counted = false
    } else if (operator === 'Q') this.#matrix = this.#kept.pop() ?? unit
    else if (operator === 'cm') this.#move(numbers as unknown as Matrix)
    else if (operator === 'BT') {
      // What looked like a picture, or like one turned, was a text.
      if (this.#counted) this.pictures.pop()
      this.#counted = this.#kept.length > 1
      this.#text = unit
    } else if (operator === 'Tm') this.#text = numbers as unknown as Matrix
    else if (operator === 'Tf') {
      this.#font = this.fonts.get((given[0] ?? '').slice(1))
      this.#size = b
    } else if (operator === 'TJ') this.#show(given.join(' '))
    else if (this.#kept.length === 0) this.#draw(operator, [a, b, c, d])
  }

  #draw(operator: string, [a, b, c, d]: readonly [number, number, number, number]): void {
    if (operator === 'm') this.#from = this.#at(a, b)
    if (operator === 'l') this.#path.push(() => this.lines.push([...this.#from, ...this.#at(a, b)]))
    if (operator === 're') this.#path.push(() => this.rects.push([...this.#at(a, b), c / point, d / point]))
    if (operator !== 'f' && operator !== 'S') return
    for (const drawn of this.#path) drawn()
    this.#path = []
  }
}

function read(content: string, height: number, fonts: ReadonlyMap<string, Font>): Reader {
  const reader = new Reader(height, fonts)
  let given: string[] = []
  for (const [token] of content.matchAll(/\[[^\]]*\]|[^\s[\]]+/g)) {
    if (/^[-\d.[/(<]/.test(token)) given.push(token)
    else {
      reader.step(token, given)
      given = []
    }
  }
  return reader
}

/** Where things stand on each page of a PDF made by `renderPdf`. */
export function pdfPlaces(bytes: Uint8Array): readonly PdfPlaces[] {
  const objects = pdfObjects(bytes)
  return pdfPages(objects).map(({ page, content }) => {
    const [, width = '', height = ''] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page) ?? []
    const { letters, rects, lines, pictures } = read(content, Number(height), fontsOn(page, objects))
    return { width: Number(width) / point, height: Number(height) / point, letters, rects, lines, pictures }
  })
}
