import { createMessages, type Messages } from '@mortise/ui'

const table = {
  older: { zh: '{n} 个还在旧版本', en: '{n} on older versions' },
  title: { zh: '把进行中的流程迁到新版本', en: 'Move open runs to the new version' },
  note: {
    zh: '改了流程再发布，进行中的仍按原来的版本走完。需要时可以把它们一起迁到已发布的最新版本：要么全部迁移，要么一个都不变。',
    en: 'Runs finish on the version they began with. They can be moved together to the one that is published now: all of them, or none.',
  },
  versions: { zh: '进行中的流程', en: 'Open runs' },
  begun: { zh: '最早发起于', en: 'begun' },
  current: { zh: '最新版本', en: 'The newest' },
  old: { zh: '旧版本', en: 'Older' },
  count: { zh: '{n} 个', en: '{n}' },
  lost: {
    zh: '这些步骤在新版本里没有了，请选择接着走哪一步',
    en: 'These steps are gone; choose where to go on',
  },
  lostStep: { zh: '“{name}”（停着 {n} 个）', en: '“{name}” ({n} {n|run|runs})' },
  goesTo: { zh: '“{name}”改到', en: '“{name}” becomes' },
  choose: { zh: '选择新的步骤', en: 'Choose a step' },
  noChoice: { zh: '新版本里没有同类的步骤', en: 'There is no step of that kind' },
  timers: { zh: '办理期限', en: 'Deadlines' },
  keep: { zh: '保持不变', en: 'As they are' },
  restart: { zh: '按新版本重新计时', en: 'Begin anew' },
  shorten: { zh: '取较早的', en: 'The earlier' },
  fine: { zh: '{n} 个都可以迁移', en: 'All {n} can move' },
  stuck: { zh: '{n} 个还不能迁移', en: '{n} can’t move yet' },
  more: { zh: '还有 {n} 个', en: '{n} more' },
  none: { zh: '进行中的流程都在最新版本上', en: 'All open runs are on the newest version' },
  adminOnly: { zh: '只有系统管理员可以迁移', en: 'Only administrators move them' },
  move: { zh: '迁移 {n} 个', en: 'Move {n}' },
  moved: { zh: '已迁移 {n} 个', en: '{n} moved' },
  close: { zh: '关闭', en: 'Close' },
} as const

/** The words of moving runs to another version. */
export const messages: Messages<keyof typeof table> = createMessages(table)
