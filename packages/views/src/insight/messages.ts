import { createMessages, type Messages } from '@mortise/ui'

const table = {
  dashboards: { zh: '仪表盘', en: 'Dashboards' },
  reports: { zh: '报表', en: 'Reports' },
  chart: { zh: '图表', en: 'Chart' },
  table: { zh: '表格', en: 'Table' },
  show: { zh: '显示方式', en: 'Shown as' },
  asOf: { zh: '数据截至 {time}', en: 'as of {time}' },
  noTiles: { zh: '这个仪表盘还是空的', en: 'Nothing on this dashboard yet' },
  noTilesText: {
    zh: '放上报表以后，数字和图表会显示在这里。',
    en: 'Figures and charts show here once reports are put on it.',
  },
  noTilesDesign: {
    zh: '把做好的报表拖上来，数字和图表就会显示在这里。',
    en: 'Drag reports onto it, and their figures and charts show here.',
  },
  design: { zh: '去设计', en: 'Design it' },
  empty: { zh: '这段时间没有数据', en: 'No data for this period' },
  emptyText: { zh: '换一个时间范围或筛选条件再看。', en: 'Try another period or filter.' },
  total: { zh: '合计', en: 'Total' },
  all: { zh: '全部', en: 'All' },
  drill: { zh: '查看“{name}”的记录', en: 'See the records of “{name}”' },
  openReport: { zh: '打开报表', en: 'Open the report' },
  print: { zh: '打印预览', en: 'Print preview' },
  download: { zh: '下载 PDF', en: 'Download PDF' },
  close: { zh: '关闭', en: 'Close' },
  noPdf: { zh: '这个浏览器不能在页面里显示 PDF', en: 'This browser cannot show a PDF inside a page' },
  noPdfText: {
    zh: '下载后用阅读器打开，也可以直接打印。',
    en: 'Download it to read or print it.',
  },
  unknownChart: { zh: '这种图表暂时不认识：{type}', en: 'This chart is not known here: {type}' },
  drawn: { zh: '图表：{name}', en: 'Chart: {name}' },
} as const

/** The words of reports and dashboards. */
export const messages: Messages<keyof typeof table> = createMessages(table)
