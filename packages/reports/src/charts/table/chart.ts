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
  picture: { line: 'M4 4h32v20H4zM4 10h32M4 17h32M15 4v20' },
  drawn: 'table',
  suits: () => ({ rank: 20, why: { zh: '要看每一行的准确数字', en: 'To read every number exactly' } }),
  describe: ({ numbered }) =>
    numbered === true
      ? { zh: '带序号的表格', en: 'A table with numbered rows' }
      : { zh: '表格', en: 'A table' },
  toOption: () => null,
})
