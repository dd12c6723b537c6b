import { defineBlock, type BlockType } from '../../define.ts'
import { numberOf, setting } from '../../settings.ts'

/** A thin line across the page. */
export const dividerBlock: BlockType = defineBlock({
  type: 'divider',
  version: 1,
  label: { zh: '分割线', en: 'Line' },
  icon: 'minus',
  group: 'layout',
  places: ['header', 'body', 'footer'],
  settings: [
    setting('thickness', 'decimal', { zh: '粗细（点）', en: 'Thickness (points)' }, { default: 0.5 }),
    setting('space', 'integer', { zh: '上下距离', en: 'Space around' }, { default: 4 }),
  ],
  describe: () => ({ zh: '分割线', en: 'A line' }),
  reads: () => [],
  toContent: (block) => {
    const space = numberOf(block, 'space', 4)
    // A table of one empty cell is as wide as its place, whatever the paper; a drawn line has a fixed length.
    return {
      table: { widths: ['*'], body: [[{ text: '', fontSize: 1 }]] },
      layout: numberOf(block, 'thickness', 0.5) > 0.75 ? 'mortiseThickLine' : 'mortiseLine',
      margin: [0, space, 0, space],
    }
  },
})
