import { createMessages, type Messages } from '@mortise/ui'
import { type ListWord, listWords } from '../kit/list-words.ts'

const own = {
  title: { zh: '应用和导航', en: 'App and navigation' },
  group: { zh: '分组', en: 'Group' },
  newGroup: { zh: '新分组', en: 'New group' },
  link: { zh: '外部链接', en: 'Link' },
  newLink: { zh: '新链接', en: 'New link' },
  basics: { zh: '基本', en: 'Basics' },
  lists: { zh: '还没放上的表单', en: 'Forms not shown yet' },
  views: { zh: '视图', en: 'Views' },
  dashboards: { zh: '仪表盘', en: 'Dashboards' },
  reports: { zh: '报表', en: 'Reports' },
  isDefault: {
    zh: '现在自动列出这个应用的全部内容；动一下任何一项，就改成按你排的样子。',
    en: 'All of the app is listed by itself now. Move anything and it stays the way you lay it out.',
  },
  showAll: { zh: '恢复自动排列', en: 'List all by itself again' },
  emptyGroup: { zh: '拖进来', en: 'Drag in here' },
  remove: { zh: '移出导航', en: 'Take out' },
  removed: { zh: '移出“{name}”', en: '{name} taken out' },
  app: { zh: '应用', en: 'App' },
  name: { zh: '名称', en: 'Name' },
  namePlaceholder: { zh: '用原来的名称', en: 'Its own name' },
  description: { zh: '一句话说明', en: 'What it is for' },
  icon: { zh: '图标', en: 'Icon' },
  color: { zh: '颜色', en: 'Colour' },
  address: { zh: '网址', en: 'Address' },
  addressWrong: { zh: '以 https:// 开头的网址', en: 'An address that begins with https://' },
  roles: { zh: '只给这些角色看', en: 'Only for these roles' },
  rolesAll: { zh: '有权限的人都能看到', en: 'Everybody who may see it' },
  entry: { zh: '导航项', en: 'Entry' },
  gone: { zh: '已经不存在', en: 'is gone' },
  onlyFor: { zh: '仅部分角色可见', en: 'For some roles only' },
  ownIcon: { zh: '换图标', en: 'Another icon' },
  first: { zh: '开始搭建', en: 'First steps' },
} as const

/** The words of the app and navigation designer. */
export const appMessages: Messages<keyof typeof own | ListWord> = createMessages({
  ...listWords,
  ...own,
})
