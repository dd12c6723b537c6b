import { createMessages, type Messages } from '@mortise/ui'

const table = {
  add: { zh: '添加{name}', en: 'Add {name}' },
  remove: { zh: '移除{name}', en: 'Remove {name}' },
  move: { zh: '移动{name}', en: 'Move {name}' },
  copy: { zh: '复制{name}', en: 'Copy {name}' },
  paste: { zh: '粘贴{name}', en: 'Paste {name}' },
  edit: { zh: '设置{name}', en: 'Set up {name}' },
  fields: { zh: '字段', en: 'Fields' },
  rows: { zh: '明细', en: 'Rows' },
  many: { zh: '{n} 个内容块', en: '{n} blocks' },
  unknown: { zh: '未知内容块 {type}', en: 'Unknown block {type}' },
  movedTo: { zh: '{name}现在是{part}的第 {n} 块', en: '{name} is now number {n} of the {part}' },
} as const

/** What is said of blocks, on paper and in mails. */
export const messages: Messages<keyof typeof table> = createMessages(table)
