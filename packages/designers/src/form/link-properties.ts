import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { panelSetting } from '../kit/panel-setting.ts'

const items: readonly FieldDocument[] = [
  panelSetting('entity', { zh: '从哪张表', en: 'Data from' }, { editor: 'entity', required: true }),
  panelSetting(
    'filter',
    { zh: '满足什么条件的记录', en: 'The record that fits' },
    { editor: 'match', of: 'entity', required: true },
  ),
  panelSetting('fill', { zh: '填充字段', en: 'Fields to fill' }, { editor: 'fill', required: true }),
  panelSetting('sort', { zh: '有多条时取哪条', en: 'Which of several' }, { editor: 'sort', of: 'entity' }),
  panelSetting(
    'whenNone',
    { zh: '找不到时', en: 'When there is none' },
    {
      options: [
        ['clear', '清空', 'Clear'],
        ['keep', '保留原值', 'Keep what is there'],
      ],
    },
  ),
]

/** 数据联动: records of other entities whose fields are copied here, and kept. */
export const dataLinks: readonly FieldDocument[] = [
  panelSetting(
    'dataLinks',
    { zh: '数据联动', en: 'Data links' },
    {
      editor: 'rows',
      help: {
        zh: '填写时自动带出另一张表的数据，会保存下来',
        en: 'brings data of other records while the form is filled in; it is kept',
      },
      settings: {
        items: items as unknown as Json,
        start: { entity: '', filter: true, fill: {} },
      },
    },
  ),
]
