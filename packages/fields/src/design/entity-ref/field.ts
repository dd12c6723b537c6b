import { defineFieldType, type FieldType } from '../../define.ts'
import { designParts, keyParts } from '../../shared/design.ts'
import { choiceSetting, sentence } from '../../shared/settings.ts'

/** The key of an entity. `settings.kind` `child` asks for entities of sub-table rows only. */
export const entityRef: FieldType = defineFieldType({
  ...designParts,
  type: 'entity_ref',
  label: { zh: '数据表', en: 'Entity' },
  icon: 'database',
  settings: [
    choiceSetting('kind', { zh: '只列出', en: 'Only list', default: 'any' }, [
      ['any', '全部', 'All'],
      ['main', '主表', 'Main entities'],
      ['child', '明细表', 'Entities of rows'],
    ]),
  ],
  describe: sentence('一张数据表', 'an entity'),
  ...keyParts,
  samples: () => ['deal', 'deal_item'],
})
