import type { LaidBlock, LaidPage, PageDrawing, PlacedGlyph, PrintLayout } from '@mortise/prints'
import { Outlines } from './outlines.ts'
import { type Box, boxOf, placedBoxes } from './block-boxes.ts'
import type { Inline, PageItem, Sheet } from './parts.ts'
import type { Edge } from './traced-layout.ts'

/** Points to millimetres, to the thousandth. */
export function millimetres(points: number): number {
  return Math.round((points * 25_400) / 72) / 1000
}

const ink = '#000000'

/** Collects what is drawn, with outlines and pictures that pages share. */
class Drawer {
  readonly outlines = new Outlines()
  readonly #pictures = new Map<string, number>()
  readonly #named: { readonly [name: string]: string }

  constructor(named: { readonly [name: string]: string }) {
    this.#named = named
  }

  get pictures(): readonly string[] {
    return [...this.#pictures.keys()]
  }

  drawn({ type, item }: PageItem): readonly PageDrawing[] {
    if (type === 'line') return this.#line(item as unknown as Line)
    if (type === 'vector') return vector(item as unknown as Vector)
    if (type === 'image') {
      const name = item['image'] as string
      return [this.#picture(item, this.#named[name] ?? name)]
    }
    if (type !== 'svg') return []
    const bytes = Buffer.from(item['svg'] as string, 'utf8').toString('base64')
    return [this.#picture(item, `data:image/svg+xml;base64,${bytes}`)]
  }

  /** Letters of one look that follow each other are one text. */
  #line(line: Line): readonly PageDrawing[] {
    const baseline = line.y + line.getAscenderHeight()
    const runs: { start: number; end: number; text: string; like: Inline; glyphs: PlacedGlyph[] }[] = []
    for (const inline of line.inlines) {
      const { font, fontSize, color, x, width, text } = inline
      let run = runs.at(-1)
      const same = run?.like.font === font && run.like.fontSize === fontSize && run.like.color === color
      if (run === undefined || !same) {
        run = { start: x, end: x, text: '', like: inline, glyphs: [] }
        runs.push(run)
      }
      const begin = run.start
      for (const [name, at] of this.outlines.glyphs(font, text, inline.fontFeatures))
        run.glyphs.push([name, millimetres(x - begin + at * fontSize)])
      run.text += text
      run.end = x + width
    }
    return runs.map(
      ({ start, end, text, like, glyphs }): PageDrawing => ({
        kind: 'text',
        text,
        x: millimetres(line.x + start),
        baseline: millimetres(baseline),
        width: millimetres(end - start),
        size: millimetres(like.fontSize),
        color: like.color ?? ink,
        ...(typeof like.opacity === 'number' && like.opacity !== 1 ? { opacity: like.opacity } : {}),
        glyphs,
      }),
    )
  }

  #picture(item: PageItem['item'], uri: string): PageDrawing {
    const picture = this.#pictures.get(uri) ?? this.#pictures.size
    this.#pictures.set(uri, picture)
    const { opacity } = item
    return {
      kind: 'picture',
      ...inMillimetres(boxOf({ type: 'image', item })),
      ...(typeof opacity === 'number' && opacity !== 1 ? { opacity } : {}),
      picture,
    }
  }

  watermark({ watermark, pageSize }: Sheet): readonly PageDrawing[] {
    if (watermark === undefined) return []
    const { text, font, fontSize, color, opacity, angle, _size } = watermark
    const { width, height } = _size.size
    const glyphs = this.outlines
      .glyphs(font, text, undefined)
      .map(([name, at]): PlacedGlyph => [name, millimetres(at * fontSize)])
    return [
      {
        kind: 'text',
        text,
        x: millimetres((pageSize.width - width) / 2),
        baseline: millimetres((pageSize.height - height) / 2 + (font.ascender / 1000) * fontSize),
        width: millimetres(width),
        size: millimetres(fontSize),
        color,
        opacity,
        glyphs,
        turned: angle,
      },
    ]
  }
}

type Line = {
  readonly x: number
  readonly y: number
  readonly inlines: readonly Inline[]
  readonly getAscenderHeight: () => number
}

type Vector = {
  readonly type: string
  readonly lineWidth?: number
  readonly color?: string
  readonly lineColor?: string
} & { readonly [side in 'x' | 'y' | 'w' | 'h' | 'x1' | 'y1' | 'x2' | 'y2']: number }

function vector(one: Vector): readonly PageDrawing[] {
  if (one.type === 'line')
    return [
      {
        kind: 'line',
        x1: millimetres(one.x1),
        y1: millimetres(one.y1),
        x2: millimetres(one.x2),
        y2: millimetres(one.y2),
        width: millimetres(one.lineWidth ?? 1),
        color: one.lineColor ?? ink,
      },
    ]
  if (one.type !== 'rect') return []
  const { x, y, w: width, h: height } = one
  return [{ kind: 'rect', ...inMillimetres({ x, y, width, height }), color: one.color ?? ink }]
}

function inMillimetres({ x, y, width, height }: Box): Box {
  return { x: millimetres(x), y: millimetres(y), width: millimetres(width), height: millimetres(height) }
}

function laidPage(sheet: Sheet, drawer: Drawer): LaidPage {
  const { left, top, right, bottom } = sheet.pageMargins
  return {
    width: millimetres(sheet.pageSize.width),
    height: millimetres(sheet.pageSize.height),
    margins: [millimetres(left), millimetres(top), millimetres(right), millimetres(bottom)],
    drawings: [...sheet.items.flatMap((one) => drawer.drawn(one)), ...drawer.watermark(sheet)],
  }
}

/**
 * What stands where on laid out sheets, in millimetres. `pictures` has those that content calls by names; `waiting` gives the
 * edges of blocks on a sheet that is empty.
 */
export function layoutMap(
  sheets: readonly Sheet[],
  {
    pictures,
    waiting,
  }: {
    readonly pictures: { readonly [name: string]: string }
    readonly waiting: (sheet: Sheet) => readonly Edge[]
  },
): PrintLayout {
  const drawer = new Drawer(pictures)
  const pages = sheets.map((sheet) => laidPage(sheet, drawer))
  const blocks = placedBoxes(sheets, waiting).map(
    ({ at, page, box, drawn, columns, rows }): LaidBlock => ({
      at,
      page,
      ...inMillimetres(box),
      ...(drawn === undefined ? {} : { drawn: inMillimetres(drawn) }),
      ...(columns === undefined ? {} : { columns: columns.map((one) => millimetres(box.x + one)) }),
      ...(rows === undefined
        ? {}
        : {
            rows: rows.map(({ kind, spans, y, height }) => ({
              kind,
              spans,
              y: millimetres(y),
              height: millimetres(height),
            })),
          }),
    }),
  )
  return { pages, blocks, outlines: drawer.outlines.paths, pictures: drawer.pictures }
}
