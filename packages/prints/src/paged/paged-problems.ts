import { type ErrorDetail, type MortiseError, say, text } from '@mortise/errors'
import type { PrintDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { PrintKit } from '../types.ts'
import { placedBlocks } from '../walk.ts'

/** Whether a block stands in a box that is on the first page only: what does not fit there has no page to go on. */
function hasOnePage(path: string, template: PrintDocument, kit: Pick<PrintKit, 'blocks'>): boolean {
  const [, at, ...inside] = /^\/body\/(\d+)(\/.+)?$/.exec(path) ?? []
  const outer = template.body[Number(at)]
  if (outer === undefined || inside[0] === undefined) return false
  return kit.blocks.find(outer.type)?.free?.(outer) === 'first'
}

/**
 * Settings that ask for something on each page and get it on none: those of a table in a box on the first page only, and sums of
 * pages where nothing is added up. The template prints all the same.
 */
export function pagedProblems(
  template: PrintDocument,
  kit: Pick<PrintKit, 'blocks'>,
): readonly ErrorDetail[] {
  return placedBlocks(template, kit.blocks).flatMap(({ block, path }) => {
    const type = kit.blocks.find(block.type)
    const paged = type?.paged?.(block)
    if (type === undefined || paged === undefined) return []
    const named = (
      key: string,
      make: (words: { block: string; setting: string }) => MortiseError,
    ): ErrorDetail => {
      const label = type.settings.find((one) => one.key === key)?.label
      const of = (locale: 'zh' | 'en'): MortiseError =>
        make({ block: say(type.label, locale), setting: say(label, locale) || key })
      const { code } = of('zh')
      return { path: `${path}/${key}`, code, message: text(of('zh').text.zh, of('en').text.en) }
    }
    const inside = hasOnePage(path, template, kit)
    return [
      ...(inside ? paged.asks.map((key) => named(key, errors.PRINT_PAGED_PLACE)) : []),
      ...paged.idle.map((key) => named(key, errors.PRINT_PAGED_IDLE)),
    ]
  })
}
