import { createMessages, type Messages } from './i18n/create-messages.ts'

const table = {
  undo: { zh: '撤销', en: 'Undo' },
  close: { zh: '关闭', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
  retry: { zh: '重试', en: 'Try again' },
  more: { zh: '更多', en: 'More' },
  remove: { zh: '移除', en: 'Remove' },
  loading: { zh: '正在读取', en: 'Loading' },
  openNavigation: { zh: '展开导航', en: 'Open navigation' },
  foldNavigation: { zh: '收起导航', en: 'Fold navigation' },
  navigation: { zh: '导航', en: 'Navigation' },
  apps: { zh: '应用', en: 'Apps' },
  skip: { zh: '跳到正文', en: 'Skip to content' },
  notifications: { zh: '通知', en: 'Notifications' },
  wrong: { zh: '没能读到内容', en: 'This could not be loaded' },
  denied: { zh: '你没有权限查看', en: 'You may not see this' },
  deniedText: {
    zh: '需要查看时，请联系管理员开通权限。',
    en: 'If you need it, ask an administrator to let you in.',
  },
  missing: { zh: '没有找到', en: 'Not found' },
  errorNumber: { zh: '编号 {id}', en: 'Number {id}' },
  justNow: { zh: '刚刚', en: 'just now' },
  minutesAgo: { zh: '{n} 分钟前', en: '{n} min ago' },
  hoursAgo: { zh: '{n} 小时前', en: '{n} h ago' },
  minutesAhead: { zh: '{n} 分钟后', en: 'in {n} min' },
  hoursAhead: { zh: '{n} 小时后', en: 'in {n} h' },
  today: { zh: '今天', en: 'today' },
  yesterday: { zh: '昨天', en: 'yesterday' },
  tomorrow: { zh: '明天', en: 'tomorrow' },
  daysAgo: { zh: '{n} 天前', en: '{n} {n|day|days} ago' },
  daysAhead: { zh: '{n} 天后', en: 'in {n} {n|day|days}' },
  stages: { zh: '阶段', en: 'Stages' },
  days: { zh: '{n} 天', en: '{n} d' },
  previous: { zh: '上一条', en: 'Previous' },
  next: { zh: '下一条', en: 'Next' },
  fullPage: { zh: '打开整页', en: 'Open full page' },
} as const

/** The words of this package. */
export const messages: Messages<keyof typeof table> = createMessages(table)
