import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'
import type { TaskKind } from './approval.ts'
import {
  dutyProperties,
  moreOperations,
  runProperties,
  voteProperties,
  voteWays,
  wordProperties,
} from './approval-more.ts'

const yes = { type: 'boolean' } as const

/** Name of any node. */
export const nameProperty: FieldDocument = panelSetting(
  'name',
  { zh: '名称', en: 'Name' },
  { editor: 'label' },
)

/** Tab 审批人: who approves, and how several decide. */
const approverProperties: readonly FieldDocument[] = [
  panelSetting('assignees', { zh: '由谁审批', en: 'Who approves' }, { editor: 'assignees', required: true }),
  panelSetting(
    'mode',
    { zh: '审批方式', en: 'How they decide' },
    {
      required: true,
      options: [
        ['one', '单人审批', 'One person'],
        ['any', '或签：一人处理即可', 'Any one decides'],
        ['all', '会签：全部同意才通过', 'All have to agree'],
        ['sequential', '依次：按顺序逐个审批', 'One after the other'],
        ['vote', '票签：按票数或权重通过', 'By vote'],
        ['claim', '认领：谁认领谁处理', 'Whoever claims it'],
        ['random', '随机：从中抽一人', 'One by lot'],
      ],
    },
  ),
  panelSetting(
    'rejectMode',
    { zh: '会签有人拒绝时', en: 'When one of all rejects' },
    {
      options: [
        ['veto', '一人拒绝即拒绝', 'One rejection ends it'],
        ['waitAll', '等所有人表态', 'Wait for everybody'],
        ['count', '达到人数才拒绝', 'A number of rejections'],
      ],
    },
  ),
  ...voteProperties,
  panelSetting('rejectCount', { zh: '几人拒绝算拒绝', en: 'Rejections that end it' }, { type: 'integer' }),
  panelSetting(
    'anyMode',
    { zh: '或签有人拒绝时', en: 'When one of several rejects' },
    {
      options: [
        ['firstDecision', '以先处理的人为准', 'The first to act decides'],
        ['firstApproval', '有人同意即通过，都拒绝才拒绝', 'One approval is enough'],
      ],
    },
  ),
  panelSetting(
    'onEmpty',
    { zh: '找不到审批人时', en: 'When nobody is found' },
    {
      options: [
        ['admin', '交给流程管理员', 'To the administrator'],
        ['approve', '自动通过', 'Approve'],
        ['reject', '自动拒绝', 'Reject'],
        ['assign', '交给指定的人', 'To a named person'],
        ['incident', '停下等待处理', 'Stop and wait'],
      ],
    },
  ),
  panelSetting('emptyUser', { zh: '交给谁', en: 'To whom' }, { type: 'user', required: true }),
  panelSetting(
    'onSelf',
    { zh: '审批人就是发起人时', en: 'When the approver started it' },
    {
      options: [
        ['self', '自己审批', 'Decides himself'],
        ['skip', '跳过', 'Skip'],
        ['manager', '交给直属上级', 'To the manager'],
        ['departmentHead', '交给部门负责人', 'To the head of department'],
      ],
    },
  ),
]

/** Settings of the first tab that only count beside another one. */
const onlyWith: { readonly [key: string]: (flat: { readonly [key: string]: unknown }) => boolean } = {
  rejectMode: ({ mode }) => mode === 'all',
  ...Object.fromEntries(
    Object.entries(voteWays).map(([key, ways]) => [
      key,
      (flat: { readonly [key: string]: unknown }) =>
        flat['mode'] === 'vote' && ways.includes(String(flat['voteBy'])),
    ]),
  ),
  rejectCount: ({ mode, rejectMode, voteBy }) =>
    mode === 'vote'
      ? voteWays['rejectCount']?.includes(String(voteBy)) === true
      : mode === 'all' && rejectMode === 'count',
  anyMode: ({ mode }) => mode === 'any' || mode === 'one',
  emptyUser: ({ onEmpty }) => onEmpty === 'assign',
}

/** Settings that only count where something is decided. */
const ofDecisions = new Set(['rejectMode', 'anyMode', ...Object.keys(voteWays)])

