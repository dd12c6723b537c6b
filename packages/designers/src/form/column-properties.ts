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
    panelSetting('total', { zh: '表尾显示合计', en: 'Total below the table' }, { type: 'boolean' }),
  ],
  behaviour: [
    panelSetting('visible', { zh: '何时显示', en: 'Shown' }, condition),
    panelSetting('readOnly', { zh: '何时只读', en: 'Read-only' }, condition),
  ],
}
