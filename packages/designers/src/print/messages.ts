import { createMessages, type Messages } from '@mortise/ui'

const table = {
  print: { zh: '打印模板', en: 'Print template' },
  blocks: { zh: '内容块', en: 'Blocks' },
  header: { zh: '页眉', en: 'Header' },
  body: { zh: '正文', en: 'Body' },
  footer: { zh: '页脚', en: 'Footer' },
  add: { zh: '添加{name}', en: 'Add {name}' },
  remove: { zh: '移除{name}', en: 'Remove {name}' },
  move: { zh: '移动{name}', en: 'Move {name}' },
  edit: { zh: '设置{name}', en: 'Set up {name}' },
  json: { zh: '模板文档', en: 'Template document' },
  applyJson: { zh: '修改 JSON', en: 'Change the JSON' },
  empty: { zh: '把左边的内容块拖到这里', en: 'Drag blocks here from the left' },
  sample: { zh: '选一条记录看 PDF', en: 'Choose a record to see the PDF' },
  sampleNote: {
    zh: 'PDF 是已发布的版本；改动发布后再看。',
    en: 'The PDF shows the published template; publish to see changes.',
  },
  unknown: { zh: '未知内容块 {type}', en: 'Unknown block {type}' },
} as const

/** The words of the print designer. */
export const messages: Messages<keyof typeof table> = createMessages(table)