/** The settings of the first tab that count as things stand. */
export function approversShown(
  flat: { readonly [key: string]: unknown },
  kind: TaskKind,
): readonly FieldDocument[] {
  return approverProperties
    .filter(({ key }) => (onlyWith[key]?.(flat) ?? true) && (kind === 'decide' || !ofDecisions.has(key)))
    .map((one) => (kind === 'decide' ? one : { ...one, ...inWords[one.key] }))
}

/** What settings are called where nothing is decided. */
const inWords: { readonly [key: string]: Partial<FieldDocument> } = {
  assignees: { label: { zh: '由谁处理', en: 'Whose task it is' } },
  mode: {
    label: { zh: '几个人怎样处理', en: 'How several do it' },
    settings: {
      options: [
        { value: 'one', label: { zh: '单人处理', en: 'One person' } },
        { value: 'any', label: { zh: '一人处理即可', en: 'Any one of them' } },
        { value: 'all', label: { zh: '每个人都要处理', en: 'All of them' } },
        { value: 'sequential', label: { zh: '依次处理', en: 'One after the other' } },
      ],
    },
  },
  onEmpty: { label: { zh: '找不到处理人时', en: 'When nobody is found' } },
  onSelf: { label: { zh: '处理人就是发起人时', en: 'When it is the starter' } },
}

/** Tab 操作: what may be done beside deciding. */
export function operationsShown(kind: TaskKind): readonly FieldDocument[] {
  const shown =
    kind === 'decide' ? operationProperties : operationProperties.filter(({ key }) => !ofDeciders.has(key))
  return [...shown, ...wordProperties(kind === 'decide')]
}

/** What only makes sense where something is decided. */
const ofDeciders = new Set(['comment', 'delegate', 'addSign', 'addSignDepth', 'attachment'])

const operationProperties: readonly FieldDocument[] = [
  panelSetting('transfer', { zh: '允许转交', en: 'May hand over' }, yes),
  panelSetting('delegate', { zh: '允许委派', en: 'May delegate' }, yes),
  panelSetting(
    'addSign',
    { zh: '允许加签', en: 'May add approvers' },
    {
      type: 'multiselect',
      options: [
        ['before', '前加签', 'Before'],
        ['after', '后加签', 'After'],
        ['parallel', '并加签', 'At the same time'],
      ],
    },
  ),
  panelSetting(
    'return',
    { zh: '允许退回到', en: 'May return to' },
    {
      options: [
        ['starter', '发起人', 'The starter'],
        ['previous', '上一步', 'The step before'],
        ['anyPassed', '任意已过步骤', 'Any step passed'],
      ],
    },
  ),
  panelSetting(
    'comment',
    { zh: '必须写意见', en: 'Comment needed' },
    {
      type: 'multiselect',
      options: [
        ['approve', '同意时', 'To approve'],
        ['reject', '拒绝时', 'To reject'],
      ],
    },
  ),
  panelSetting(
    'takeBack',
    { zh: '允许拿回', en: 'May take back' },
    {
      type: 'boolean',
      help: { zh: '下一步没人处理前，可以拿回重新处理', en: 'while nobody has acted at the next step' },
    },
  ),
  panelSetting('signature', { zh: '需要手写签名', en: 'Signature needed' }, yes),
  ...moreOperations,
]

/** Tab 表单权限: what may be seen and changed at this step. */
export const fieldProperties: readonly FieldDocument[] = [
  panelSetting(
    'fields',
    { zh: '这一步能看和能改的字段', en: 'Fields to see and to change here' },
    { editor: 'field_rights' },
  ),
]

/** Tab 超时: what happens when nobody acts in time. */
export const timeoutProperties: readonly FieldDocument[] = [
  panelSetting(
    'sla',
    { zh: '服务时限', en: 'Promise' },
    {
      editor: 'promise',
      help: {
        zh: '用表单设置里的服务时限：快到时提醒处理人，到时起逐级通知上级',
        en: 'A promise of the form’s settings: reminds in time, and tells those above step by step once it is due',
      },
    },
  ),
  panelSetting('timeouts', { zh: '超时处理', en: 'When it takes too long' }, { editor: 'timeouts' }),
]

