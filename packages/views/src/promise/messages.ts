import { createMessages, type Messages } from '@mortise/ui'

const table = {
  left: { zh: '还剩 {length}', en: '{length} left' },
  over: { zh: '超时 {length}', en: '{length} over' },
  soon: { zh: '马上到期', en: 'due now' },
  days: { zh: '{days} 天 {hours} 小时', en: '{days}d {hours}h' },
  hours: { zh: '{hours} 小时 {minutes} 分', en: '{hours}h {minutes}m' },
  minutes: { zh: '{minutes} 分钟', en: '{minutes}m' },
  paused: { zh: '已暂停计时', en: 'Paused' },
  met: { zh: '按时完成', en: 'In time' },
  missed: { zh: '超时完成', en: 'Late' },
  canceled: { zh: '已取消', en: 'Canceled' },
  dueAt: { zh: '{name}，{at} 到期', en: '{name}, due {at}' },
  why: { zh: '为什么是 {n}', en: 'Why {n}' },
  whyTitle: { zh: '{name}：为什么是 {n} 分', en: '{name}: why {n} points' },
  assigned: { zh: '为什么分给{name}', en: 'Why {name} has it' },
  assignedTitle: { zh: '分配记录', en: 'Who got it, and why' },
  assignedNever: { zh: '没有自动分配过', en: 'It was never given out by a policy' },
  state_open: { zh: '待接收', en: 'To be taken up' },
  state_accepted: { zh: '已接收', en: 'Taken up' },
  state_expired: { zh: '超时未接收', en: 'Not taken up in time' },
  state_replaced: { zh: '已改派', en: 'Given to somebody else' },
  state_given: { zh: '已分配', en: 'Given' },
  acceptBy: { zh: '分配给你了，请在到期前接收：', en: 'It was given to you; take it up before it is due:' },
  acceptAsk: { zh: '分配给你了，请接收。', en: 'It was given to you; take it up.' },
  accept: { zh: '接收', en: 'Take it up' },
  accepted: { zh: '已接收', en: 'Taken up' },
  behaviour: { zh: '行为分', en: 'Behaviour' },
  nothing: { zh: '没有一项成立', en: 'Nothing gives points' },
  outOfDate: {
    zh: '按现在的内容算是 {n} 分，保存后更新。',
    en: 'As it is now it would be {n}; the next save brings it up to date.',
  },
  lately: { zh: '最近行为', en: 'Lately' },
} as const

/** The words of promises of service and of points. */
export const messages: Messages<keyof typeof table> = createMessages(table)
