import { createMessages, type Messages } from '@mortise/ui'

const table = {
  action: { zh: '离职交接', en: 'Hand over' },
  actionOf: { zh: '{name}的离职交接', en: 'Hand over what {name} holds' },
  title: { zh: '{name}的离职交接', en: 'Hand over what {name} holds' },
  note: {
    zh: '选好接手的人，一次全部交接：要么全部成功，要么什么都不变。',
    en: 'Choose who takes over. Everything goes at once: all of it, or nothing.',
  },
  receiver: { zh: '交给', en: 'To' },
  receiverHint: { zh: '选择接手的人', en: 'Choose who takes over' },
  partReceiver: { zh: '{part}交给', en: '{part} go to' },
  sameAs: { zh: '同上', en: 'As above' },
  sameAsName: { zh: '{name}（同上）', en: '{name} (as above)' },
  keep: { zh: '不交接', en: 'Leave' },
  tasks: { zh: '待办事项', en: 'Open tasks' },
  records: { zh: '负责的记录', en: 'Records they own' },
  fields: { zh: '其他成员字段', en: 'Other person fields' },
  documents: { zh: '流程和规则里的名字', en: 'Named in flows and rules' },
  agents: { zh: '审批代理', en: 'Agents' },
  organization: { zh: '部门负责人和直属上级', en: 'Whom they lead' },
  tasksNote: {
    zh: '转给接手人处理，过程里会写明。',
    en: 'They go on with who takes over; the trail says so.',
  },
  recordsNote: {
    zh: '负责人改成接手人；规则照常执行，但不会逐条提醒。',
    en: 'They get a new owner. Rules run, but nobody is told of every single one.',
  },
  fieldsNote: {
    zh: '除负责人以外，记录里还有这些字段选的是他。可能是历史信息，所以默认不动；要换人就选接手人，不用改的字段可以取消勾选。',
    en: 'Records name them elsewhere too. That may tell what was, so it stays unless you choose who takes over; untick the fields that should stay.',
  },
  documentsNote: {
    zh: '换成接手人并立即发布，今后发起的流程不会再找离职的人。',
    en: 'Who takes over is named instead, published at once, so that what begins anew asks them.',
  },
  agentsNote: {
    zh: '他代别人处理的，换成接手人；别人代他处理的，结束。',
    en: 'Where they act for others who takes over does; who acts for them no longer does.',
  },
  organizationNote: {
    zh: '由接手人负责部门、当直属上级，按上级找人的审批才走得下去。',
    en: 'Who takes over heads the departments and is the manager, so that approvals find somebody.',
  },
  acts: { zh: '{agent} 代 {name} 处理', en: '{agent} acts for {name}' },
  count: { zh: '{n} 项', en: '{n}' },
  records_n: { zh: '{label} {n} 条', en: '{n} of {label}' },
  fields_n: { zh: '{label}：{n} 条', en: '{label}: {n}' },
  places: { zh: '{label}（{n} 处）', en: '{label} ({n} {n|place|places})' },
  heads: { zh: '负责部门：{names}', en: 'Heads {names}' },
  manages: { zh: '直属下级：{names}', en: 'Manages {names}' },
  comma: { zh: '、', en: ', ' },
  more: { zh: '还有 {n} 项', en: '{n} more' },
  stuck: {
    zh: '有 {n} 项待办不能交给{name}，请为“待办事项”另选一个人：',
    en: '{n} of the tasks can’t go to {name}; choose somebody else for them:',
  },
  tooMany: {
    zh: '记录太多，一次最多交接 {n} 条，请先在列表里批量修改一部分。',
    en: 'Too many: {n} at most go at once. Change some of them from their lists first.',
  },
  nothing: { zh: '{name}名下没有需要交接的东西', en: '{name} holds nothing' },
  nothingText: { zh: '可以直接停用账号。', en: 'The account can be switched off.' },
  alsoOff: { zh: '交接后停用账号，不能再登录', en: 'Switch the account off afterwards' },
  comment: { zh: '交接说明（会写进待办的过程，可不填）', en: 'A word for the trail of the tasks, or none' },
  give: { zh: '开始交接', en: 'Hand over' },
  off: { zh: '停用账号', en: 'Switch the account off' },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '已交接', en: 'Handed over' },
} as const

/** The words of handing over. */
export const messages: Messages<keyof typeof table> = createMessages(table)
