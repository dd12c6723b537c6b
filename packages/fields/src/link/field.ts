import { defineFieldType, type FieldType } from '../define.ts'
import { reference } from '../shared/reference.ts'
import { deleteRule, linkSettings, targetOf } from '../shared/link-settings.ts'
import { worded } from '../shared/words.ts'

/** A link to one record of an entity (N:1). */
export const link: FieldType = defineFieldType({
  type: 'link',
  version: 1,
  label: { zh: '关联记录', en: 'Link' },
  icon: 'link-2',
  group: 'relation',
  settings: linkSettings({
    standard: 'restrict',
    whenDeleted: {
      restrict: { zh: '不允许删除', en: 'Refuse' },
      set_null: { zh: '清空关联', en: 'Clear the link' },
      cascade: { zh: '一并删除', en: 'Delete this too' },
    },
  }),
  describe: (settings) => ({
    zh: `关联一条“${worded(settings, 'target')}”`,
    en: `links to one ${worded(settings, 'target')}`,
  }),
  expressionType: (field) => ({ kind: 'id', entity: targetOf(field) ?? '' }),
  target: targetOf,
  column: (field) => ({
    type: 'uuid',
    references: `entity:${targetOf(field) ?? ''}`,
    onDelete: deleteRule(field, 'restrict'),
    index: 'btree',
  }),
  ...reference((ctx) => targetOf(ctx.field) ?? ''),
})
