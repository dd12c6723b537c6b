import { defineChart, type ChartType } from '../../define.ts'
import { selectSetting } from '../settings.ts'

/** A stat tile: one large number per measure. Drawn by the screen, not by a drawing library. */
export const numberChart: ChartType = defineChart({
  type: 'number',
  version: 1,
  label: { zh: '数字', en: 'Number' },
  icon: 'hash',
  group: 'value',
  needs: { dimensions: [0, 1], measures: [1, 4] },
  settings: [
    selectSetting('trend', { zh: '上升颜色', en: 'Colour of a rise' }, [
      { value: 'green', label: { zh: '绿', en: 'Green' } },
      { value: 'red', label: { zh: '红', en: 'Red' } },
    ]),
  ],
  describe: () => ({ zh: '大号数字', en: 'A large number' }),
  toOption: () => null,
})
