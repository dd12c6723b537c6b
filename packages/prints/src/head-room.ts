import type { Content } from 'pdfmake/interfaces.js'
import { fillPageTexts } from './page-text.ts'
import type { PageSection } from './types.ts'

/** What is left free between a header or footer and the page's own content. */
const gap = 8
/** The least that is left for the content of a page, as a part of its height. */
const leastBody = 0.3

/** How high header and footer come out, their own margins in; 0 where there is none. */
export type Heights = { readonly header: number; readonly footer: number; readonly page: number }

/** Whether header and footer leave room for anything else. */
export function leavesRoom({ header, footer, page }: Heights): boolean {
  const taken = header + footer
  return taken === 0 || taken + 2 * gap <= page * (1 - leastBody)
}

/**
 * The pages with margins that hold their header and footer: what is higher than the margin it stands in would be drawn over
 * by the content, or not at all. Margins only grow.
 */
export function withHeadRoom<Section extends PageSection>(
  section: Section,
  { header, footer }: Heights,
): Section {
  const [left, top, right, bottom] = section.pageMargins
  const grown = (margin: number, height: number): number =>
    height === 0 ? margin : Math.max(margin, Math.ceil(height + gap))
  const pageMargins = [left, grown(top, header), right, grown(bottom, footer)] as const
  return { ...section, pageMargins }
}

/** What has to be measured: header and footer as content, with the name each goes by. */
export function measured(section: PageSection): readonly (readonly ['header' | 'footer', Content])[] {
  return (['header', 'footer'] as const).flatMap((name) => {
    const content = section[name]
    return content === undefined ? [] : [[name, fillPageTexts(content, 1, 1)] as const]
  })
}
