import { defineChart, type ChartType } from '../../define.ts'
import { compareOptions } from '../compare.ts'
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
    selectSetting('compare', { zh: '对比（按日期分组时）', en: 'Compare, where grouped by date' }, [
      compareOptions.previous,
      compareOptions.year,
      compareOptions.none,
    ]),
  ],
  picture: { line: 'M11 20V8l-4 3M18 11c0-5 8-5 8 0 0 4-8 5-8 9h8' },
  drawn: 'numbers',
  suits: ({ dimensions, measures, bucket }) =>
    dimensions === 0 && measures <= 4
      ? { rank: 100, why: { zh: '只有几个数字，放大直接看', en: 'A few figures, best read large' } }
      : dimensions === 1 && bucket !== undefined
        ? {
            rank: 58,
            why: { zh: '最近一期的数字，带走势和对比', en: 'The latest figure with its course and change' },
          }
        : undefined,
  describe: () => ({ zh: '大号数字', en: 'A large number' }),
  toOption: () => null,
})
