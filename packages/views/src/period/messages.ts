import { createMessages, type Messages } from '@mortise/ui'

const table = {
  moved: { zh: '“{name}”移到 {from}', en: '"{name}" moved to {from}' },
  movedRange: { zh: '“{name}”改为 {from} 至 {to}', en: '"{name}" now from {from} to {to}' },
  pendingMove: {
    zh: '{name}：{from} 至 {to}，回车保存，Esc 取消',
    en: '{name}: {from} to {to}. Enter saves, Escape cancels',
  },
  calledOff: { zh: '没有移动', en: 'Not moved' },
  moveHint: {
    zh: '方向键移动，Shift 加方向键改长短，回车打开或保存',
    en: 'Arrows move, Shift and arrows change the length, Enter opens or saves',
  },
  today: { zh: '今天', en: 'Today' },
  earlier: { zh: '往前', en: 'Earlier' },
  later: { zh: '往后', en: 'Later' },
  scale: { zh: '时间范围', en: 'Period' },
  noField: { zh: '这个视图没有可用的日期字段', en: 'This view has no date field' },
  noFieldText: {
    zh: '请管理员在视图设计里选择开始字段。',
    en: 'Ask an administrator to choose a start field in the view.',
  },
  more: { zh: '还有更多，继续读取', en: 'There is more: load it' },
  none: { zh: '这段时间没有{name}', en: 'No {name} in this period' },
  noneText: { zh: '换一段时间，或去掉一些条件。', en: 'Try another period, or take away a condition.' },
  unset: { zh: '未填', en: 'Not set' },
} as const

/** The words of views of time. */
export const messages: Messages<keyof typeof table> = createMessages(table)
