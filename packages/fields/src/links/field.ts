import { listed } from '@mortise/errors'
import { compareText, type Json } from '@mortise/expressions'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { compareLists, listOf } from '../shared/lists.ts'
import { setOperators } from '../shared/operators.ts'
import { reference } from '../shared/reference.ts'
import { empty, isEmpty, ok, wrongKind } from '../shared/results.ts'
import { deleteRule, linkSettings, targetOf } from '../shared/link-settings.ts'
import { jsonFromText } from '../shared/rows.ts'
import { worded } from '../shared/words.ts'

const one = reference((ctx) => targetOf(ctx.field) ?? '')

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
  settings: linkSettings({
    standard: 'set_null',
    whenDeleted: {
      restrict: { zh: '不允许删除', en: 'Refuse' },
      set_null: { zh: '移出关联', en: 'Take it out of the list' },
      cascade: { zh: '一并删除', en: 'Delete this too' },
    },
  }),
  describe: (settings) => ({
    zh: `关联多条“${worded(settings, 'target')}”`,
    en: `links to any number of ${worded(settings, 'target')}`,
  }),
  expressionType: (field) => ({ kind: 'set', of: 'id', entity: targetOf(field) ?? '' }),
  target: targetOf,
  column: (field) => ({
    type: 'uuid[]',
    members: `entity:${targetOf(field) ?? ''}`,
    onDelete: deleteRule(field, 'set_null'),
    index: 'gin',
  }),
  parse,
  format: (value, ctx) =>
    listed(
      listOf(value).map((id) => ctx.labelOf?.(targetOf(ctx.field) ?? '', id) ?? id),
      ctx.locale,
    ),
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
