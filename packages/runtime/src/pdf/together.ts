import {
  filledContent,
  type PageDefinition,
  type PageSection,
  sectionsOf,
  withSections,
} from '@mortise/prints'
import type { Content } from 'pdfmake/interfaces.js'
import { type Draw, layOut, markedAt, marker } from './lay-out.ts'

function isTogether(node: Content): node is Content & { readonly unbreakable: true } {
  return (node as { readonly unbreakable?: unknown }).unbreakable === true
}

/** Square points that a letter and the room around it take, twice over: what may not fit on a page has more than that. */
const letterRoom = 360

/** Letters that the pages of a section hold for sure; only more than that is measured. */
function harmless({ pageSize, pageMargins }: PageSection): number {
  const [left, top, right, bottom] = pageMargins
  return ((pageSize.width - left - right) * (pageSize.height - top - bottom)) / letterRoom
}

/** Letters of a line that goes over the page, and how high it is in points. */
const line = 50
const lineHeight = 18

/** Cells stand side by side: the one with most lines makes its row. */
function rowAmount(row: unknown): number {
  const cells = Array.isArray(row) ? (row as readonly unknown[]) : []
  const most = Math.max(0, ...cells.map(amountOf))
  return line * Math.max(1, Math.round(((most - gap) * cells.length) / line))
}

/** What a text takes beside its letters. */
const gap = 10

/** What a drawing takes: as many lines as it is high, where it says so. */
function drawnAmount(node: { readonly [key: string]: unknown }): number {
  if (!['svg', 'image', 'qr'].some((key) => node[key] !== undefined)) return 0
  const { height, fit } = node
  const [, most] = Array.isArray(fit) ? (fit as readonly unknown[]) : []
  const high = typeof height === 'number' ? height : typeof most === 'number' ? most : 0
  return line * Math.max(4, high / lineHeight)
}

/** What holds words; all else of a node says how they look. */
const holders = ['text', 'stack', 'columns'] as const

function amountOf(node: unknown): number {
  if (typeof node === 'string') return node.length + gap
  if (Array.isArray(node)) return node.reduce<number>((sum, one) => sum + amountOf(one), 0)
  if (typeof node !== 'object' || node === null) return 0
  const held = node as { readonly [key: string]: unknown; readonly table?: { readonly body?: unknown } }
  const drawn = drawnAmount(held)
  const body = held.table?.body
  const rows = Array.isArray(body) ? body.reduce<number>((sum, row) => sum + rowAmount(row), 0) : 0
  const words = holders.reduce((sum, key) => sum + amountOf(held[key]), 0)
  const { fontSize, margin } = held
  const large = typeof fontSize === 'number' && fontSize > 10 ? (fontSize / 10) ** 2 : 1
  const [, above = 0, , below = 0] = Array.isArray(margin) ? (margin as readonly number[]) : []
  return words * large + drawn + rows + (line * Math.max(0, above + below)) / lineHeight
}

async function loosened(
  section: PageSection,
  { pages, draw }: { readonly pages: PageDefinition; readonly draw: Draw },
): Promise<PageSection> {
  const asked = section.content
    .filter((one) => isTogether(one) && amountOf(one) > harmless(section))
    .map((one) => ({ one, start: marker(), end: marker() }))
  if (asked.length === 0) return section
  await layOut(
    {
      pageSize: { ...section.pageSize },
      pageMargins: [...section.pageMargins],
      defaultStyle: { ...pages.defaultStyle },
      content: asked.map(
        ({ one, start, end }, at): Content => ({
          stack: [start, { ...(filledContent(one) as object), unbreakable: false } as Content, end],
          ...(at === 0 ? {} : { pageBreak: 'before' as const }),
        }),
      ),
    },
    draw,
  )
  const broken = new Set(
    asked
      .filter(({ start, end }) => markedAt(start).pageNumber !== markedAt(end).pageNumber)
      .map(({ one }) => one),
  )
  const content = section.content.map((one) =>
    broken.has(one) ? ({ ...(one as object), unbreakable: false } as Content) : one,
  )
  return { ...section, content }
}

/** What is to stay together but is longer than a page is let go: pdfmake would leave all of it out. */
export async function brokenWhereLong(pages: PageDefinition, draw: Draw): Promise<PageDefinition> {
  const sections: PageSection[] = []
  for (const section of sectionsOf(pages)) sections.push(await loosened(section, { pages, draw }))
  return withSections(pages, sections)
}
