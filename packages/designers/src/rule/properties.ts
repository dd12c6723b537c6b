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
]
