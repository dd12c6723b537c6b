import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { sectionsOf } from './joined.ts'
import { edgeSlice } from './edge-seal.ts'
import { fillPageTexts } from './page-text.ts'
import type { PageDefinition, PageSection } from './types.ts'

const ink = '#7B8188'

function evenPadding(x: number, y: number): CustomTableLayout {
  return { paddingLeft: () => x, paddingRight: () => x, paddingTop: () => y, paddingBottom: () => y }
}

function ruled(
  width: (at: number, last: number) => number,
  columns: number,
  padding: CustomTableLayout,
): CustomTableLayout {
  return {
    ...padding,
    hLineWidth: (at, node) => width(at, node.table.body.length),
    vLineWidth: () => columns,
    hLineColor: () => ink,
    vLineColor: () => ink,
  }
}

/** Table layouts that blocks name; they hold functions, so they stand beside the data, not in it. */
export const printTableLayouts: { readonly [name: string]: CustomTableLayout } = {
  mortiseGrid: ruled(() => 0.5, 0.5, evenPadding(4, 3)),
  mortiseLines: ruled((at) => (at === 1 ? 1 : 0.5), 0, evenPadding(4, 3)),
  mortisePlain: ruled(() => 0, 0, evenPadding(2, 2)),
  mortiseLine: ruled((at) => (at === 0 ? 0.5 : 0), 0, evenPadding(0, 0)),
  mortiseThickLine: ruled((at) => (at === 0 ? 1.5 : 0), 0, evenPadding(0, 0)),
}

/** Where each document begins and how many pages it has; found by laying the pages out once. */
export type Numbering = readonly { readonly from: number; readonly count: number }[]

type Band = (page: number, count: number) => Content | null

/** The number of a page within its document. */
function place(numbering: Numbering | undefined, page: number, count: number): readonly [number, number] {
  const own = numbering?.findLast(({ from }) => from <= page)
  return own === undefined ? [page, count] : [page - own.from + 1, own.count]
}

/** What is drawn on each page of a section over its content. The slice of a seal goes with the header. */
function bandsOf(section: PageSection, numbering: Numbering | undefined): { header: Band; footer: Band } {
  const { header, footer, edgeSeal, pageSize } = section
  return {
    header: (page, count) => {
      const [number, all] = place(numbering, page, count)
      const slice = edgeSeal && edgeSlice(edgeSeal, { number, count: all, page: pageSize })
      const own = header === undefined ? undefined : fillPageTexts(header, number, all)
      if (slice === undefined) return own ?? null
      return { stack: own === undefined ? [slice] : [own, slice] }
    },
    footer: (page, count) =>
      footer === undefined ? null : fillPageTexts(footer, ...place(numbering, page, count)),
  }
}

function backdropOf({ backdrop, pageSize }: PageSection): Content[] {
  if (backdrop === undefined) return []
  const { image, width, opacity } = backdrop
  const absolutePosition = { x: (pageSize.width - width) / 2, y: (pageSize.height - width) / 2 }
  return [{ image, fit: [width, width], opacity, absolutePosition }]
}

/**
 * What lies under the content of each page. Boxes at places of the paper are here too: this alone has all the paper for its
 * room, margins in. It is asked for once for each page, in order.
 */
function backgroundOf(section: PageSection): () => Content | null {
  let page = 0
  return () => {
    page += 1
    const free = (section.free ?? []).filter(({ pages }) => pages === 'every' || page === 1)
    const content = [...backdropOf(section), ...free.map((one) => fillPageTexts(one.content, page, page))]
    const [only] = content
    return content.length > 1 ? { stack: content } : (only ?? null)
  }
}

function orientationOf({ pageSize }: PageSection): 'portrait' | 'landscape' {
  return pageSize.width > pageSize.height ? 'landscape' : 'portrait'
}

function contentOf({ content }: PageSection): Content[] {
  // A section of nothing would lend its page to the next one.
  return content.length === 0 ? [{ text: ' ' }] : content.map((one) => fillPageTexts(one, 1, 1))
}

function sectionNode(section: PageSection, numbering: Numbering | undefined): Content {
  const [left, top, right, bottom] = section.pageMargins
  return {
    section: contentOf(section),
    pageSize: { ...section.pageSize },
    pageOrientation: orientationOf(section),
    pageMargins: [left, top, right, bottom],
    ...bandsOf(section, numbering),
    background: backgroundOf(section),
    watermark: section.watermark === undefined ? null : { ...section.watermark },
  } as unknown as Content
}

/**
 * Makes the definition that pdfmake draws. A fresh copy each time, because drawing changes what it is given. The date of
 * the file comes from the data, so that the same pages are the same bytes.
 */
export function toDocDefinition(pages: PageDefinition, numbering?: Numbering): TDocumentDefinitions {
  const sections = sectionsOf(pages)
  const [left, top, right, bottom] = pages.pageMargins
  const { header, footer } = bandsOf(pages, numbering)
  return {
    info: {
      title: pages.title,
      creator: 'Mortise',
      producer: 'Mortise',
      creationDate: new Date(pages.createdAt),
    },
    pageSize: { ...pages.pageSize },
    pageOrientation: orientationOf(pages),
    pageMargins: [left, top, right, bottom],
    defaultStyle: { ...pages.defaultStyle },
    ...(sections.length > 1
      ? { content: sections.map((one) => sectionNode(one, numbering)) }
      : {
          content: contentOf(pages),
          header,
          footer,
          ...(pages.backdrop === undefined && pages.free === undefined
            ? {}
            : { background: backgroundOf(pages) }),
          ...(pages.watermark === undefined ? {} : { watermark: { ...pages.watermark } }),
        }),
  }
}
