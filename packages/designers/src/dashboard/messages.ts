import { createMessages, type Messages } from '@mortise/ui'

const table = {
  dashboard: { zh: '仪表盘', en: 'Dashboard' },
  reports: { zh: '报表', en: 'Reports' },
  added: { zh: '添加{name}', en: 'Add {name}' },
  moved: { zh: '移动{name}', en: 'Move {name}' },
  resized: { zh: '调整{name}大小', en: 'Resize {name}' },
  removed: { zh: '移除{name}', en: 'Remove {name}' },
  edited: { zh: '修改{name}', en: 'Change {name}' },
  tidy: { zh: '整理', en: 'Tidy up' },
  tidied: { zh: '整理仪表盘', en: 'Tidy up the dashboard' },
  tile: { zh: '磁贴：{name}', en: 'Tile: {name}' },
  tileHint: {
    zh: '方向键移动，Shift 加方向键改大小，Delete 移除',
    en: 'Arrows move, Shift and arrows resize, Delete removes',
  },
  at: { zh: '第 {x} 列，第 {y} 行，宽 {w}，高 {h}', en: 'column {x}, row {y}, {w} wide, {h} high' },
  resize: { zh: '拖动改变大小', en: 'Drag to resize' },
  remove: { zh: '移除', en: 'Remove' },
  openReport: { zh: '打开报表设计', en: 'Design the report' },
  empty: { zh: '把报表放上来', en: 'Put reports here' },
  emptyText: {
    zh: '从左边拖一张报表到这里，或点一下它。',
    en: 'Drag a report over from the left, or click it.',
  },
  device: { zh: '预览', en: 'Preview' },
  desktop: { zh: '电脑', en: 'Desktop' },
  phone: { zh: '手机', en: 'Phone' },
  phoneNote: {
    zh: '手机上从上到下、从左到右依次显示',
    en: 'On a phone tiles follow each other as you read them',
  },
  settings: { zh: '仪表盘设置', en: 'Dashboard settings' },
  filters: { zh: '全局筛选', en: 'Filters for all tiles' },
  filtersNote: {
    zh: '读者在顶部选一次，下面的磁贴一起变。',
    en: 'Readers choose once above; all tiles below follow.',
  },
  addDate: { zh: '时间范围', en: 'Period' },
  addUser: { zh: '人员', en: 'Person' },
  filterName: { zh: '名称', en: 'Name' },
  default: { zh: '默认', en: 'At first' },
  all: { zh: '全部', en: 'All' },
  targets: { zh: '作用于', en: 'Narrows' },
  notThis: { zh: '不筛选', en: 'Not this one' },
  chart: { zh: '图表', en: 'Chart' },
  likeReport: { zh: '跟随报表', en: 'As the report' },
  missing: { zh: '报表不存在，请移除或换一张', en: 'The report is gone; remove the tile or choose another' },
  panel: { zh: '属性', en: 'Properties' },
} as const

/** The words of the dashboard designer. */
export const messages: Messages<keyof typeof table> = createMessages(table)
