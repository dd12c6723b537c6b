import {
  type Heights,
  leavesRoom,
  measured,
  type PageDefinition,
  type PageSection,
  sectionsOf,
} from '@mortise/prints'
import { withHeadRoom, withSections } from '@mortise/prints'
import type { Content } from 'pdfmake/interfaces.js'
import { type Draw, layOut, markedAt, marker } from './lay-out.ts'
import { noRoom } from './messages.ts'

type Part = { readonly name: 'header' | 'footer'; readonly start: Content; readonly end: Content }

function heightOf({ start, end }: Part, page: number): number {
  const [from, to] = [markedAt(start), markedAt(end)]
  return to.top - from.top + (to.pageNumber - from.pageNumber) * page
}

/** Header and footer of sections laid out alone, each from the top of a page of its paper. */
async function heightsOf(
  sections: readonly PageSection[],
  defaultStyle: PageDefinition['defaultStyle'],
  draw: Draw,
): Promise<readonly Heights[]> {
  const asked = sections.map((section) =>
    measured(section).map(([name, content]) => ({ name, content, start: marker(), end: marker() })),
  )
  const content = asked.flatMap((parts, at): Content[] =>
    parts.map(
      (part) =>
        ({
          section: [part.start, { stack: [part.content] }, part.end],
          pageSize: { ...sections[at]?.pageSize },
          pageMargins: [0, 0, 0, 0],
        }) as unknown as Content,
    ),
  )
  if (content.length > 0) await layOut({ defaultStyle: { ...defaultStyle }, content }, draw)
  return asked.map((parts, at) => {
    const page = sections[at]?.pageSize.height ?? 0
    const of = (name: 'header' | 'footer'): number => {
      const part = parts.find((one) => one.name === name)
      return part === undefined ? 0 : heightOf(part, page)
    }
    return { header: of('header'), footer: of('footer'), page }
  })
}

/** Heights by what they were measured of; a template's header is the same on every record but for its numbers. */
const known = new Map<string, Heights>()
const most = { entries: 500, letters: 20_000 }

/** Header and footer with every digit alike: digits are all of one width in the font, so heights are the same. */
function shapeOf({ header, footer, pageSize }: PageSection, style: PageDefinition['defaultStyle']): string {
  return JSON.stringify([header, footer, pageSize, style], (key, value: unknown) =>
    key === 'text' && typeof value === 'string' ? value.replaceAll(/\d/g, '0') : value,
  )
}

async function rememberedHeights(
  sections: readonly PageSection[],
  style: PageDefinition['defaultStyle'],
  draw: Draw,
): Promise<readonly Heights[]> {
  const shapes = sections.map((section) => shapeOf(section, style))
  const asked = new Map(sections.map((section, at) => [shapes[at] ?? '', section] as const))
  const fresh = [...asked].filter(([shape]) => !known.has(shape))
  const measuredNow = await heightsOf(
    fresh.map(([, section]) => section),
    style,
    draw,
  )
  const found = new Map(fresh.map(([shape], at) => [shape, measuredNow[at]] as const))
  const heights = shapes.map(
    (shape) => found.get(shape) ?? known.get(shape) ?? { header: 0, footer: 0, page: 0 },
  )
  if (known.size > most.entries) known.clear()
  for (const [shape, one] of found)
    if (one !== undefined && shape.length <= most.letters) known.set(shape, one)
  return heights
}

/** The pages with margins that hold header and footer of each section; throws where those leave no room. */
export async function roomy(pages: PageDefinition, draw: Draw): Promise<PageDefinition> {
  const sections = sectionsOf(pages)
  const heights = await rememberedHeights(sections, pages.defaultStyle, draw)
  if (!heights.every(leavesRoom)) throw new Error(noRoom)
  const none = { header: 0, footer: 0, page: 0 }
  return withSections(
    pages,
    sections.map((section, at) => withHeadRoom(section, heights[at] ?? none)),
  )
}
