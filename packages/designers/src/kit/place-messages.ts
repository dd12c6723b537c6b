import { createMessages, type Messages } from '@mortise/ui'

const table = {
  document: { zh: '{kind}「{name}」', en: '{kind} "{name}"' },
  nth: { zh: '第 {n} 项', en: 'no. {n}' },
  actions: { zh: '动作', en: 'Actions' },
  approval: { zh: '审批', en: 'Approval' },
  assignees: { zh: '审批人', en: 'Approvers' },
  body: { zh: '正文', en: 'Body' },
  chart: { zh: '图表', en: 'Chart' },
  columns: { zh: '列', en: 'Columns' },
  condition: { zh: '条件', en: 'Condition' },
  default: { zh: '默认值', en: 'Default' },
  dimensions: { zh: '行', en: 'Rows' },
  drill: { zh: '查看记录时显示的字段', en: 'Fields of the records behind' },
  edges: { zh: '连线', en: 'Lines' },
  entity: { zh: '数据表', en: 'Entity' },
  field: { zh: '字段', en: 'Field' },
  fields: { zh: '字段', en: 'Fields' },
  filter: { zh: '筛选', en: 'Filter' },
  footer: { zh: '页脚', en: 'Footer' },
  formula: { zh: '公式', en: 'Formula' },
  header: { zh: '页眉', en: 'Header' },
  label: { zh: '名称', en: 'Name' },
  measures: { zh: '值', en: 'Values' },
  name: { zh: '名称', en: 'Name' },
  options: { zh: '选项', en: 'Choices' },
  readOnly: { zh: '何时只读', en: 'When it is read-only' },
  required: { zh: '何时必填', en: 'When it is required' },
  settings: { zh: '设置', en: 'Settings' },
  sort: { zh: '排序', en: 'Order' },
  start: { zh: '发起', en: 'Start' },
  title: { zh: '标题', en: 'Title' },
  trigger: { zh: '什么时候', en: 'When' },
  uniques: { zh: '不允许重复', en: 'No duplicates' },
  visible: { zh: '何时显示', en: 'When it shows' },
  watch: { zh: '只看这些字段的变化', en: 'Fields to watch' },
  widgets: { zh: '磁贴', en: 'Tiles' },
} as const

/** Keys of the words for places in documents. */
export type PlaceWord = keyof typeof table

/** The words for places in documents. */
export const placeMessages: Messages<PlaceWord> = createMessages(table)

/** The word for a property that every document of its kind may have; undefined where there is none. */
export function placeWord(property: string): PlaceWord | undefined {
  return Object.hasOwn(table, property) ? (property as PlaceWord) : undefined
}
