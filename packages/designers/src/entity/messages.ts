import { createMessages, type Messages } from '@mortise/ui'

const table = {
  beginWith: { zh: '从哪里开始', en: 'Begin with' },
  blank: { zh: '空白表单', en: 'Blank' },
  blankHint: { zh: '自己拖字段', en: 'Drag fields yourself' },
} as const

/** The words of beginning a form. */
export const messages: Messages<keyof typeof table> = createMessages(table)
