import { listed } from '@mortise/errors'
import { compareText, type Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { compareLists, listOf } from '../shared/lists.ts'
import { setOperators } from '../shared/operators.ts'
import {
  allValues,
  findOption,
  firstOptions,
  optionLabel,
  optionsSetting,
  optionText,
  unknownOption,
} from '../shared/options.ts'
import { empty, isEmpty, ok, wrongKind } from '../shared/results.ts'

const separators = /[,，;；、|\n\r\t]+/u

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input)) return empty
  if (Array.isArray(input)) return parseList(input, field)
  if (typeof input !== 'string') return wrongKind('若干选项', 'a list of options')
  return parseList(partsOf(input, field), field)
}

// A label may hold a separator itself, so the whole text is tried as one option first.
function partsOf(words: string, field: FieldDocument): readonly Json[] {
  if (findOption(field, words) !== undefined) return [words]
  if (words.startsWith('[')) {
    const list = listFromJson(words)
    if (list !== undefined) return list
  }
  return words.split(separators).filter((part) => part.trim() !== '')
}

function listFromJson(words: string): readonly Json[] | undefined {
  try {
    const list: unknown = JSON.parse(words)
    return Array.isArray(list) ? list : undefined
  } catch {
    return undefined
  }
}

function parseList(parts: readonly Json[], field: FieldDocument): ParseResult {
  const values = new Set<string>()
  for (const part of parts) {
    const option = typeof part === 'string' ? findOption(field, part) : undefined
    if (option === undefined) return unknownOption(field, part)
    values.add(option.value)
  }
  return values.size === 0 ? empty : ok([...values].sort(compareText))
}

function toText(value: Json, ctx: FieldContext): string {
  const values = listOf(value)
  const words = values.map((one) => optionText(one, ctx))
  return words.some((word) => separators.test(word) || word.trim() !== word || word.startsWith('['))
    ? JSON.stringify(values)
    : words.join(',')
}

/** Several choices out of a list; a sorted list of option values without doubles. */
export const multiselect: FieldType = defineFieldType({
  type: 'multiselect',
  version: 1,
  label: { zh: '多选', en: 'Several choices' },
  icon: 'list-checks',
  group: 'choice',
  settings: [optionsSetting],
  describe: (settings) => {
    const count = Array.isArray(settings['options']) ? settings['options'].length : 0
    return { zh: `${count} 个选项中选若干个`, en: `any of ${count} options` }
  },
  expressionType: () => ({ kind: 'set', of: 'text' }),
  column: () => ({ type: 'text[]', collation: 'C', index: 'gin' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: (value, ctx) =>
    listed(
      listOf(value).map((one) => optionLabel(ctx.field, one, ctx.locale)),
      ctx.locale,
    ),
  toText,
  compare: compareLists,
  operators: setOperators,
  aggregates: ['count'],
  groupable: false,
  samples: (field) => {
    const values = [...new Set(allValues(field))].sort(compareText)
    return values.length === 0 ? [] : [...values.map((value) => [value]), values]
  },
  defaults: { options: firstOptions },
  jsonSchema: (field) => ({
    type: ['array', 'null'],
    items: { type: 'string', enum: allValues(field) },
    uniqueItems: true,
  }),
})
