import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

/** When a rule runs. */
export const triggerProperties: readonly FieldDocument[] = [
  panelSetting(
    'on',
    { zh: '什么时候', en: 'When' },
    {
      type: 'multiselect',
      required: true,
      options: [
        ['create', '新建', 'Created'],
        ['update', '修改', 'Changed'],
        ['delete', '删除', 'Deleted'],
        ['restore', '恢复', 'Restored'],
        ['dateRelative', '到某个日期前后', 'Around a date'],
        ['schedule', '定时', 'By the clock'],
        ['related', '相关记录变化', 'Related records change'],
        ['behaviour', '客户有行为', 'Somebody does something'],
        ['message', '收到外部数据', 'Data comes from outside'],
        ['left', '负责人离职（账号停用）', 'Its owner has left'],
        ['manual', '手动（按钮）', 'By hand (button)'],
      ],
    },
  ),
  panelSetting(
    'watch',
    { zh: '只看这些字段的变化', en: 'Only when these change' },
    { editor: 'fields', help: { zh: '不选表示任何字段', en: 'None means any field' } },
  ),
  panelSetting(
    'fire',
    { zh: '执行次数', en: 'How often' },
    {
      options: [
        ['whenBecomesTrue', '条件刚成立时执行一次', 'Once, when it comes true'],
        ['everyMatch', '每次满足都执行', 'Each time it holds'],
      ],
    },
  ),
]

/** The rule as a whole. */
export const ruleProperties: readonly FieldDocument[] = [
  panelSetting('label', { zh: '规则名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting('enabled', { zh: '启用', en: 'On' }, { type: 'boolean' }),
  panelSetting(
    'phase',
    { zh: '执行时机', en: 'Moment' },
    {
      options: [
        ['beforeSave', '保存前（改本记录、拦截）', 'Before saving (this record only)'],
        ['afterSave', '保存后（同一事务）', 'After saving (same transaction)'],
        ['async', '稍后（不影响保存）', 'Later (never holds up saving)'],
      ],
    },
  ),
  panelSetting(
    'order',
    { zh: '顺序', en: 'Order' },
    { type: 'integer', help: { zh: '小的先执行', en: 'Small runs first' } },
  ),
  panelSetting(
    'onImport',
    { zh: '导入数据时', en: 'During an import' },
    {
      options: [
        ['run', '执行', 'Run'],
        ['skip', '跳过', 'Skip'],
        ['ask', '每次询问', 'Ask'],
      ],
    },
  ),
  panelSetting(
    'onError',
    { zh: '动作失败时', en: 'When an action fails' },
    {
      help: {
        zh: '稍后执行的规则默认会自动重试失败的动作',
        en: 'Rules that run later try failed actions again by themselves',
      },
      options: [
        ['retry', '自动重试', 'Try again'],
        ['skip', '跳过，继续后面的动作', 'Leave it and go on'],
        ['incident', '停下并通知管理员', 'Stop, and tell an administrator'],
      ],
    },
  ),
  panelSetting(
    'limits',
    { zh: '次数上限', en: 'Limits' },
    {
      settings: {
        framed: true,
        fields: [
          panelSetting(
            'perRecordPerDay',
            { zh: '同一条记录一天最多执行', en: 'A day, on one record' },
            { type: 'integer', help: { zh: '防止来回触发', en: 'Stops rules that wake each other' } },
          ),
          panelSetting(
            'depth',
            { zh: '最多连锁几层', en: 'How far rules may follow each other' },
            { type: 'integer' },
          ),
        ] as never,
      },
    },
  ),
]
