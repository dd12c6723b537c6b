import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { sectionsOf } from './joined.ts'
import { edgeSlice } from './edge-seal.ts'
import { fillPageTexts } from './page-text.ts'
import { type ImageNames, withSharedImages } from './shared-images.ts'
import type { FreeContent, PageDefinition, PageSection } from './types.ts'

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

/** Pages of one of several documents, as they are added while all of them are laid out. */
type Numbered = { from: number; to: number }

type Band = (page: number, count: number) => Content | null

/** The number of a page within its document; heads and feet are drawn when every page is there. */
function place(numbered: Numbered | undefined, page: number, count: number): readonly [number, number] {
  return numbered === undefined ? [page, count] : [page - numbered.from + 1, numbered.to - numbered.from + 1]
}

/** What is drawn on each page of a section over its content. The slice of a seal goes with the header. */
function bandsOf(section: PageSection, numbered: Numbered | undefined): { header: Band; footer: Band } {
  const { header, footer, edgeSeal, pageSize } = section
  return {
    header: (page, count) => {
      const [number, all] = place(numbered, page, count)
      const slice = edgeSeal && edgeSlice(edgeSeal, { number, count: all, page: pageSize })
      const own = header === undefined ? undefined : fillPageTexts(header, number, all)
      if (slice === undefined) return own ?? null
      return { stack: own === undefined ? [slice] : [own, slice] }
    },
    footer: (page, count) =>
      footer === undefined ? null : fillPageTexts(footer, ...place(numbered, page, count)),
  }
}

function backdropOf({ backdrop, pageSize }: PageSection): Content[] {
  if (backdrop === undefined) return []
  const { image, width, opacity } = backdrop
  const absolutePosition = { x: (pageSize.width - width) / 2, y: (pageSize.height - width) / 2 }
  return [{ image, fit: [width, width], opacity, absolutePosition }]
}

function isOn(page: number, pages: FreeContent['pages']): boolean {
  if (typeof pages === 'string') return pages === 'every' || page === 1
  return page >= pages.from && page <= (pages.to ?? page)
}

/**
 * What lies under the content of each page. Boxes at places of the paper are here too: this alone has all the paper for its
 * room, margins in. It is asked for once for each page, in order.
 */
function backgroundOf(section: PageSection, numbered?: Numbered): (page: number) => Content | null {
  let page = 0
  return (added) => {
    page += 1
    if (numbered !== undefined) {
      numbered.from = Math.min(numbered.from, added)
      numbered.to = Math.max(numbered.to, added)
    }
    const free = (section.free ?? []).filter(({ pages }) => isOn(page, pages))
    const content = [...backdropOf(section), ...free.map((one) => fillPageTexts(one.content, page, page))]
    const [only] = content
    return content.length > 1 ? { stack: content } : (only ?? null)
  }
}

function orientationOf({ pageSize }: PageSection): 'portrait' | 'landscape' {
  return pageSize.width > pageSize.height ? 'landscape' : 'portrait'
}

type Node = { readonly stack?: readonly Content[]; readonly margin?: unknown }

/** The last content without the space below it: where that finds no room it would make an empty page. */
function withoutTail(content: Content): Content {
  if (typeof content !== 'object' || Array.isArray(content)) return content
  const { stack, margin } = content as Node
  const last = stack?.at(-1)
  return {
    ...(content as object),
    ...(stack === undefined || last === undefined
      ? {}
      : { stack: [...stack.slice(0, -1), withoutTail(last)] }),
    ...(Array.isArray(margin) && margin.length === 4
      ? { margin: [...(margin.slice(0, 3) as number[]), 0] }
      : {}),
  } as unknown as Content
}

function contentOf({ content }: PageSection): Content[] {
  // A section of nothing would lend its page to the next one.
  if (content.length === 0) return [{ text: ' ' }]
  return content.map((one, at) => fillPageTexts(at === content.length - 1 ? withoutTail(one) : one, 1, 1))
}

/** The document each section belongs to, where there are several; so each counts its own pages. */
function documentsOf(sections: readonly PageSection[]): readonly (Numbered | undefined)[] {
  if (!sections.some(({ begins }, at) => at > 0 && begins === true)) return []
  const found: Numbered[] = []
  for (const { begins } of sections) {
    const last = found.at(-1)
    found.push(last === undefined || begins === true ? { from: Infinity, to: 0 } : last)
  }
  return found
}

function sectionNode(section: PageSection, numbered: Numbered | undefined): Content {
  const [left, top, right, bottom] = section.pageMargins
  return {
    section: contentOf(section),
    pageSize: { ...section.pageSize },
    pageOrientation: orientationOf(section),
    pageMargins: [left, top, right, bottom],
    ...bandsOf(section, numbered),
    background: backgroundOf(section, numbered),
    watermark: section.watermark === undefined ? null : { ...section.watermark },
  } as unknown as Content
}

/**
 * Makes the definition that pdfmake draws. A fresh copy each time, because drawing changes what it is given. The date of
 * the file comes from the data, so that the same pages are the same bytes.
 */
export function toDocDefinition(pages: PageDefinition): TDocumentDefinitions {
  const names: ImageNames = new Map()
  const sections = sectionsOf(pages).map((one) => withSharedImages(one, names))
  const documents = documentsOf(sections)
  const [left, top, right, bottom] = pages.pageMargins
  const [first = pages] = sections
  const { header, footer } = bandsOf(first, undefined)
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
    ...(names.size === 0 ? {} : { images: Object.fromEntries([...names].map(([uri, name]) => [name, uri])) }),
    ...(sections.length > 1
      ? { content: sections.map((one, at) => sectionNode(one, documents[at])) }
      : {
          content: contentOf(first),
          header,
          footer,
          ...(first.backdrop === undefined && first.free === undefined
            ? {}
            : { background: backgroundOf(first) }),
          ...(pages.watermark === undefined ? {} : { watermark: { ...pages.watermark } }),
        }),
  }
}