/** Tab 高级. */
export const moreProperties: readonly FieldDocument[] = [
  panelSetting(
    'dedupe',
    { zh: '同一人重复审批', en: 'The same person again' },
    {
      options: [
        ['none', '每次都审批', 'Decides each time'],
        ['consecutive', '连续时只审批一次', 'Once when steps follow'],
        ['instance', '整个流程只审批一次', 'Once in the whole run'],
      ],
    },
  ),
  ...dutyProperties,
  panelSetting(
    'auto',
    { zh: '不找人，自动', en: 'Without people' },
    {
      options: [
        ['approve', '通过', 'Approve'],
        ['reject', '拒绝', 'Reject'],
      ],
    },
  ),
]

/** A branch that is taken by condition. */
export const branchProperties: readonly FieldDocument[] = [
  panelSetting('name', { zh: '分支名称', en: 'Name' }, { editor: 'label' }),
]

/** What belongs to some ways to start only. */
const startsBy: { readonly [key: string]: readonly string[] } = {
  on: ['record'],
  condition: ['record', 'schedule'],
  message: ['message'],
}

/** How the flow starts; what watches changes is only shown where changes start it. */
export function startShown(
  type: string,
  roles: readonly (readonly [string, string])[],
): readonly FieldDocument[] {
  const shown = startProperties.filter(({ key }) => startsBy[key]?.includes(type) !== false)
  if ((type !== 'manual' && type !== 'api') || roles.length === 0) return shown
  const starters = panelSetting(
    'roles',
    { zh: '谁可以发起', en: 'Who may start it' },
    {
      type: 'multiselect',
      help: { zh: '不选表示能看到记录的人都可以', en: 'None means whoever sees the record' },
      options: roles.map(([key, label]) => [key, label, label]),
    },
  )
  return [...shown.slice(0, 1), starters, ...shown.slice(1)]
}

const startProperties: readonly FieldDocument[] = [
  panelSetting(
    'type',
    { zh: '怎样发起', en: 'How it starts' },
    {
      required: true,
      options: [
        ['manual', '有人提交时', 'Somebody hands it in'],
        ['record', '记录变化时自动发起', 'By itself when a record changes'],
        ['schedule', '定时发起', 'By the clock'],
        ['api', '由程序发起', 'By a program'],
        ['message', '收到消息时', 'When a message comes'],
      ],
    },
  ),
  panelSetting(
    'message',
    { zh: '消息名称', en: 'Name of the message' },
    {
      required: true,
      help: { zh: '消息的关联值填记录的编号', en: 'it names the record by its id' },
    },
  ),
  panelSetting(
    'on',
    { zh: '哪种变化', en: 'Which change' },
    {
      type: 'multiselect',
      options: [
        ['create', '新建', 'Created'],
        ['update', '修改', 'Changed'],
      ],
    },
  ),
  panelSetting('condition', { zh: '满足条件才发起', en: 'Only when' }, { editor: 'condition' }),
  panelSetting(
    'recall',
    { zh: '发起人可以撤回', en: 'May be recalled' },
    {
      options: [
        ['beforeFirstAction', '没人处理之前', 'Before anybody acted'],
        ['anytime', '随时', 'At any time'],
        ['never', '不可以', 'Never'],
      ],
    },
  ),
  panelSetting('single', { zh: '一条记录同时只能有一个', en: 'One run a record' }, yes),
]

/** The flow as a whole. */
export const flowProperties: readonly FieldDocument[] = [
  panelSetting('label', { zh: '流程名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting('enabled', { zh: '启用', en: 'On' }, yes),
  panelSetting('title', { zh: '待办标题', en: 'Title of its tasks' }, { editor: 'template' }),
  ...runProperties,
  panelSetting(
    'onReject',
    { zh: '被拒绝后', en: 'When rejected' },
    {
      options: [
        ['end', '流程结束', 'The flow ends'],
        ['returnToStarter', '退回发起人', 'Back to the starter'],
      ],
    },
  ),
  panelSetting('lock', { zh: '审批中锁定记录', en: 'Lock the record meanwhile' }, yes),
  panelSetting('lockExcept', { zh: '锁定时仍可修改', en: 'Fields that stay open' }, { editor: 'fields' }),
]
