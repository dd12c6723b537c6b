import { defineFieldType, type FieldType } from '../../define.ts'
import { designParts, keyParts } from '../../shared/design.ts'
import { sentence, setting } from '../../shared/settings.ts'

/**
 * The key of a field. `settings.from` says of which entity: `entity` is the one being designed, another name is the setting
 * beside it that holds the entity's key. `paths` allows ways along links (`customer.level`), `relations` asks for relations.
 */
export const fieldRef: FieldType = defineFieldType({
  ...designParts,
  type: 'field_ref',
  label: { zh: '字段', en: 'Field' },
  icon: 'columns-2',
  settings: [
    setting('from', 'text', { zh: '哪张表的字段', en: 'Fields of', default: 'entity' }),
    setting('paths', 'boolean', { zh: '可经关联取字段', en: 'Along links too', default: false }),
    setting('relations', 'boolean', { zh: '选择明细或关联', en: 'Relations instead', default: false }),
  ],
  describe: sentence('一个字段', 'a field'),
  ...keyParts,
  samples: () => ['amount', 'customer.level'],
})
