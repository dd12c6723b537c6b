import { createMessages, type Messages } from '@mortise/ui'

const table = {
  note: {
    zh: '流程、规则、邮件和对外调用都在后台完成。失败的会自动重试，多次不成功的停在“需要处理”。',
    en: 'Flows, rules, mails and calls to the outside are done in the background. What fails is tried again; what fails every time stays under “Given up”.',
  },
  which: { zh: '显示哪些任务', en: 'Which jobs' },
  gaveUp: { zh: '需要处理', en: 'Given up' },
  retrying: { zh: '等待重试', en: 'Retrying' },
  running: { zh: '正在执行', en: 'Running' },
  waiting: { zh: '排队中', en: 'Waiting' },
  counted: { zh: '{state} {n}', en: '{state} {n}' },
  kind: { zh: '任务类型', en: 'Kind of work' },
  allKinds: { zh: '全部类型', en: 'All kinds' },
  flow: { zh: '流程“{name}”', en: 'Flow “{name}”' },
  rule: { zh: '规则“{name}”', en: 'Rule “{name}”' },
  person: { zh: '成员“{name}”', en: 'For {name}' },
  unknown: { zh: '当前版本不支持', en: 'Not known to this version' },
  tries: { zh: '已试 {n} 次', en: 'Tried {n} {n|time|times}' },
  next: { zh: '下次重试', en: 'Next try' },
  due: { zh: '计划时间', en: 'Due' },
  failed: { zh: '停止于', en: 'Given up' },
  made: { zh: '创建于', en: 'Made' },
  crashed: { zh: '程序出错，请把这条信息交给技术人员：', en: 'The program failed. For those who run it:' },
  retry: { zh: '立即重试', en: 'Try again' },
  retried: { zh: '已重新安排，稍后会执行', en: 'It is tried again in a moment' },
  retryAll: { zh: '这一类全部重试', en: 'Try all of this kind' },
  retryAllTitle: { zh: '重试“{kind}”的 {n} 个任务？', en: 'Try {n} {n|job|jobs} again: {kind}?' },
  retryAllText: {
    zh: '请先确认出错的原因已经解决，否则会再次失败。每次最多 1,000 个。',
    en: 'Make sure first that the cause is mended, or they fail again. At most 1,000 at a time.',
  },
  retriedAll: { zh: '已重新安排 {n} 个任务', en: '{n} {n|job is|jobs are} tried again' },
  discard: { zh: '丢弃', en: 'Discard' },
  discardTitle: { zh: '丢弃这个任务？', en: 'Discard this job?' },
  discardText: {
    zh: '要做的事不会再做，也不能恢复；相关流程可能停在原处，需要人工处理。操作会记入审计日志。',
    en: 'What it was to do will not happen, and this can’t be undone; a flow may stay where it is until somebody sees to it. It is noted in the audit log.',
  },
  reason: { zh: '原因（必填）', en: 'Reason (needed)' },
  discardAll: { zh: '这一类全部丢弃', en: 'Discard all of this kind' },
  discardAllTitle: { zh: '丢弃这一类的 {n} 个任务？', en: 'Discard {n} {n|job|jobs} of this kind?' },
  discarded: { zh: '已丢弃 {n} 个任务', en: '{n} {n|job|jobs} discarded' },
  cancel: { zh: '取消', en: 'Cancel' },
  more: { zh: '加载更多', en: 'Load more' },
  refresh: { zh: '刷新', en: 'Refresh' },
  none: { zh: '没有任务', en: 'No jobs' },
  noneText: { zh: '这里现在是空的。', en: 'There are none here now.' },
  none_gaveUp: { zh: '没有需要处理的任务', en: 'Nothing was given up' },
  none_gaveUpText: {
    zh: '后台任务都在正常进行。多次重试仍失败的会出现在这里，并通知管理员。',
    en: 'All work goes on. What fails again and again shows up here, and administrators are told.',
  },
} as const

/** The words of the page of background jobs. */
export const messages: Messages<keyof typeof table> = createMessages(table)
