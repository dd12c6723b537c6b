import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

/** Properties that views of every type have. */
export const viewProperties: readonly FieldDocument[] = [
  panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting('filter', { zh: '只显示满足条件的记录', en: 'Only records where' }, { editor: 'condition' }),
]

/** Who sees a view, and whether they see it first. */
export const sharingProperties: readonly FieldDocument[] = [
  panelSetting(
    'sharedWith',
    { zh: '谁能看到', en: 'Who sees it' },
    {
      options: [
        ['me', '只有我', 'Only me'],
        ['team', '本部门', 'My department'],
        ['all', '所有人', 'Everybody'],
      ],
    },
  ),
  panelSetting('default', { zh: '打开列表时先看到它', en: 'Shown first' }, { type: 'boolean' }),
]

/** Properties of a column of a table. */
export const columnProperties: readonly FieldDocument[] = [
  panelSetting(
    'width',
    { zh: '列宽（像素）', en: 'Width in pixels' },
    { type: 'integer', help: { zh: '不填就按字段类型', en: 'Empty: as the type of the field has it' } },
  ),
]
