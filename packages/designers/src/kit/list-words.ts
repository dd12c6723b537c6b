import type { Translate } from '@mortise/ui'

/** What is said of things that are laid out in lists; a designer puts it among its own words, and may word it anew. */
export const listWords = {
  empty: { zh: '把左边的内容拖到这里', en: 'Drag something here from the left' },
  select: { zh: '选择“{name}”', en: 'Select {name}' },
  added: { zh: '放上“{name}”', en: '{name} added' },
  removed: { zh: '移除“{name}”', en: '{name} removed' },
  moved: { zh: '移动“{name}”', en: 'Move {name}' },
  movedTo: { zh: '“{name}”移到第 {n} 位', en: '{name} is at place {n}' },
  changed: { zh: '修改“{name}”', en: 'Change {name}' },
  lifted: { zh: '已拿起“{name}”，用上下键移动，空格放下', en: '{name} lifted; arrows move, space drops' },
  dropped: { zh: '已放下“{name}”', en: '{name} dropped' },
} as const

/** Names of these words. */
export type ListWord = keyof typeof listWords

/** Says one of them. */
export type ListWords = Translate<ListWord>
