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

/** Letters and pictures that a page of any paper holds for sure; only more than that is measured. */
const harmless = 600

/** What holds words and pictures; all else of a node says how they look. */
const holders = ['text', 'stack', 'columns', 'table', 'body'] as const

function amountOf(node: unknown): number {
  if (typeof node === 'string') return node.length + 10
  if (Array.isArray(node)) return node.reduce<number>((sum, one) => sum + amountOf(one), 0)
  if (typeof node !== 'object' || node === null) return 0
  const held = node as { readonly [key: string]: unknown }
  const drawn = ['svg', 'image', 'qr'].some((key) => held[key] !== undefined) ? 100 : 0
  return holders.reduce((sum, key) => sum + amountOf(held[key]), drawn)
}

async function loosened(
  section: PageSection,
  { pages, draw }: { readonly pages: PageDefinition; readonly draw: Draw },
): Promise<PageSection> {
  const asked = section.content
    .filter((one) => isTogether(one) && amountOf(one) > harmless)
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
