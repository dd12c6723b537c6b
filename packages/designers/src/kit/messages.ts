import { createMessages, type Messages } from '@mortise/ui'

const table = {
  unseenRecord: { zh: '（无权查看或已删除）', en: '(not yours to see, or deleted)' },
  back: { zh: '返回', en: 'Back' },
  undo: { zh: '撤销', en: 'Undo' },
  redo: { zh: '重做', en: 'Redo' },
  undoWhat: { zh: '撤销：{name}', en: 'Undo: {name}' },
  redoWhat: { zh: '重做：{name}', en: 'Redo: {name}' },
  preview: { zh: '预览', en: 'Preview' },
  saveDraft: { zh: '保存草稿', en: 'Save draft' },
  publish: { zh: '发布', en: 'Publish' },
  saved: { zh: '草稿已保存', en: 'Draft saved' },
  waiting: { zh: '有未保存的修改', en: 'Unsaved changes' },
  saving: { zh: '正在保存', en: 'Saving' },
  failed: { zh: '没有保存成功', en: 'Not saved' },
  saveFailed: { zh: '草稿没有保存：{text}', en: 'The draft was not saved: {text}' },
  problems: { zh: '问题', en: 'Problems' },
  noProblems: { zh: '没有发现问题，可以发布。', en: 'No problems found; it can be published.' },
  problemCount: { zh: '{n} 个问题', en: '{n} {n|problem|problems}' },
  goTo: { zh: '去看看', en: 'Go there' },
  publishTitle: { zh: '发布修改', en: 'Publish changes' },
  changes: { zh: '将要发布的修改', en: 'What will change' },
  noChanges: {
    zh: '草稿和已发布的版本一样，没有可发布的修改。',
    en: 'The drafts are the same as what is published.',
  },
  database: { zh: '数据库的变化', en: 'Changes of the database' },
  databaseLater: {
    zh: '改正上面的问题后，这里列出数据库的变化。',
    en: 'Once the problems above are solved, this says what changes in the database.',
  },
  noDatabase: {
    zh: '数据库不变，已有数据不受影响。',
    en: 'The database stays as it is; no data is touched.',
  },
  showSql: { zh: '查看 SQL', en: 'Show SQL' },
  note: { zh: '这次改了什么', en: 'What is this about' },
  notePlaceholder: {
    zh: '写给以后看版本记录的人（可不填）',
    en: 'For whoever reads the list of versions (optional)',
  },
  publishing: { zh: '正在检查并发布', en: 'Checking and publishing' },
  published: { zh: '已发布为第 {n} 版', en: 'Published as version {n}' },
  blocked: {
    zh: '有 {n} 个问题要先解决才能发布',
    en: '{n} {n|problem|problems} to solve before it can be published',
  },
  close: { zh: '关闭', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
  search: { zh: '查找组件', en: 'Search' },
  palette: { zh: '组件', en: 'Palette' },
  properties: { zh: '属性', en: 'Properties' },
  canvas: { zh: '画布', en: 'Canvas' },
  addHint: { zh: '按回车添加，或拖到画布上', en: 'Press Enter to add, or drag to the canvas' },
  device: { zh: '预览宽度', en: 'Width' },
  phone: { zh: '手机', en: 'Phone' },
  tablet: { zh: '平板', en: 'Tablet' },
  desktop: { zh: '电脑', en: 'Desktop' },
  json: { zh: 'JSON', en: 'JSON' },
  more: { zh: '更多', en: 'More' },
  advanced: { zh: '高级', en: 'Advanced' },
  design: { zh: '设计', en: 'Design' },
  added: { zh: '新增', en: 'new' },
  removed: { zh: '删除', en: 'removed' },
  renamed: { zh: '改名', en: 'renamed' },
  changed: { zh: '修改', en: 'changed' },
  missing: {
    zh: '找不到要设计的内容，它可能已被删除。',
    en: 'What you want to design is not there; it may have been deleted.',
  },
  missingTitle: { zh: '没有这个设计', en: 'Nothing to design' },
  backHome: { zh: '回到设计首页', en: 'Back to the overview' },
  basic: { zh: '基础', en: 'Basic' },
  number: { zh: '数值', en: 'Numbers' },
  choice: { zh: '选择', en: 'Choice' },
  date: { zh: '日期', en: 'Dates' },
  contact: { zh: '联系方式', en: 'Contact' },
  people: { zh: '人员', en: 'People' },
  relation: { zh: '关联', en: 'Relations' },
  computed: { zh: '计算', en: 'Computed' },
  file: { zh: '文件', en: 'Files' },
  layout: { zh: '布局', en: 'Layout' },
  existing: { zh: '已有字段', en: 'Existing fields' },
  record: { zh: '记录', en: 'Records' },
  message: { zh: '消息', en: 'Messages' },
  flow: { zh: '流程', en: 'Flows' },
  task: { zh: '任务', en: 'Tasks' },
  gateway: { zh: '分支', en: 'Branches' },
  scope: { zh: '子流程', en: 'Sub-processes' },
  event: { zh: '事件', en: 'Events' },
  code: { zh: '条码', en: 'Codes' },
  sign: { zh: '签章', en: 'Signatures' },
  restored: { zh: '恢复到之前的版本', en: 'Back to an earlier version' },
  nothingFound: { zh: '没有这样的组件', en: 'Nothing like that' },
} as const

/** Keys of the words of the frame. */
export type KitWord = keyof typeof table

/** The words of the frame that all designers share. */
export const messages: Messages<KitWord> = createMessages(table)

/** Name of a palette group; a group nobody named shows its key. */
export function groupName(t: (key: KitWord) => string, group: string): string {
  return Object.hasOwn(table, group) ? t(group as KitWord) : group
}
