import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

const condition = { editor: 'condition', settings: { always: true } } as const

/** What can be set for a column of a sub-table. Its conditions ask the row. */
export const columnProperties: {
  readonly layout: readonly FieldDocument[]
  readonly behaviour: readonly FieldDocument[]
} = {
  layout: [
    panelSetting(
      'width',
      { zh: '列宽（像素）', en: 'Width in pixels' },
      { type: 'integer', settings: { min: 60, max: 800 } },
    ),
    panelSetting(
      'total',
      { zh: '表尾汇总', en: 'Figure below the table' },
      {
        options: [
          ['sum', '合计', 'Sum'],
          ['avg', '平均', 'Average'],
          ['count', '计数', 'Count'],
          ['min', '最小', 'Lowest'],
          ['max', '最大', 'Highest'],
        ],
      },
    ),
    panelSetting('label', { zh: '列名（不填用字段名）', en: 'Column name, if another' }, { editor: 'label' }),
    panelSetting(
      'default',
      { zh: '新行的默认值', en: 'Standard value of new rows' },
      { editor: 'expression' },
    ),
  ],
  behaviour: [
    panelSetting('visible', { zh: '何时显示', en: 'Shown' }, condition),
    panelSetting('required', { zh: '何时必填', en: 'Required' }, condition),
    panelSetting('readOnly', { zh: '何时只读', en: 'Read-only' }, condition),
    panelSetting(
      'optionsFilter',
      { zh: '可以选哪些', en: 'Which choices fit' },
      { editor: 'choices_filter' },
    ),
  ],
}
