import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { choiceOperators } from '../shared/operators.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { sentence } from '../shared/settings.ts'
import { code } from '../shared/wording.ts'

const key = /^[a-z][a-z0-9_]{0,47}$/u

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' ? plain(input) : undefined
  if (words === '') return empty
  return words !== undefined && key.test(words)
    ? ok(words)
    : fail(errors.FIELD_ROLE({ input: quoted(input) }))
}

/** One role of the app, by its key. Roles are documents, not rows, so nothing in the database points at them. */
export const role: FieldType = defineFieldType({
  type: 'role',
  version: 1,
  label: { zh: '角色', en: 'Role' },
  icon: 'user-cog',
  group: 'people',
  settings: [],
  describe: sentence('一个角色', 'one role'),
  ...code,
  format: (value, ctx) => (typeof value === 'string' ? (ctx.labelOf?.('role', value) ?? value) : ''),
  column: () => ({ type: 'text', collation: 'C' }),
  parse,
  operators: choiceOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: true,
  samples: () => ['sales', 'sales_manager', 'a', 'r2_d2'],
  jsonSchema: () => ({ type: ['string', 'null'], pattern: key.source }),
})
