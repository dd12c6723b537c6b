import { createMessages, type Messages } from '@mortise/ui'

const table = {
  deleteApp: { zh: '删除应用', en: 'Delete the app' },
  title: { zh: '删除应用“{name}”', en: 'Delete the app {name}' },
  goes: { zh: '会一起删除', en: 'What goes' },
  records: { zh: '{n} 条记录', en: '{n} {n|record|records}' },
  noRecords: { zh: '没有记录', en: 'no records' },
  documents: { zh: '设计', en: 'Design' },
  runs: { zh: '{n} 个正在进行的审批', en: '{n} {n|approval|approvals} under way' },
  runsText: { zh: '停在原处，恢复应用后继续', en: 'Stay where they are and go on when the app comes back' },
  links: { zh: '{n} 个公开链接', en: '{n} public {n|link|links}' },
  linksText: { zh: '打不开了，别人不能再填写', en: 'Nobody can fill them in any more' },
  drafts: { zh: '{n} 处未发布的修改', en: '{n} unpublished {n|draft|drafts}' },
  draftsText: { zh: '直接丢弃，不进回收站', en: 'Thrown away; the bin does not keep them' },
  role: { zh: '角色“{name}”', en: 'Role {name}' },
  roleText: { zh: '{n} 人不再有这个角色', en: '{n} {n|person|people} will no longer have it' },
  touched: { zh: '别的应用里这些地方会去掉', en: 'What other apps lose' },
  places: { zh: '{n} 处', en: '{n} {n|place|places}' },
  administrators: {
    zh: '{names}仍是系统管理员，会得到工作区自己的管理员角色。',
    en: '{names} will still administer, by a role of the workspace itself.',
  },
  blocked: {
    zh: '别的应用还在用它，先改掉这些地方才能删除',
    en: 'Other apps need it. Change these places first',
  },
  binNote: {
    zh: '放进回收站，30 天内可以连同全部数据恢复。',
    en: 'It stays in the bin for 30 days and comes back with all its data.',
  },
  typeName: { zh: '输入应用名称“{name}”确认', en: 'Type {name} to confirm' },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '“{name}”已放进回收站', en: '{name} is in the bin' },
} as const

/** The words of deleting an app. */
export const messages: Messages<keyof typeof table> = createMessages(table)
