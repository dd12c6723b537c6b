import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { pathOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { empty, fail, isEmpty, ok, quoted, wrongKind } from '../shared/results.ts'
import { flagOf, setting } from '../shared/settings.ts'
import { allPaths, findPath, pathOfValue, pathValue, type TreePath } from './tree.ts'

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input)) return empty
  const parts =
    Array.isArray(input) && input.every((one) => typeof one === 'string') ? input.join('/') : input
  const words = parts
  if (typeof words !== 'string' && typeof words !== 'number')
    return wrongKind('一级一级的选项', 'a path of options')
  if (String(words).trim() === '') return empty
  const path = findPath(field, String(words))
  if (path === undefined) return fail(errors.FIELD_OPTION({ input: quoted(input), hintZh: '', hintEn: '' }))
  return isEnd(path) || flagOf(field, 'partial')
    ? ok(pathValue(path))
    : fail(errors.FIELD_CASCADE_LEAF({ input: quoted(input) }))
}

const isEnd = (path: TreePath): boolean => (path.at(-1)?.children ?? []).length === 0

/** The names along a path; the value itself when the options are gone, so that old records still read. */
function names(value: string, ctx: FieldContext, separator: string): string {
  const path = pathOfValue(ctx.field, value)
  return path === undefined ? value : path.map(({ label }) => say(label, ctx.locale)).join(separator)
}

// Names where they lead back to the same option, else the values.
function toText(value: Json, ctx: FieldContext): string {
  if (typeof value !== 'string') return ''
  const words = names(value, ctx, '/')
  const found = findPath(ctx.field, words)
  return found !== undefined && pathValue(found) === value && words.trim() === words ? words : value
}

/** One option out of a tree, chosen level by level; stored as the path of the options' values. */
export const cascade: FieldType = defineFieldType({
  type: 'cascade',
  version: 1,
  label: { zh: '级联选择', en: 'Cascade' },
  icon: 'list-tree',
  group: 'choice',
  settings: [
    setting('tree', 'option_tree', { zh: '选项', en: 'Options', required: true }),
    setting('partial', 'boolean', { zh: '允许只选到上级', en: 'A level above will do', default: false }),
  ],
  describe: (settings) => {
    const count = Array.isArray(settings['tree']) ? settings['tree'].length : 0
    return { zh: `级联选项，第一级 ${count} 项`, en: `a tree of options, ${count} at the top` }
  },
  expressionType: () => ({ kind: 'text' }),
  column: () => ({ type: 'text', collation: 'C' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: (value, ctx) => (typeof value === 'string' ? names(value, ctx, ' / ') : ''),
  toText,
  compare: compareCodes,
  operators: pathOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: true,
  samples: (field) =>
    allPaths(field)
      .filter((path) => isEnd(path) || flagOf(field, 'partial'))
      .map(pathValue),
  defaults: {
    tree: [
      {
        value: 'option_1',
        label: { zh: '选项一', en: 'Option 1' },
        children: [
          { value: 'option_1', label: { zh: '选项一甲', en: 'Option 1a' } },
          { value: 'option_2', label: { zh: '选项一乙', en: 'Option 1b' } },
        ],
      },
      { value: 'option_2', label: { zh: '选项二', en: 'Option 2' } },
    ],
  },
  jsonSchema: () => ({
    type: ['string', 'null'],
    description: 'values of the options from the top down, joined by /',
  }),
})
