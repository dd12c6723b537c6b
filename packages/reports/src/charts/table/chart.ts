import { defineChart, type ChartType } from '../../define.ts'
import { booleanSetting } from '../settings.ts'

/** Plain rows, or a matrix when the layout says so. Drawn by the screen. */
export const tableChart: ChartType = defineChart({
  type: 'table',
  version: 1,
  label: { zh: '表格', en: 'Table' },
  icon: 'table',
  group: 'value',
  needs: { dimensions: [0, 8], measures: [0, 12] },
  settings: [booleanSetting('numbered', { zh: '显示序号', en: 'Number the rows' })],
  describe: ({ numbered }) =>
    numbered === true
      ? { zh: '带序号的表格', en: 'A table with numbered rows' }
      : { zh: '表格', en: 'A table' },
  toOption: () => null,
})
