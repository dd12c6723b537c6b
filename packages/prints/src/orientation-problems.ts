import { type ErrorDetail, text } from '@mortise/errors'
import type { PrintDocument } from '@mortise/schema'
import { errors } from './errors.ts'
import { isContinuous, paperOf } from './paper.ts'
import type { PrintKit } from './types.ts'

const words = {
  portrait: { zh: '纵向', en: 'Portrait' },
  landscape: { zh: '横向', en: 'Landscape' },
} as const

type Page = Partial<PrintDocument['page']>

/** The orientation that a page asks for and continuous paper does not have; undefined where it lies as is asked. */
function inVain(page: PrintDocument['page'], { orientation }: Page): keyof typeof words | undefined {
  const paper = isContinuous(page.size) ? paperOf(page) : undefined
  if (paper === undefined || orientation === undefined) return undefined
  return (orientation === 'landscape') === paper.width > paper.height ? undefined : orientation
}

/** Orientations that have no effect, where they were set: in the template, or in a section. The template prints all the same. */
export function orientationProblems(
  template: PrintDocument,
  kit: Pick<PrintKit, 'blocks'>,
): readonly ErrorDetail[] {
  const told = (page: PrintDocument['page'], own: Page, path: string): readonly ErrorDetail[] => {
    const asked = inVain(page, own)
    if (asked === undefined) return []
    const size = String(page.size).toLowerCase()
    const [zh, en] = (['zh', 'en'] as const).map((locale) =>
      errors.PRINT_PAGE_ORIENTATION({ size, asked: words[asked][locale] }),
    )
    return zh === undefined || en === undefined
      ? []
      : [{ path, code: zh.code, message: text(zh.text.zh, en.text.en) }]
  }
  const sections = template.body.flatMap((block, at) => {
    const change = kit.blocks.find(block.type)?.page?.(block)
    return change === undefined
      ? []
      : told({ ...template.page, ...change.page }, change.page, `/body/${at}/orientation`)
  })
  return [...told(template.page, template.page, '/page/orientation'), ...sections]
}
