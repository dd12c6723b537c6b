import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '正在后台准备发布', en: 'A publication is being prepared' },
  note: {
    zh: '已准备 {done} / {rows} 条记录。大家照常使用，准备好后自动发布；可以关掉这个窗口。',
    en: '{done} of {rows} records are ready. Everybody goes on working; it is published by itself when it is ready, and this window may be closed.',
  },
  cancel: { zh: '取消这次发布', en: 'Cancel this publication' },
  asked: {
    zh: '记录很多，先在后台准备，好了自动发布',
    en: 'A large table: it is prepared in the background and published when ready',
  },
  done: { zh: '准备好了，已发布为第 {n} 版', en: 'Ready, and published as version {n}' },
  failed: { zh: '没有发布成功', en: 'It could not be published' },
} as const

/** Words about publications that wait for large tables. */
export const publicationMessages: Messages<keyof typeof table> = createMessages(table)
