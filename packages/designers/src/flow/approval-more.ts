import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

const yes = { type: 'boolean' } as const
const decisions = [
  ['approve', '同意时', 'To approve'],
  ['reject', '拒绝时', 'To reject'],
] as const

const overVotes = {
  editor: 'condition',
  help: {
    zh: '可用：同意人数、拒绝人数、未表态人数、总人数',
    en: 'over agreed, rejected, undecided and everybody',
  },
} as const

/** How votes are counted, and when they pass. */
export const voteProperties: readonly FieldDocument[] = [
  panelSetting(
    'voteBy',
    { zh: '怎样算票', en: 'How votes are counted' },
    {
      required: true,
      options: [
        ['ratio', '按人数比例', 'By share'],
        ['count', '按同意人数', 'By number'],
        ['weights', '按每个人的权重', 'By weight'],
        ['condition', '按条件', 'By a condition'],
      ],
    },
  ),
  panelSetting('passRatio', { zh: '票签通过比例（%）', en: 'Share to pass a vote (%)' }, { type: 'integer' }),
  panelSetting('passCount', { zh: '满多少票通过', en: 'Votes to pass' }, { type: 'integer' }),
  panelSetting('weights', { zh: '每个人的权重', en: 'Weight of each person' }, { editor: 'weights' }),
  panelSetting(
    'passWeight',
    { zh: '同意的权重超过多少通过', en: 'Passes above this weight' },
    { type: 'integer', help: { zh: '不填是 50', en: '50 when empty' } },
  ),
  panelSetting('passWhen', { zh: '满足条件即通过', en: 'Passes when' }, overVotes),
  panelSetting('rejectWhen', { zh: '满足条件即拒绝', en: 'Is rejected when' }, overVotes),
]

/** The way of counting that each of them belongs to. */
export const voteWays: { readonly [key: string]: readonly string[] } = {
  voteBy: ['ratio', 'count', 'weights', 'condition'],
  passRatio: ['ratio'],
  passCount: ['count'],
  rejectCount: ['ratio', 'count'],
  weights: ['weights'],
  passWeight: ['weights'],
  passWhen: ['condition'],
  rejectWhen: ['condition'],
}

const word = (key: string, zh: string, en: string): FieldDocument =>
  panelSetting(key, { zh: `“${zh}”叫作`, en: `“${en}” is called` }, { editor: 'label' })

const buttons = {
  approve: word('approve', '同意', 'Approve'),
  reject: word('reject', '拒绝', 'Reject'),
  complete: word('complete', '完成', 'Complete'),
  return: word('return', '退回', 'Return'),
  transfer: word('transfer', '转交', 'Transfer'),
  delegate: word('delegate', '委派', 'Delegate'),
  addSign: word('addSign', '加签', 'Add approvers'),
}

/** Other words on the buttons of a step. */
export function wordProperties(decides: boolean): readonly FieldDocument[] {
  const { approve, reject, complete, return: back, transfer, delegate, addSign } = buttons
  const fields = decides ? [approve, reject, back, transfer, delegate, addSign] : [complete, back, transfer]
  return [
    panelSetting(
      'words',
      { zh: '按钮名称', en: 'Words on buttons' },
      {
        type: 'items',
        help: { zh: '不填就用原来的名称', en: 'the usual ones where nothing is said' },
        settings: { single: true, framed: true, fields: fields as never },
      },
    ),
  ]
}

/** What people may do besides, and what a decision has to come with. */
export const moreOperations: readonly FieldDocument[] = [
  panelSetting(
    'addSignDepth',
    { zh: '加签最多几层', en: 'Added approvers may add others' },
    {
      options: [
        ['1', '被加签的人不能再加签', 'No'],
        ['2', '可再加一层', 'One level deep'],
        ['3', '可再加两层', 'Two levels deep'],
      ],
    },
  ),
  panelSetting(
    'resume',
    { zh: '退回后重新提交时', en: 'When it is handed in again' },
    {
      options: [
        ['rerun', '重新走一遍', 'All steps again'],
        ['toRejecter', '直接回到退回的人', 'Straight to whoever returned it'],
        ['starterChooses', '由提交的人选择', 'Whoever hands in chooses'],
      ],
    },
  ),
  panelSetting('cc', { zh: '允许抄送给别人', en: 'May send copies' }, yes),
  panelSetting(
    'attachment',
    { zh: '必须上传附件', en: 'File needed' },
    { type: 'multiselect', options: decisions },
  ),
]

/** Who is asked again, and who may not decide here at all. */
export const dutyProperties: readonly FieldDocument[] = [
  panelSetting(
    'dedupeWatch',
    { zh: '这些字段改过就要重新审批', en: 'Asked again when these have changed' },
    { editor: 'fields' },
  ),
  panelSetting(
    'notStarter',
    { zh: '发起人不能处理这一步', en: 'Not by the starter' },
    {
      type: 'boolean',
      help: { zh: '职责分离：代理人也一样', en: 'duties are kept apart, for agents too' },
    },
  ),
  panelSetting(
    'notDeciders',
    { zh: '处理过这些步骤的人不能处理', en: 'Not by who decided at' },
    { editor: 'nodes' },
  ),
]

/** How runs are told apart, and who looks after them. */
export const runProperties: readonly FieldDocument[] = [
  panelSetting('summary', { zh: '待办摘要', en: 'Summary below it' }, { editor: 'template' }),
  panelSetting(
    'numbering',
    { zh: '流程编号', en: 'Number of each run' },
    {
      type: 'items',
      settings: {
        single: true,
        framed: true,
        fields: [
          panelSetting('prefix', { zh: '前缀', en: 'Begins with' }),
          panelSetting('digits', { zh: '几位数', en: 'Digits' }, { type: 'integer' }),
          panelSetting(
            'reset',
            { zh: '何时从 1 重新计数', en: 'Counted anew' },
            {
              options: [
                ['never', '从不', 'Never'],
                ['year', '每年', 'Each year'],
                ['month', '每月', 'Each month'],
                ['day', '每天', 'Each day'],
              ],
            },
          ),
        ] as never,
      },
    },
  ),
  panelSetting(
    'administrators',
    { zh: '流程管理员', en: 'Administrators of this flow' },
    {
      editor: 'assignees',
      help: { zh: '不填则是系统管理员', en: 'those of the workspace where nobody is named' },
    },
  ),
  panelSetting('remindEvery', { zh: '催办间隔', en: 'Urged again after' }, { editor: 'duration' }),
]
