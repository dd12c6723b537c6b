import { helpOf } from '../help.ts'
import { defineOperator, type ValueOperator } from '../operator.ts'
import { sliceText, textLength } from '../text-values.ts'
import { asText, asWhole, textOrNull } from '../values.ts'

/** A text too short to hide anything between its ends is hidden whole. */
function masked(text: string, start: number, end: number): string {
  const hidden = textLength(text) - start - end
  if (hidden <= 0) return '*'.repeat(textLength(text))
  return sliceText(text, 0, start) + '*'.repeat(hidden) + (end === 0 ? '' : sliceText(text, -end, undefined))
}

/** `mask`: Hides the middle of a text, leaving some letters at its ends; not in database filters. */
export const mask: ValueOperator = defineOperator({
  name: 'mask',
  help: helpOf({
    group: 'text',
    example: 'MASK(phone, 3, 4)',
    label: ['打码', 'Mask'],
    names: ['打码', 'MASK'],
    help: [
      '用 * 遮住中间，前后各留几个字，如 138****5678（在数据库筛选中不可用）。',
      'Hides the middle with *, leaving some letters at both ends: 138****5678; not in database filters.',
    ],
  }),
  params: [{ accept: ['text'] }, { accept: ['number'] }, { accept: ['number'], optional: true }],
  result: { kind: 'text' },
  nullable: true,
  evaluate: ([value, start, end = 0]) => {
    const [text, left, right] = [asText(value), asWhole(start), asWhole(end)]
    if (text === null || left === undefined || right === undefined) return null
    return textOrNull(masked(text, Math.max(0, left), Math.max(0, right)))
  },
})
