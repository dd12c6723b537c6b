import { type ErrorDetail, type MortiseError, say, text } from '@mortise/errors'
import type { PrintDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { PrintKit } from '../types.ts'
import { placedBlocks } from '../walk.ts'

/**
 * Settings that ask for something on each page and get it on none: those of a table inside of columns or a box, whose pages
 * nobody knows beforehand, and sums of pages where nothing is added up. The template prints all the same.
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
    const inside = !/^\/body\/\d+$/.test(path)
    return [
      ...(inside ? paged.asks.map((key) => named(key, errors.PRINT_PAGED_PLACE)) : []),
      ...paged.idle.map((key) => named(key, errors.PRINT_PAGED_IDLE)),
    ]
  })
}
