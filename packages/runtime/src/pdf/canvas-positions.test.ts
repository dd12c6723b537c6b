import { builtinKit } from '@mortise/kit'
import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import { type PageDrawing, type PrintLayout, renderTemplate, sumWriter } from '@mortise/prints'
import { extensionList, type PrintDocument } from '@mortise/schema'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crmQuote, crmQuoteTemplate } from '../testing/crm-quote.ts'
import { pdfPlaces, type PdfPlaces } from '../testing/pdf-places.ts'
import { anyPrint } from '../testing/random-print.ts'
import { drawLayout, drawPdf } from './draw.ts'

/** So many random templates; more by hand, such as 100. */
const templates = Number(process.env['MORTISE_CANVAS_TEMPLATES'] ?? 5)
const kit = { blocks: builtinKit.blocks, fields: builtinKit.fields, language }
const write = sumWriter(extensionList(builtinFieldTypes))

/** A point turned about the middle of a page. */
function turned([x, y]: readonly [number, number], degrees: number, page: PdfPlaces): readonly number[] {
  const angle = (degrees * Math.PI) / 180
  const [cx, cy] = [page.width / 2, page.height / 2]
  const [dx, dy] = [x - cx, y - cy]
  return [cx + dx * Math.cos(angle) - dy * Math.sin(angle), cy + dx * Math.sin(angle) + dy * Math.cos(angle)]
}

type Numbers = readonly (readonly number[])[]

const of = <Kind extends PageDrawing['kind']>(
  drawings: readonly PageDrawing[],
  kind: Kind,
): readonly Extract<PageDrawing, { kind: Kind }>[] =>
  drawings.filter((one): one is Extract<PageDrawing, { kind: Kind }> => one.kind === kind)

/** What the canvas draws on a page, as numbers to hold against those of the file. */
function canvasNumbers(
  drawings: readonly PageDrawing[],
  page: PdfPlaces,
): { readonly [kind: string]: Numbers } {
  return {
    letters: of(drawings, 'text').flatMap((text) =>
      text.glyphs.map(([, x]) => [
        ...(text.turned === undefined
          ? [text.x + x, text.baseline]
          : turned([text.x + x, text.baseline], text.turned, page)),
        text.size,
      ]),
    ),
    rects: of(drawings, 'rect').map(({ x, y, width, height }) => [x, y, width, height]),
    lines: of(drawings, 'line').map(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2]),
    pictures: of(drawings, 'picture').map(({ x, y, width, height }) => [x, y, width, height]),
  }
}

function fileNumbers(
  page: PdfPlaces,
  canvas: { readonly [kind: string]: Numbers },
): { readonly [kind: string]: Numbers } {
  return {
    letters: page.letters.map(({ x, y, size }) => [x, y, size]),
    rects: page.rects,
    lines: page.lines,
    // A drawing of lines, such as a bar code, has a corner in the file but no size of its own.
    pictures: page.pictures.map(({ at, size }, index) => [
      ...at,
      ...(size ?? canvas['pictures']?.[index]?.slice(2) ?? []),
    ]),
  }
}

/** The greatest difference between canvas and file, in millimetres; throws where one has what the other has not. */
function difference(layout: PrintLayout, pages: readonly PdfPlaces[]): number {
  expect(layout.pages.length).toBe(pages.length)
  let greatest = 0
  for (const [at, page] of pages.entries()) {
    const canvas = canvasNumbers(layout.pages[at]?.drawings ?? [], page)
    const file = fileNumbers(page, canvas)
    for (const kind of ['letters', 'rects', 'lines', 'pictures']) {
      expect([kind, canvas[kind]?.length]).toEqual([kind, file[kind]?.length])
      for (const [index, numbers] of (file[kind] ?? []).entries())
        for (const [axis, number] of numbers.entries())
          greatest = Math.max(greatest, Math.abs(number - (canvas[kind]?.[index]?.[axis] ?? Number.NaN)))
    }
    expect(page.letters.map(({ text }) => text).join('').length).toBeGreaterThan(0)
  }
  return greatest
}

async function compared(template: PrintDocument, lines: number): Promise<number> {
  const data = { ...crmQuote(lines), view: { marked: true } }
  const layout = await drawLayout(renderTemplate(template, data, kit), write)
  const bytes = await drawPdf(renderTemplate(template, crmQuote(lines), kit), write)
  return difference(layout, pdfPlaces(bytes))
}

