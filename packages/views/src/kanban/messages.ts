import { createMessages, type Messages } from '@mortise/ui'

const table = {
  moveTo: { zh: '移到', en: 'Move to' },
  days: { zh: '{n} 天', en: '{n} d' },
  daysHere: { zh: '在这一阶段 {n} 天', en: 'In this stage for {n} {n|day|days}' },
  daysStill: { zh: '{n} 天没有更新', en: 'Not changed for {n} {n|day|days}' },
  empty: { zh: '拖一张卡片到这里', en: 'Drag a card here' },
  weighted: { zh: '加权', en: 'Weighted' },
  weightedHint: { zh: '合计 × 阶段概率 {n}%', en: 'Sum × stage probability {n}%' },
  ofLimit: { zh: ' / {limit}', en: ' / {limit}' },
  countAll: { zh: '数清这一列', en: 'Count all of them' },
  overLimit: { zh: '超过每列 {n} 条的约定', en: 'More than the {n} a column should hold' },
  more: { zh: '再显示 50 条', en: 'Show 50 more' },
  open: { zh: '打开', en: 'Open' },
  noStage: { zh: '未分阶段', en: 'No stage' },
  noField: { zh: '这个看板没有可用的分组字段', en: 'This board has no field to group by' },
  noFieldText: {
    zh: '请管理员在视图设计里选择一个单选字段。',
    en: 'Ask an administrator to choose a choice field in the view.',
  },
  actions: { zh: '{name} 的操作', en: 'Actions of {name}' },
} as const

/** The words of boards. */
export const messages: Messages<keyof typeof table> = createMessages(table)
