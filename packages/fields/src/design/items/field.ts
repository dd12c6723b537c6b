import { defineFieldType, type FieldType } from '../../define.ts'
import { designParts, structureParts } from '../../shared/design.ts'
import { parseRows, rowCount } from '../../shared/rows.ts'
import { sentence, setting } from '../../shared/settings.ts'

/**
 * A list of rows, each described by the field documents in `settings.fields`; such as the columns of a table block or
 * the levels of an approval. Drawn and checked row by row by the form runtime.
 */
export const items: FieldType = defineFieldType({
  ...designParts,
  type: 'items',
  label: { zh: '列表', en: 'List' },
  icon: 'rows-3',
  settings: [setting('fields', 'items', { zh: '每行的字段', en: 'Fields of a row', required: true })],
  describe: sentence('列表', 'a list'),
  ...structureParts,
  parse: parseRows,
  format: (value, ctx) =>
    value === null ? '' : ctx.locale === 'zh' ? `${rowCount(value)} 项` : `${rowCount(value)} entries`,
  samples: () => [[{ key: 'a', width: 200 }], [{}, { nested: [{ x: null }] }]],
  jsonSchema: () => ({ type: ['array', 'null'], items: { type: 'object' } }),
})
