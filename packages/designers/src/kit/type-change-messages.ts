import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '字段类型修改对数据的影响', en: 'What changed field types do to the data' },
  counting: { zh: '正在逐条试算', en: 'Trying every record' },
  exact: { zh: '原样保留 {n}', en: '{n} stay the same' },
  changed: { zh: '写法会变 {n}', en: '{n} change' },
  impossible: { zh: '转不过去 {n}', en: '{n} cannot be converted' },
  edited: { zh: '期间改过 {n}', en: '{n} edited since' },
  kept: {
    zh: '转不过去的值会清空，原值保留 30 天，可以撤销。',
    en: 'Values that cannot be converted become empty; the old ones are kept for 30 days, and the change can be undone.',
  },
  restores: {
    zh: '会恢复原来的值；期间改过的保留修改。',
    en: 'Old values come back; what was edited since stays edited.',
  },
  large: {
    zh: '记录很多：点发布后先在后台准备，不影响使用，准备好后自动发布。',
    en: 'A large table: publishing prepares it in the background first, while everybody goes on working, and goes on by itself.',
  },
  ready: {
    zh: '已在后台准备好，发布只需片刻。',
    en: 'Prepared in the background; publishing takes a moment.',
  },
  before: { zh: '现在', en: 'Now' },
  after: { zh: '发布后', en: 'After' },
  outcome: { zh: '结果', en: 'Outcome' },
  exactOne: { zh: '不变', en: 'Same' },
  changedOne: { zh: '会变', en: 'Changes' },
  impossibleOne: { zh: '清空', en: 'Emptied' },
  editedOne: { zh: '保留修改', en: 'Edit stays' },
  computed: {
    zh: '新的值由系统算出，原值保留 30 天。',
    en: 'New values are worked out; the old ones are kept for 30 days.',
  },
  recent: { zh: '最近的类型修改', en: 'Recent changes of types' },
  undo: { zh: '撤销', en: 'Undo' },
  undone: { zh: '已恢复，并发布为第 {n} 版', en: 'Restored, and published as version {n}' },
  undoAsk: {
    zh: '把这个字段恢复为“{type}”并立即发布？',
    en: 'Bring the field back to “{type}” and publish at once?',
  },
} as const

/** The words about changes of fields' types. */
export const typeChangeMessages: Messages<keyof typeof table> = createMessages(table)
