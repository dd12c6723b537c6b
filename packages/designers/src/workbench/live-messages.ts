import { createMessages, type Messages } from '@mortise/ui'

const table = {
  changedBy: {
    zh: '{name}刚改了这里，已经和你的修改合在一起',
    en: '{name} changed this; it is merged with yours',
  },
  alsoHere: { zh: '{name}也在这里', en: '{name} is here, too' },
  alsoHereAt: { zh: '{name}也在这里，正在看“{at}”', en: '{name} is here, too, at "{at}"' },
  clashes: { zh: '{n} 处同时被改', en: '{n} changed by both' },
  clashesTitle: { zh: '你和同事改了同一个地方', en: 'You and somebody else changed the same' },
  clashesNote: {
    zh: '下面这些地方两个人都改了，而且改得不一样。现在用的是你的，可以换成对方的。',
    en: 'Both of you changed these, and differently. Yours stands for now; you may take theirs instead.',
  },
  before: { zh: '原来', en: 'Before' },
  ours: { zh: '我的', en: 'Mine' },
  theirs: { zh: '对方的', en: 'Theirs' },
  keepOurs: { zh: '保留我的', en: 'Keep mine' },
  takeTheirs: { zh: '换成对方的', en: 'Take theirs' },
  keepAll: { zh: '全部保留我的', en: 'Keep all of mine' },
  nothing: { zh: '（没有）', en: '(nothing)' },
} as const

/** The words for two people at one document. */
export const messages: Messages<keyof typeof table> = createMessages(table)