it('stands on the canvas where it stands in the PDF, to a tenth of a millimetre, whatever the template', async () => {
  let greatest = 0
  const property = fc.asyncProperty(anyPrint, fc.nat(40), async (template, lines) => {
    const found = await compared(template, lines)
    greatest = Math.max(greatest, found)
    expect(found).toBeLessThan(0.1)
  })
  await fc.assert(property, { numRuns: templates, endOnFailure: true })
  if (templates > 5) console.info(`${templates} templates: at most ${greatest.toFixed(5)} mm apart`)
}, 900_000)

const lineTable = crmQuoteTemplate.body.find(({ type }) => type === 'table') ?? { type: 'table' }
const laidOut = (body: PrintDocument['body'], data = crmQuote(1)): Promise<PrintLayout> =>
  drawLayout(renderTemplate({ ...crmQuoteTemplate, body }, { ...data, view: { marked: true } }, kit), write)

it('keeps a table on its paper, however long its words are', async () => {
  const data = crmQuote(2)
  const long = { ...data, labelOf: () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789-SUPERLONGMODELNUMBER' }
  const { blocks, pages } = await laidOut([{ ...lineTable, pageTotals: false, carried: false }], long)
  const [table] = blocks.filter(({ at }) => at === '/body/0')
  const [page] = pages
  expect(table?.columns?.at(-1)).toBeLessThanOrEqual((page?.width ?? 0) - (page?.margins[2] ?? 0) + 0.2)
  // What is hidden behind no edge is there in full, in pieces.
  const words = of(page?.drawings ?? [], 'text').map(({ text }) => text.trim())
  expect(words.join('')).toContain('¥2,021.00')
  expect(words.join('')).toContain('ABCDEFGH')
})

it('makes no page for nothing but the space below what stands last', async () => {
  for (let lines = 28; lines <= 34; lines += 1) {
    const { pages } = await laidOut([lineTable], crmQuote(lines))
    for (const { drawings, margins } of pages) {
      const inside = of(drawings, 'text').filter(
        ({ baseline }) => baseline > margins[1] && baseline < 297 - margins[3],
      )
      expect(inside.length).toBeGreaterThan(0)
    }
  }
})

it('keeps a heading with the table it heads, on every page it may come to', async () => {
  for (const height of [560, 600, 630, 650, 670, 690]) {
    const body = [
      { type: 'spacer', height },
      { type: 'text', value: '一、货物', keepWithNext: true },
      lineTable,
    ]
    const { blocks } = await laidOut(body, crmQuote(20))
    const page = (at: string): number | undefined => blocks.find((one) => one.at === at)?.page
    expect(page('/body/1')).toBe(page('/body/2'))
  }
})

it('knows where each block of the quote stands, on every page it goes over', async () => {
  const data = { ...crmQuote(60), view: { marked: true } }
  const { blocks, pages } = await drawLayout(renderTemplate(crmQuoteTemplate, data, kit), write)
  const table = blocks.filter(({ at }) => at === '/body/4')
  expect(table.map(({ page }) => page)).toEqual(pages.map((_, page) => page).slice(0, table.length))
  expect(table.length).toBeGreaterThan(1)
  for (const { columns } of table) expect(columns).toHaveLength(10)
  // Its rows lie without a gap from its first line to its last, on every page, and each line of the quote is one of them.
  const rows = table.flatMap((one) => one.rows ?? [])
  expect(rows.filter(({ kind }) => kind === 'data')).toHaveLength(60)
  for (const { rows: own = [], drawn } of table) {
    expect([own[0]?.kind, own.at(-1)?.kind]).toEqual(['head', 'total'])
    for (const [at, { y, height, spans }] of own.entries()) {
      expect(height).toBeGreaterThan(4)
      expect(y + height).toBeCloseTo(own[at + 1]?.y ?? (drawn?.y ?? 0) + (drawn?.height ?? 0), 2)
      expect(spans.reduce((sum, one) => sum + one, 0)).toBe(9)
    }
  }
  expect(blocks.filter(({ at }) => at === '/header/0')).toHaveLength(pages.length)
  const onFirst = blocks.filter(
    ({ page, at }) => page === 0 && at.startsWith('/body/') && at.split('/').length === 3,
  )
  const tops = onFirst.map(({ y }) => y)
  expect(tops).toEqual(tops.toSorted((a, b) => a - b))
  for (const { x, y, width, height, page } of blocks) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
    expect(x + width).toBeLessThanOrEqual((pages[page]?.width ?? 0) + 0.1)
    expect(y + height).toBeLessThanOrEqual((pages[page]?.height ?? 0) + 0.1)
  }
})
