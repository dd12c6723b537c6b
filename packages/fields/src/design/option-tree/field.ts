import type { Json } from '@mortise/expressions'
import { isTree } from '../../cascade/tree.ts'
import { defineFieldType, type FieldType, type ParseResult } from '../../define.ts'
import { errors } from '../../errors.ts'
import { designParts, structureParts } from '../../shared/design.ts'
import { empty, fail, isEmpty, ok } from '../../shared/results.ts'
import { jsonFromText } from '../../shared/rows.ts'
import { sentence } from '../../shared/settings.ts'

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input)) return empty
  const tree = jsonFromText(input)
  if (!isTree(tree)) return fail(errors.FIELD_TREE())
  return (tree as Json[]).length === 0 ? empty : ok(tree)
}

/** Options with options below them, for fields that are chosen level by level. */
export const optionTree: FieldType = defineFieldType({
  ...designParts,
  type: 'option_tree',
  label: { zh: '级联选项', en: 'Tree of options' },
  icon: 'list-tree',
  settings: [],
  describe: sentence('树形选项', 'a tree of options'),
  ...structureParts,
  parse,
  samples: () => [
    [{ value: 'east', label: { zh: '华东', en: 'East' }, children: [{ value: 'sh', label: '上海' }] }],
    [
      { value: 'a', label: 'A' },
      { value: '甲', label: '<b>' },
    ],
  ],
  jsonSchema: () => ({ type: ['array', 'null'], items: { type: 'object' } }),
})
