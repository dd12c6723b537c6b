import { defineChart, type ChartType } from '../../define.ts'
import { booleanSetting } from '../settings.ts'

/** A table with one dimension across; the deeper a cell's colour, the larger its number. Drawn by the screen. */
export const pivotChart: ChartType = defineChart({
  type: 'pivot',
  version: 1,
  label: { zh: '透视表', en: 'Pivot table' },
  icon: 'table-2',
  group: 'value',
  needs: { dimensions: [2, 6], measures: [1, 8] },
  settings: [booleanSetting('shade', { zh: '按大小着色', en: 'Shade by size' }, true)],
  picture: { fill: 'M4 4h10v6H4zM26 17h10v7H26z', line: 'M4 4h32v20H4zM4 10h32M4 17h32M14 4v20M25 4v20' },
  drawn: 'matrix',
  suits: ({ dimensions }) =>
    dimensions >= 2
      ? {
          rank: dimensions === 2 ? 66 : 84,
          why: { zh: '横竖交叉看每个准确数字', en: 'Every exact number, down and across' },
        }
      : undefined,
  describe: ({ shade }) =>
    shade === false
      ? { zh: '透视表', en: 'A pivot table' }
      : { zh: '按大小着色的透视表', en: 'A pivot table shaded by size' },
  toOption: () => null,
})
