import { createMessages, type Messages } from '@mortise/ui'

const table = {
  apply: { zh: '应用修改', en: 'Apply' },
  cancel: { zh: '放弃', en: 'Discard' },
  faults: { zh: '{n} 处有问题', en: '{n} problems' },
  line: { zh: '第 {n} 行', en: 'line {n}' },
} as const

/** The words of the JSON view. */
export const messages: Messages<keyof typeof table> = createMessages(table)
