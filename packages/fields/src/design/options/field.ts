import { listed, say, type LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldType, type ParseResult } from '../../define.ts'
import { errors } from '../../errors.ts'
import { designParts, structureParts } from '../../shared/design.ts'
import { fail } from '../../shared/results.ts'
import { parseRows } from '../../shared/rows.ts'
import { sentence } from '../../shared/settings.ts'

function parse(input: Json | undefined): ParseResult {
  const rows = parseRows(input)
  if (!rows.ok || !Array.isArray(rows.value)) return rows
  const values = rows.value.map((row: Json) => valueOf(row))
  const good =
    values.every((value) => value !== undefined && value !== '') && new Set(values).size === values.length
  return good ? rows : fail(errors.FIELD_JSON())
}

const partOf = (row: Json, key: string): Json | undefined =>
  typeof row === 'object' && row !== null && !Array.isArray(row)
    ? (row as { readonly [key: string]: Json })[key]
    : undefined

function valueOf(row: Json): string | undefined {
  const value = partOf(row, 'value')
  return typeof value === 'string' ? value : undefined
}

/** A list of choices: value, label, colour and further attributes; values are there once each. */
export const options: FieldType = defineFieldType({
  ...designParts,
  type: 'options',
  label: { zh: '选项列表', en: 'List of options' },
  icon: 'list',
  settings: [],
  describe: sentence('选项列表', 'a list of options'),
  ...structureParts,
  parse,
  format: (value, ctx) => {
    const rows: readonly Json[] = Array.isArray(value) ? value : []
    const names = rows.map((row) => say((partOf(row, 'label') ?? '') as LocalizedText, ctx.locale))
    return listed(names, ctx.locale)
  },
  samples: () => [
    [{ value: 'a', label: 'A' }],
    [{ value: 'won', label: { zh: '赢单', en: 'Won' }, color: 'green', probability: 100 }],
  ],
  jsonSchema: () => ({ type: ['array', 'null'], items: { type: 'object', required: ['value', 'label'] } }),
})
