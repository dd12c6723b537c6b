import { createMessages, type Messages } from '@mortise/ui'

const table = {
  apply: { zh: '应用修改', en: 'Apply' },
  cancel: { zh: '放弃', en: 'Discard' },
  wrong: { zh: 'JSON 有错：{text}', en: 'The JSON is wrong: {text}' },
} as const

/** The words of the JSON view. */
export const messages: Messages<keyof typeof table> = createMessages(table)
