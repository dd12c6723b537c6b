import type { Localized } from '@mortise/errors'

type Words = {
  readonly label: Localized
  /** When it is given up, what it was for doesn't tell that itself: the administrators are told. */
  readonly tell?: true
}

const step: Localized = { zh: '流程的自动步骤', en: 'A step of a flow' }
const started: Localized = { zh: '流程的启动', en: 'A start of a flow' }
const rule: Localized = { zh: '规则', en: 'A rule' }
const promise: Localized = { zh: '服务承诺的计时', en: 'The clock of a service promise' }

/** What people call the work behind a kind of job. */
const words: { readonly [kind: string]: Words } = {
  flow_timer: { label: { zh: '流程的定时步骤', en: 'A timer of a flow' }, tell: true },
  flow_command: { label: step, tell: true },
  flow_changed: { label: { zh: '流程跟进数据变化', en: 'A flow hears of a change' }, tell: true },
  flow_message: { label: { zh: '流程收到的消息', en: 'A message to a flow' }, tell: true },
  flow_message_start: { label: started, tell: true },
  flow_cancel: { label: { zh: '流程的取消', en: 'A flow is cancelled' }, tell: true },
  flow_due: { label: { zh: '流程的定时启动', en: 'A start of flows by the clock' }, tell: true },
  flow_start: { label: started, tell: true },
  flow_child: { label: { zh: '子流程的启动', en: 'A start of a flow inside another' }, tell: true },
  flow_child_cancel: { label: { zh: '子流程的取消', en: 'A flow inside another is cancelled' }, tell: true },
  flow_child_ended: { label: { zh: '子流程结束后的继续', en: 'A flow goes on behind another' }, tell: true },
  outside_task: { label: { zh: '外部待办的同步', en: 'A task on a list outside' }, tell: true },
  rule: { label: rule, tell: true },
  rule_retry: { label: { zh: '规则的重试', en: 'A rule tried again' }, tell: true },
  rule_due: { label: { zh: '规则的定时运行', en: 'A rule by the clock' }, tell: true },
  rule_fill: { label: { zh: '规则定时的安排', en: 'Times of a rule' }, tell: true },
  rule_backfill: { label: { zh: '规则处理已有数据', en: 'A rule on records of before' }, tell: true },
  score_due: { label: { zh: '评分', en: 'A score' }, tell: true },
  sla_due: { label: promise, tell: true },
  sla_recompute: { label: { zh: '服务承诺的重算', en: 'Service promises worked out anew' }, tell: true },
  assignment_due: {
    label: { zh: '分配后的限时接手', en: 'The time to take an assigned record up' },
    tell: true,
  },
  person_left: {
    label: { zh: '离职人员数据的交接', en: 'Handing over what somebody had who left' },
    tell: true,
  },
  call_out: { label: { zh: '对外发送', en: 'A call to the outside' }, tell: true },
  notice_mail: { label: { zh: '通知邮件', en: 'Mail of notices' } },
  report_watch: { label: { zh: '报表订阅的生成', en: 'A subscribed report' } },
  report_watch_lost: {
    label: { zh: '失效的订阅和提醒的通知', en: 'Word of subscriptions and alerts that came to nothing' },
  },
  report_mail: { label: { zh: '报表订阅的邮件', en: 'Mail of a subscribed report' } },
  generate_document: { label: { zh: '生成文件', en: 'A document' }, tell: true },
  read_terms: { label: { zh: '读取文件条款', en: 'Terms of a file' }, tell: true },
  import: { label: { zh: '导入', en: 'An import' }, tell: true },
  import_revert: { label: { zh: '撤销导入', en: 'An import taken back' }, tell: true },
  bulk_change: { label: { zh: '批量修改', en: 'A change of many records' }, tell: true },
  duplicate_search: { label: { zh: '查找重复', en: 'A search for duplicates' } },
  publication: { label: { zh: '发布设计', en: 'A publication of the design' }, tell: true },
  search_fill: { label: { zh: '快速搜索的索引', en: 'The index of quick search' } },
  learn_table: { label: { zh: '数据表统计', en: 'Statistics of a table' } },
}

/** What a kind of job is called; of a kind that this version doesn't know, that it is another one. */
export function jobLabel(kind: string): Localized {
  return wordsOf(kind)?.label ?? { zh: '其他任务', en: 'Other work' }
}

/** Whether administrators are told when a job of this kind is given up; of those nobody knows they are. */
export function isToldOf(kind: string): boolean {
  const known = wordsOf(kind)
  return known === undefined || known.tell === true
}

/** The kinds of jobs that this version of the program can do. */
export const knownJobs: readonly string[] = Object.keys(words)

const wordsOf = (kind: string): Words | undefined => (Object.hasOwn(words, kind) ? words[kind] : undefined)
