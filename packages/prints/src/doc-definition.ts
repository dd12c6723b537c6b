import type { Content, CustomTableLayout, DynamicContent, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { fillPageTexts } from './page-text.ts'
import type { PageDefinition } from './types.ts'

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

function onEachPage(content: Content | undefined): DynamicContent | undefined {
  return content === undefined ? undefined : (page, count) => fillPageTexts(content, page, count)
}

/**
 * Makes the definition that pdfmake draws. A fresh copy each time, because drawing changes what it is given. The date of
 * the file comes from the data, so that the same pages are the same bytes.
 */
export function toDocDefinition(pages: PageDefinition): TDocumentDefinitions {
  const header = onEachPage(pages.header)
  const footer = onEachPage(pages.footer)
  const [left, top, right, bottom] = pages.pageMargins
  return {
    info: {
      title: pages.title,
      creator: 'Mortise',
      producer: 'Mortise',
      creationDate: new Date(pages.createdAt),
    },
    pageSize: typeof pages.pageSize === 'string' ? pages.pageSize : { ...pages.pageSize },
    pageOrientation: pages.pageOrientation,
    pageMargins: [left, top, right, bottom],
    defaultStyle: { ...pages.defaultStyle },
    content: pages.content.map((one) => fillPageTexts(one, 1, 1)),
    ...(header === undefined ? {} : { header }),
    ...(footer === undefined ? {} : { footer }),
    ...(pages.watermark === undefined ? {} : { watermark: { ...pages.watermark } }),
  }
}
