import { createMessages, type Messages } from '@mortise/ui'

const table = {
  versions: { zh: '历史版本', en: 'Versions' },
  note: {
    zh: '这里是改过这张表单的每一次发布。可以和现在对比，也可以恢复成那时的样子；恢复后先是草稿，发布才生效。',
    en: 'Every publish that changed this. Compare with now, or take one up again: that is a draft until it is published.',
  },
  none: { zh: '还没有发布过', en: 'Nothing was published yet' },
  version: { zh: '第 {n} 版', en: 'Version {n}' },
  system: { zh: '系统', en: 'System' },
  compare: { zh: '和现在对比', en: 'Compare with now' },
  fold: { zh: '收起', en: 'Fold' },
  restore: { zh: '恢复成这一版', en: 'Take this up again' },
  same: { zh: '和现在一样', en: 'The same as now' },
  place: { zh: '哪里', en: 'Where' },
  then: { zh: '第 {n} 版', en: 'Version {n}' },
  now: { zh: '现在', en: 'Now' },
  notThere: { zh: '没有', en: 'not there' },
  order: { zh: '先后顺序不同', en: 'another order' },
  whole: { zh: '整体', en: 'As a whole' },
} as const

/** The words of a document's versions. */
export const messages: Messages<keyof typeof table> = createMessages(table)
