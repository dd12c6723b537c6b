import { createMessages, type Messages } from '@mortise/ui'

const table = {
  save: { zh: '保存', en: 'Save' },
  create: { zh: '新建{name}', en: 'New {name}' },
  edit: { zh: '编辑{name}', en: 'Edit {name}' },
  cancel: { zh: '取消', en: 'Cancel' },
  saved: { zh: '已保存', en: 'Saved' },
  made: { zh: '已新建“{name}”', en: '“{name}” made' },
  problems: { zh: '有 {n} 处需要修改', en: 'To put right: {n}' },
  moreProblems: { zh: '还有 {n} 处…', en: '{n} more…' },
  inRow: { zh: '{table}第 {n} 行：', en: '{table}, row {n}: ' },
  warnings: { zh: '请确认后再保存', en: 'Please confirm before saving' },
  saveAnyway: { zh: '仍然保存', en: 'Save anyway' },
  saveKeys: { zh: '保存（Ctrl+S）', en: 'Save (Ctrl+S)' },
  required: { zh: '必填', en: 'required' },
  next: { zh: '下一步', en: 'Next' },
  back: { zh: '上一步', en: 'Back' },
  leave: { zh: '放弃未保存的修改', en: 'Leave without saving' },
  leaveBody: {
    zh: '这个表单有修改还没有保存，离开后会丢失。',
    en: 'This form has changes that are not saved; they would be lost.',
  },
  leaveAction: { zh: '放弃修改', en: 'Leave' },
  conflict: { zh: '其他人刚刚修改了这条记录', en: 'Somebody else has just changed this record' },
  conflictBody: {
    zh: '选择每一处保留谁的内容，然后再保存。',
    en: 'Choose whose content to keep for each field, then save again.',
  },
  field: { zh: '字段', en: 'Field' },
  choose: { zh: '保留', en: 'Keep' },
  mine: { zh: '我的修改', en: 'Mine' },
  theirs: { zh: '对方的修改', en: 'Theirs' },
  keep: { zh: '按选择保存', en: 'Save the choice' },
  similar: { zh: '已有 {n} 条相似的{name}：', en: '{n} similar records exist already ({name}): ' },
  similarOne: { zh: '已有 {n} 条相似的{name}：', en: '{n} similar record exists already ({name}): ' },
  orMore: { zh: '至少 {n}', en: '{n} or more' },
  between: { zh: '、', en: ', ' },
  unseenOnly: {
    zh: '已有一条相似的记录，但你没有查看它的权限。',
    en: 'A similar record exists already, but you may not see it.',
  },
  unseenToo: { zh: '还有你无权查看的相似记录。', en: 'There is also one that you may not see.' },
  blocked: { zh: '不能重复保存。', en: 'It can’t be saved twice.' },
  openExisting: { zh: '打开已有的记录', en: 'Open the existing one' },
  goOn: { zh: '不是同一条，继续', en: 'Not the same, go on' },
  fold: { zh: '收起', en: 'Fold' },
  unfold: { zh: '展开', en: 'Unfold' },
  preset: { zh: '已带入', en: 'given' },
} as const

/** The words of forms. */
export const messages: Messages<keyof typeof table> = createMessages(table)
