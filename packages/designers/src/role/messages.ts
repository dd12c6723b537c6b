import { createMessages, type Messages } from '@mortise/ui'

const table = {
  role: { zh: '角色', en: 'Role' },
  entity: { zh: '数据表', en: 'Entity' },
  create: { zh: '新建', en: 'Create' },
  read: { zh: '查看', en: 'Read' },
  update: { zh: '修改', en: 'Change' },
  delete: { zh: '删除', en: 'Delete' },
  export: { zh: '导出', en: 'Export' },
  print: { zh: '打印', en: 'Print' },
  share: { zh: '共享', en: 'Share' },
  region: { zh: '本区域', en: 'Region' },
  shared: { zh: '共享给我的', en: 'Shared with me' },
  none: { zh: '不可以', en: 'No' },
  own: { zh: '自己的', en: 'Own' },
  department: { zh: '本部门', en: 'Department' },
  department_below: { zh: '本部门及下级', en: 'Department and below' },
  all: { zh: '全部', en: 'All' },
  condition: { zh: '按条件', en: 'By condition' },
  fieldRights: { zh: '{name}的字段权限', en: 'Field rights: {name}' },
  write: { zh: '可编辑', en: 'Write' },
  readOnly: { zh: '只读', en: 'Read' },
  masked: { zh: '脱敏', en: 'Masked' },
  hidden: { zh: '隐藏', en: 'Hidden' },
  other: { zh: '其他字段', en: 'All other fields' },
  inherit: { zh: '同“其他字段”', en: 'As all others' },
  change: { zh: '修改{name}的权限', en: 'Change rights: {name}' },
  editRole: { zh: '修改角色', en: 'Change the role' },
  pick: { zh: '选一张数据表，设置它的字段权限', en: 'Choose an entity to set the rights of its fields' },
  note: {
    zh: '没有列出的就是不可以。查看范围同时管着列表、搜索、报表、导出和打印。',
    en: 'What is not given is denied. The scope to read holds for lists, search, reports, exports and prints alike.',
  },
} as const

/** The words of the role designer. */
export const messages: Messages<keyof typeof table> = createMessages(table)
