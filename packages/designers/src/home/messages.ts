import { createMessages, type Messages } from '@mortise/ui'

const table = {
  title: { zh: '应用设计', en: 'Design' },
  note: { zh: '改动先存为草稿，发布后才对大家生效', en: 'Changes are drafts until they are published' },
  publish: { zh: '发布', en: 'Publish' },
  create: { zh: '新建', en: 'New' },
  createKind: { zh: '新建{name}', en: 'New: {name}' },
  name: { zh: '名称', en: 'Name' },
  namePlaceholder: { zh: '例如：客户拜访', en: 'such as Customer visit' },
  ofEntity: { zh: '用在哪张数据表', en: 'For which entity' },
  cancel: { zh: '取消', en: 'Cancel' },
  draft: { zh: '草稿', en: 'Draft' },
  off: { zh: '停用', en: 'Off' },
  all: { zh: '全部', en: 'All' },
  allEntities: { zh: '全部数据表', en: 'All entities' },
  count: { zh: '{n} 项', en: '{n}' },
  none: { zh: '这里还没有{name}', en: 'No {name} yet' },
  delete: { zh: '删除', en: 'Delete' },
  deleteAsk: { zh: '删除“{name}”？', en: 'Delete "{name}"?' },
  deleteNote: {
    zh: '先记为草稿，发布后才真正删除；发布前会列出受影响的地方。',
    en: 'It is a draft until published; publishing lists what it touches.',
  },
  deleted: { zh: '已记为删除，发布后生效', en: 'Marked to be deleted; publishing does it' },
  versions: { zh: '版本', en: 'Versions' },
  version: { zh: '第 {n} 版', en: 'Version {n}' },
  rollback: { zh: '回到这一版', en: 'Go back to this' },
  rollbackAsk: { zh: '回到第 {n} 版？', en: 'Go back to version {n}?' },
  rollbackNote: {
    zh: '会把那一版再发布一次，草稿仍然保留。',
    en: 'That version is published again; drafts are kept.',
  },
  rolledBack: { zh: '已回到第 {n} 版', en: 'Back at version {n}' },
  noVersions: { zh: '还没有发布过', en: 'Nothing published yet' },
  newFieldName: { zh: '名称', en: 'Name' },
  search: { zh: '按名称查找', en: 'Find by name' },
  discard: { zh: '放弃草稿', en: 'Discard the draft' },
  changed: { zh: '有未发布的修改', en: 'Has unpublished changes' },
} as const

/** The words of the overview. */
export const messages: Messages<keyof typeof table> = createMessages(table)
