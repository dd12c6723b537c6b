import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

const yes = { type: 'boolean' } as const
const decisions = [
  ['approve', '同意时', 'To approve'],
  ['reject', '拒绝时', 'To reject'],
] as const

/** A vote that is decided by a condition. */
export const voteProperties: readonly FieldDocument[] = [
  panelSetting(
    'passWhen',
    { zh: '或满足条件即通过', en: 'Or passes when' },
    {
      editor: 'condition',
      help: {
        zh: '可用：同意人数、拒绝人数、未表态人数、总人数',
        en: 'over agreed, rejected, undecided and everybody',
      },
    },
  ),
]

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
