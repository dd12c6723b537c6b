import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType } from '../define.ts'
import { compareJson } from '../shared/order.ts'
import { jsonText, parseRows, rowCount } from '../shared/rows.ts'
import { setting, textOf } from '../shared/settings.ts'
import { worded } from '../shared/words.ts'

const targetOf = (field: FieldDocument): string | undefined => textOf(field, 'target')

/**
 * Rows of a child entity that live and die with their record (1:N). The rows' own values are checked by the form
 * engine with the child entity's fields; here only their shape.
 */
export const subtable: FieldType = defineFieldType({
  type: 'subtable',
  version: 1,
  label: { zh: '明细子表', en: 'Sub-table' },
  icon: 'table-2',
  group: 'relation',
  settings: [
    setting('target', 'entity_ref', {
      zh: '明细的表',
      en: 'Entity of the rows',
      required: true,
      settings: { kind: 'child' },
    }),
    setting('parentField', 'field_ref', {
      zh: '指回本表的字段',
      en: 'Field that points back',
      required: true,
      settings: { from: 'target' },
    }),
  ],
  describe: (settings) => ({
    zh: `明细：${worded(settings, 'target')}`,
    en: `rows of ${worded(settings, 'target')}`,
  }),
  expressionType: (field) => ({ kind: 'rows', entity: targetOf(field) ?? '' }),
  target: targetOf,
  parentField: (field) => textOf(field, 'parentField'),
  column: () => null,
  parse: parseRows,
  format: (value, ctx) =>
    value === null ? '' : ctx.locale === 'zh' ? `${rowCount(value)} 行` : `${rowCount(value)} rows`,
  toText: jsonText,
  compare: compareJson,
  operators: [],
  aggregates: [],
  groupable: false,
  samples: () => [[{}], [{ id: '018f3c5e-7a10-7000-8000-000000000001', name: 'a' }, { name: null }]],
  jsonSchema: () => ({ type: ['array', 'null'], items: { type: 'object' } }),
})
