import { defineBlock, type BlockType } from '../../define.ts'
import { flagOf, numberOf, setting } from '../../settings.ts'

/** Empty room, or the start of a new page. */
export const spacerBlock: BlockType = defineBlock({
  type: 'spacer',
  version: 1,
  label: { zh: '间距', en: 'Space' },
  icon: 'move-vertical',
  group: 'layout',
  handles: { height: 'height' },
  places: ['header', 'body', 'footer'],
  settings: [
    setting('height', 'integer', { zh: '高（点）', en: 'Height (points)' }, { default: 12 }),
    setting('newPage', 'boolean', { zh: '另起一页', en: 'New page' }, { default: false }),
  ],
  describe: (settings) => {
    const height = numberOf(settings, 'height', 12)
    return settings['newPage'] === true
      ? { zh: '另起一页', en: 'A new page' }
      : { zh: `高 ${height} 点`, en: `${height} points high` }
  },
  reads: () => [],
  toContent: (block) =>
    flagOf(block, 'newPage', false)
      ? { text: '', fontSize: 1, pageBreak: 'before' }
      : { text: '', fontSize: 1, margin: [0, 0, 0, numberOf(block, 'height', 12)] },
})
