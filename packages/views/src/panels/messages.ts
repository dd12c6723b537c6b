import { createMessages, type Messages } from '@mortise/ui'

const table = {
  search: { zh: '搜索记录、页面和操作', en: 'Search records, pages and actions' },
  noHits: { zh: '没有找到“{q}”', en: 'Nothing found for “{q}”' },
  places: { zh: '页面', en: 'Pages' },
  actions: { zh: '操作', en: 'Actions' },
  records: { zh: '记录', en: 'Records' },
  create: { zh: '新建{name}', en: 'New {name}' },
  notifications: { zh: '通知', en: 'Notifications' },
  readAll: { zh: '全部已读', en: 'Mark all as read' },
  noNews: { zh: '没有新通知', en: 'No news' },
  noNewsText: { zh: '提到你、分给你的事情会在这里告诉你。', en: 'You will hear here of what concerns you.' },
  welcome: { zh: '登录', en: 'Sign in' },
  email: { zh: '邮箱', en: 'Email' },
  password: { zh: '密码', en: 'Password' },
  signIn: { zh: '登录', en: 'Sign in' },
  expired: { zh: '登录已过期', en: 'Your session has ended' },
  expiredText: {
    zh: '重新登录后继续，这个页面上没保存的内容还在。',
    en: 'Sign in again to go on; what you typed on this page is still here.',
  },
  motto: { zh: '拼得上，拆得开，不用一颗钉子。', en: 'Joined without a nail.' },
  home: { zh: '工作台', en: 'Home' },
  morning: { zh: '早上好，{name}', en: 'Good morning, {name}' },
  afternoon: { zh: '下午好，{name}', en: 'Good afternoon, {name}' },
  evening: { zh: '晚上好，{name}', en: 'Good evening, {name}' },
  begin: { zh: '做你的第一个应用', en: 'Make your first app' },
  beginText: {
    zh: '从现成的应用开始，或者自己搭一张表单，几分钟就能用起来。',
    en: 'Take a ready one or make a form of your own; it is in use within minutes.',
  },
  beginAction: { zh: '新建应用', en: 'New app' },
  beginOther: { zh: '这里还没有可用的应用', en: 'No app is open to you yet' },
  beginOtherText: { zh: '请管理员给你开通权限。', en: 'Ask an administrator to give you access.' },
  todo: { zh: '待我处理', en: 'Waiting for me' },
  allTodo: { zh: '全部待办', en: 'All items' },
  todoEmpty: { zh: '没有等你处理的审批', en: 'Nothing waits for your decision' },
  myTasks: { zh: '我的{name}', en: 'My {name}' },
  recentOf: { zh: '最近更新的{name}', en: '{name} changed lately' },
  recentEmpty: { zh: '你负责的记录会列在这里', en: 'Records you own will be listed here' },
  seeAll: { zh: '查看全部', en: 'See all' },
} as const

/** The words of home, search, notifications and sign-in. */
export const messages: Messages<keyof typeof table> = createMessages(table)
