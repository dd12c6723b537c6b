import { createMessages, type Messages } from '@mortise/ui'
import { type ListWord, listWords } from '../kit/list-words.ts'

const own = {
  title: { zh: '详情页', en: 'Record page' },
  page: { zh: '页面', en: 'Page' },
  pageName: { zh: '名称', en: 'Name' },
  blocks: { zh: '内容', en: 'Blocks' },
  related: { zh: '关联列表', en: 'Related lists' },
  main: { zh: '左侧内容', en: 'Main part' },
  side: { zh: '右侧内容', en: 'Side' },
  head: { zh: '页头', en: 'Head' },
  headHint: { zh: '名称、操作按钮和关键字段', en: 'Name, actions and key figures' },
  stages: { zh: '阶段条', en: 'Stages' },
  addTab: { zh: '新标签页', en: 'New tab' },
  tab: { zh: '标签页', en: 'Tab' },
  tabName: { zh: '标签名称', en: 'Name of the tab' },
  tabLeft: { zh: '左移', en: 'Move left' },
  tabRight: { zh: '右移', en: 'Move right' },
  tabRemove: { zh: '删除标签页', en: 'Remove the tab' },
  remove: { zh: '移除“{name}”', en: 'Remove {name}' },
  highlights: { zh: '页头显示的字段', en: 'Key figures' },
  showStages: { zh: '显示阶段条', en: 'Show the stages' },
  noSettings: { zh: '这一块没有要设置的', en: 'Nothing to set here' },
  unknown: { zh: '未知内容', en: 'Unknown block' },
  asDefault: { zh: '恢复默认', en: 'As by default' },
} as const

/** The words of the record page designer. */
export const messages: Messages<keyof typeof own | ListWord> = createMessages({
  ...listWords,
  ...own,
})
