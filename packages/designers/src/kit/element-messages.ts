import { createMessages, type Messages } from '@mortise/ui'

const table = {
  rename: { zh: '改标识', en: 'Change the key' },
  renameTitle: { zh: '更改“{name}”的标识', en: 'Change the key of "{name}"' },
  newKey: { zh: '新标识', en: 'New key' },
  keyRule: {
    zh: '小写字母开头，只含小写字母、数字和下划线',
    en: 'a small letter first, then small letters, digits and underscores',
  },
  renameNote: {
    zh: '所有用到它的地方会一起改写，先存为草稿；发布时只改表名或列名，不动任何记录。',
    en: 'Every place that names it is rewritten, as drafts; publishing renames the table or column and moves no record.',
  },
  optionRule: {
    zh: '首尾不留空格，不以 $ 开头，不含 / 和 {{',
    en: 'no blanks at either end, no $ first, no / and no {{',
  },
  optionNote: {
    zh: '所有用到它的地方会一起改写，先存为草稿；发布时改写正好用着它的记录，别的记录不动。值会被复制过去的字段中的同名选项一起改。',
    en: 'Every place that names it is rewritten, as drafts; publishing rewrites the records that hold it and no other. The same option of fields its value is copied to changes along.',
  },
  partNote: {
    zh: '同一份设计里引用它的地方，以及以这张报表为来源的报表，会一起改写成草稿，发布后生效。',
    en: 'Whatever names it in this design, and in reports that stand on this one, is rewritten with it, as a draft; publishing makes it real.',
  },
  partRenamed: { zh: '标识已改，发布后生效', en: 'Key changed; publishing makes it real' },
  renamed: {
    zh: '已改写 {n} 处，发布后生效',
    en: '{n} {n|place|places} rewritten; publishing makes it real',
  },
  usedIn: { zh: '用在 {n} 处', en: 'Used in {n} {n|place|places}' },
  usedNowhere: { zh: '没有别的地方用到它', en: 'Nothing else names it' },
  cancel: { zh: '取消', en: 'Cancel' },
  places: { zh: '{n} 处', en: '{n}×' },
  reaches: { zh: '影响 {n} 项', en: 'reaches {n}' },
  reachesNothing: { zh: '不影响别处', en: 'reaches nothing else' },
  instances: { zh: '进行中的流程 {n} 个', en: '{n} {n|run|runs} under way' },
  apiKeys: { zh: 'API 密钥：{names}', en: 'API keys: {names}' },
} as const

/** Words about single elements: what uses them, and their rename. */
export const messages: Messages<keyof typeof table> = createMessages(table)
