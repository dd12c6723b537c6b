import { compareText, type Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { type ColumnSpec, defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { compareLists, listOf } from '../shared/lists.ts'
import { setOperators } from '../shared/operators.ts'
import { reference } from '../shared/reference.ts'
import { empty, isEmpty, ok, wrongKind } from '../shared/results.ts'
import { choiceSetting, setting, textOf } from '../shared/settings.ts'
import { jsonFromText } from '../shared/rows.ts'
import { worded } from '../shared/words.ts'

const targetOf = (field: FieldDocument): string | undefined => textOf(field, 'target')
const one = reference((ctx) => targetOf(ctx.field) ?? '')

const deletes: { readonly [name: string]: NonNullable<ColumnSpec['onDelete']> } = {
  restrict: 'restrict',
  set_null: 'set_null',
  cascade: 'cascade',
}

const separators = /[,，;；、|\s]+/u

function partsOf(input: Json): readonly Json[] | undefined {
  if (typeof input !== 'string') return Array.isArray(input) ? (input as readonly Json[]) : undefined
  if (!input.trim().startsWith('[')) return input.split(separators).filter((part) => part !== '')
  const list = jsonFromText(input)
  return Array.isArray(list) ? (list as readonly Json[]) : undefined
}

function parse(input: Json | undefined, ctx: Parameters<FieldType['parse']>[1]): ParseResult {
  if (isEmpty(input)) return empty
  const parts = partsOf(input ?? null)
  if (parts === undefined) return wrongKind('若干条记录', 'a list of records')
  const ids = new Set<string>()
  for (const part of parts) {
    const read = one.parse(part, ctx)
    if (!read.ok) return read
    if (typeof read.value === 'string') ids.add(read.value)
  }
  return ids.size === 0 ? empty : ok([...ids].toSorted(compareText))
}

/** Links to any number of records of an entity (M:N): the sorted list of their ids, without doubles. */
export const links: FieldType = defineFieldType({
  type: 'links',
  version: 1,
  label: { zh: '关联多条记录', en: 'Links' },
  icon: 'network',
  group: 'relation',
  settings: [
    setting('target', 'entity_ref', { zh: '关联到', en: 'Links to', required: true }),
    choiceSetting('onDelete', { zh: '对方被删除时', en: 'When the other is deleted', default: 'set_null' }, [
      ['set_null', '移出关联', 'Take it out of the list'],
      ['restrict', '不允许删除', 'Refuse'],
      ['cascade', '一并删除', 'Delete this too'],
    ]),
    setting('filter', 'expression', {
      zh: '可选范围',
      en: 'Which records may be chosen',
      settings: { expect: 'boolean', scope: 'target' },
    }),
  ],
  describe: (settings) => ({
    zh: `关联多条“${worded(settings, 'target')}”`,
    en: `links to any number of ${worded(settings, 'target')}`,
  }),
  expressionType: (field) => ({ kind: 'set', of: 'id', entity: targetOf(field) ?? '' }),
  target: targetOf,
  column: (field) => ({
    type: 'uuid[]',
    members: `entity:${targetOf(field) ?? ''}`,
    onDelete: deletes[textOf(field, 'onDelete') ?? ''] ?? 'set_null',
    index: 'gin',
  }),
  parse,
  format: (value, ctx) =>
    listOf(value)
      .map((id) => ctx.labelOf?.(targetOf(ctx.field) ?? '', id) ?? id)
      .join(ctx.locale === 'zh' ? '、' : ', '),
  toText: (value) => listOf(value).join(','),
  compare: compareLists,
  operators: setOperators,
  aggregates: ['count'],
  groupable: false,
  samples: (field) => {
    const ids = one.samples(field).filter((id): id is string => typeof id === 'string')
    return [...ids.map((id) => [id]), [...new Set(ids)].toSorted(compareText)]
  },
  jsonSchema: () => ({
    type: ['array', 'null'],
    items: { type: 'string', format: 'uuid' },
    uniqueItems: true,
  }),
})
