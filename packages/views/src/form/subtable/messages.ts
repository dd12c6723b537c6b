import { createMessages, type Messages } from '@mortise/ui'

const table = {
  addRow: { zh: '添加一行', en: 'Add a row' },
  removeRow: { zh: '删除第 {n} 行', en: 'Remove row {n}' },
  more: { zh: '更多操作', en: 'More' },
  rowMenu: { zh: '第 {n} 行的更多操作', en: 'More for row {n}' },
  selectRow: { zh: '选择第 {n} 行', en: 'Select row {n}' },
  selectAll: { zh: '选择全部行', en: 'Select all rows' },
  noRows: { zh: '还没有明细', en: 'No rows yet' },
  noRowsHint: {
    zh: '点“添加一行”，或从 Excel 复制后在这里粘贴。',
    en: 'Add a row, or copy cells in Excel and paste them here.',
  },
  total: { zh: '合计', en: 'Total' },
  sum: { zh: '合计', en: 'Sum' },
  avg: { zh: '平均', en: 'Average' },
  min: { zh: '最小', en: 'Smallest' },
  max: { zh: '最大', en: 'Largest' },
  count: { zh: '计数', en: 'Count' },
  details: { zh: '展开填写', en: 'Open' },
  insertAbove: { zh: '在上方插入一行', en: 'Insert a row above' },
  insertBelow: { zh: '在下方插入一行', en: 'Insert a row below' },
  copyRow: { zh: '复制这一行', en: 'Copy this row' },
  moveUp: { zh: '上移', en: 'Move up' },
  moveDown: { zh: '下移', en: 'Move down' },
  remove: { zh: '删除', en: 'Remove' },
  copy: { zh: '复制', en: 'Copy' },
  selected: { zh: '已选 {n} 行', en: '{n} selected' },
  unselect: { zh: '取消选择', en: 'Clear' },
  rowsRemoved: { zh: '已删除 {n} 行', en: 'Removed: {n}' },
  pasted: { zh: '已粘贴 {n} 行', en: 'Pasted rows: {n}' },
  pastedWrong: {
    zh: '已粘贴 {n} 行，其中 {wrong} 个单元格需要修改，已标红',
    en: 'Pasted rows: {n}; cells to put right: {wrong}, marked in red',
  },
  pasteCut: {
    zh: '；有 {n} 列超出了表格右边，没有粘贴',
    en: '. Columns that did not fit and were not pasted: {n}',
  },
  row: { zh: '第 {n} 行', en: 'Row {n}' },
  rowOf: { zh: '第 {n} 行，共 {all} 行', en: 'Row {n} of {all}' },
  previousRow: { zh: '上一行', en: 'Previous row' },
  nextRow: { zh: '下一行', en: 'Next row' },
  done: { zh: '完成', en: 'Done' },
  keys: {
    zh: '回车到下一行，Tab 到下一格，Alt+↑↓ 移动行，Ctrl+D 取上一行的内容',
    en: 'Enter: row below. Tab: next cell. Alt+↑↓: move the row. Ctrl+D: copy from above.',
  },
  unknownName: { zh: '找不到“{name}”', en: '“{name}” was not found' },
} as const

/** The words of sub-tables. */
export const messages: Messages<keyof typeof table> = createMessages(table)
