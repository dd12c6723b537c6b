import { createMessages, type Messages } from '@mortise/ui'

const table = {
  goneTitle: { zh: '这个链接打不开', en: 'This link does not open' },
  gone: {
    zh: '链接已经失效，或地址不完整。请向给你链接的人再要一个。',
    en: 'The link is no longer valid, or the address is not complete. Ask whoever gave it to you for a new one.',
  },
  failedTitle: { zh: '没能打开', en: 'Could not be opened' },
  retry: { zh: '再试一次', en: 'Try again' },
  refresh: { zh: '刷新数据', en: 'Refresh the numbers' },
  asOf: { zh: '数据截至 {time}', en: 'as of {time}' },
  until: { zh: '链接 {time} 到期', en: 'The link is good until {time}' },
  made: { zh: '只读分享', en: 'Shared, read only' },
} as const

/** The words of reports that strangers see by a link. */
export const messages: Messages<keyof typeof table> = createMessages(table)
