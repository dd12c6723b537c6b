import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type ColumnSpec, type FieldType } from '../define.ts'
import { reference } from '../shared/reference.ts'
import { choiceSetting, setting, textOf } from '../shared/settings.ts'
import { worded } from '../shared/words.ts'

const targetOf = (field: FieldDocument): string | undefined => textOf(field, 'target')

const deletes: { readonly [name: string]: NonNullable<ColumnSpec['onDelete']> } = {
  restrict: 'restrict',
  set_null: 'set_null',
  cascade: 'cascade',
}

/** A link to one record of an entity (N:1). */
export const link: FieldType = defineFieldType({
  type: 'link',
  version: 1,
  label: { zh: '关联记录', en: 'Link' },
  icon: 'link-2',
  group: 'relation',
  settings: [
    setting('target', 'entity_ref', { zh: '关联到', en: 'Links to', required: true }),
    choiceSetting('onDelete', { zh: '对方被删除时', en: 'When the other is deleted', default: 'restrict' }, [
      ['restrict', '不允许删除', 'Refuse'],
      ['set_null', '清空关联', 'Clear the link'],
      ['cascade', '一并删除', 'Delete this too'],
    ]),
    setting('filter', 'expression', {
      zh: '可选范围',
      en: 'Which records may be chosen',
      settings: { expect: 'boolean', scope: 'target' },
    }),
  ],
  describe: (settings) => ({
    zh: `关联一条“${worded(settings, 'target')}”`,
    en: `links to one ${worded(settings, 'target')}`,
  }),
  expressionType: (field) => ({ kind: 'id', entity: targetOf(field) ?? '' }),
  target: targetOf,
  column: (field) => ({
    type: 'uuid',
    references: `entity:${targetOf(field) ?? ''}`,
    onDelete: deletes[textOf(field, 'onDelete') ?? ''] ?? 'restrict',
    index: 'btree',
  }),
  ...reference((ctx) => targetOf(ctx.field) ?? ''),
})
