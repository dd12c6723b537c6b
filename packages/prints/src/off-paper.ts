import { type ErrorDetail, say, text } from '@mortise/errors'
import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import { errors } from './errors.ts'
import { paperOf } from './paper.ts'
import { numberOf } from './settings.ts'
import type { PrintKit } from './types.ts'

const millimetre = 72 / 25.4
/** So far beyond the edge, in millimetres, counts as on it. */
const hair = 0.5

/** Where a block stands that has a place of its own on the paper, in millimetres; undefined for one without numbers. */
function boxOf(block: PrintBlockDocument, kit: Pick<PrintKit, 'blocks'>) {
  const { unit, x, y, width, height } = kit.blocks.find(block.type)?.handles ?? {}
  if (unit !== 'mm' || x === undefined || y === undefined || width === undefined) return undefined
  const [left, top] = [numberOf(block, x, 0), numberOf(block, y, 0)]
  const down = height === undefined ? 0 : numberOf(block, height, 0)
  return { left, top, right: left + numberOf(block, width, 0), bottom: top + down }
}

/** Blocks with a place of their own that stick out of the paper of their section. The template prints all the same. */
export function offPaperProblems(
  template: PrintDocument,
  kit: Pick<PrintKit, 'blocks'>,
): readonly ErrorDetail[] {
  let { page } = template
  return template.body.flatMap((block, at): readonly ErrorDetail[] => {
    const type = kit.blocks.find(block.type)
    const change = type?.page?.(block)
    if (change !== undefined) page = { ...template.page, ...change.page }
    const paper = paperOf(page)
    const box = type?.free === undefined ? undefined : boxOf(block, kit)
    if (type === undefined || paper === undefined || box === undefined) return []
    const [width, height] = [paper.width / millimetre, paper.height / millimetre]
    const { left, top, right, bottom } = box
    if (left >= -hair && top >= -hair && right <= width + hair && bottom <= height + hair) return []
    const made = (locale: 'zh' | 'en') =>
      errors.PRINT_OFF_PAPER({
        block: say(type.label, locale),
        width: Math.round(width),
        height: Math.round(height),
      })
    return [
      { path: `/body/${at}`, code: made('zh').code, message: text(made('zh').text.zh, made('en').text.en) },
    ]
  })
}
