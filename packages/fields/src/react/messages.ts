import { createMessages, type Messages } from '@mortise/ui'

const table = {
  select: { zh: '请选择', en: 'Choose' },
  search: { zh: '输入文字查找', en: 'Type to search' },
  nothingFound: { zh: '没有找到', en: 'Nothing found' },
  searching: { zh: '正在查找', en: 'Searching' },
  noAccess: { zh: '无权查看', en: 'No access' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  upload: { zh: '选择文件或拖到这里', en: 'Choose files or drop them here' },
  uploadImage: { zh: '选择图片或拖到这里', en: 'Choose pictures or drop them here' },
  uploading: { zh: '正在上传 {name}', en: 'Uploading {name}' },
  removeFile: { zh: '移除 {name}', en: 'Remove {name}' },
  rows: { zh: '{n} 行', en: '{n} rows' },
  generated: { zh: '保存后自动生成', en: 'Given when saved' },
  computed: { zh: '自动计算', en: 'Worked out' },
  addOption: { zh: '添加选项', en: 'Add an option' },
  optionName: { zh: '选项名称', en: 'Name of the option' },
  optionColor: { zh: '颜色', en: 'Colour' },
  newOption: { zh: '新选项', en: 'New option' },
  moveUp: { zh: '上移', en: 'Move up' },
  moveDown: { zh: '下移', en: 'Move down' },
  removeRow: { zh: '移除', en: 'Remove' },
  addRow: { zh: '添加一项', en: 'Add one' },
  expressionHint: { zh: '例如 amount > 50000', en: 'such as amount > 50000' },
  call: { zh: '拨打 {number}', en: 'Call {number}' },
} as const

/** The words of the field faces. */
export const messages: Messages<keyof typeof table> = createMessages(table)
