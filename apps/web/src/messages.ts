import { createMessages, type Messages } from '@mortise/ui'

const table = {
  sandbox: {
    zh: '当前在沙箱中：数据已脱敏，短信、邮件和外部接口只记录、不发出。',
    en: 'You are in a sandbox: records are in disguise; mails, messages and calls are kept, not sent.',
  },
  leaveSandbox: { zh: '返回正式环境', en: 'Back to the real workspace' },
  viewing: {
    zh: '正在以“{name}”的身份查看：所见即其所见，只能看、不能改。',
    en: 'You are looking through the eyes of {name}: this is what they see, and nothing can be changed.',
  },
  stopViewing: { zh: '退出查看', en: 'Stop' },
  home: { zh: '工作台', en: 'Home' },
  inbox: { zh: '待办', en: 'Inbox' },
  inboxFull: { zh: '待办中心', en: 'Inbox' },
  insight: { zh: '报表', en: 'Reports' },
  settings: { zh: '设置', en: 'Settings' },
  favourites: { zh: '收藏', en: 'Favourites' },
  quickCreate: { zh: '快速新建', en: 'New record' },
  myDrafts: { zh: '我的草稿', en: 'My drafts' },
  keysHelp: { zh: '键盘快捷键', en: 'Keyboard shortcuts' },
  toEnglish: { zh: '切换到英文 English', en: 'English' },
  toChinese: { zh: '中文', en: 'Switch to Chinese 中文' },
  foldNavigation: { zh: '收起或展开导航', en: 'Fold or open the navigation' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  start: { zh: '开始搭建', en: 'First steps' },
  addApp: { zh: '新应用', en: 'New app' },
  designApp: { zh: '设置应用和导航', en: 'App and navigation' },
  appEmpty: { zh: '这个应用里还没有内容', en: 'There is nothing in this app yet' },
  appEmptyText: {
    zh: '等管理员发布表单并给你权限后，就会出现在这里。',
    en: 'Once forms are published and you may see them, they show up here.',
  },
  design: { zh: '设计', en: 'Design' },
  me: { zh: '我的', en: 'Me' },
  search: { zh: '搜索', en: 'Search' },
  create: { zh: '新建', en: 'New' },
  notifications: { zh: '通知', en: 'Notifications' },
  toDark: { zh: '切换到深色', en: 'Dark' },
  toLight: { zh: '切换到浅色', en: 'Light' },
  notFound: { zh: '没有这个页面', en: 'There is no such page' },
  notFoundText: {
    zh: '它可能被改名或删除了，也可能你无权查看。',
    en: 'It may have been renamed or removed, or you may not see it.',
  },
  toHome: { zh: '回到工作台', en: 'Go home' },
  leave: { zh: '放弃未保存的修改', en: 'Leave without saving' },
  leaveBody: {
    zh: '这个页面有修改还没有保存，离开后会丢失。',
    en: 'This page has changes that are not saved; they would be lost.',
  },
  leaveAction: { zh: '放弃修改', en: 'Leave' },
} as const

/** The words of the shell. */
export const messages: Messages<keyof typeof table> = createMessages(table)
