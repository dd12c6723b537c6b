import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { parseRegion, regionSettings, regionWords } from '../region/field.ts'
import { emptyOperators } from '../shared/operators.ts'
import { compareJson } from '../shared/order.ts'
import { storable } from '../shared/prose.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { jsonFromText } from '../shared/rows.ts'
import { sentence } from '../shared/settings.ts'

const longestStreet = 300

/** The parts of an address; each may be missing, but not all. */
export type Address = { readonly region?: string; readonly street?: string; readonly postcode?: string }

/** The parts of a stored address. */
export function addressOf(value: Json): Address {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Address) : {}
}

// In files an address is one line: `广东省/深圳市/南山区 科技园路 1 号 518000`.
function fromLine(line: string, field: FieldDocument): { readonly [part: string]: Json } {
  const postcode = /(?:^|\s)(\d{6})$/u.exec(line)?.[1]
  const rest = postcode === undefined ? line : line.slice(0, -6).replace(/\s$/u, '')
  const [head = '', ...more] = rest.split(' ')
  const region = head === '' || /^\d/u.test(head) ? undefined : parseRegion(head, field)
  const found = region?.ok === true && region.value !== null
  const street = found ? more.join(' ') : rest
  return {
    ...(found ? { region: region.value } : {}),
    ...(street === '' ? {} : { street }),
    ...(postcode === undefined ? {} : { postcode }),
  }
}

type Parts = { readonly [part: string]: Json | undefined }

function partsOf(input: Json, field: FieldDocument): Parts | undefined {
  const json = typeof input === 'string' && !input.startsWith('{') ? undefined : jsonFromText(input)
  if (json === undefined) return typeof input === 'string' ? fromLine(input.trim(), field) : undefined
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Parts) : undefined
}

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input) || (typeof input === 'string' && input.trim() === '')) return empty
  const parts = partsOf(input, field)
  if (parts === undefined) return fail(errors.FIELD_ADDRESS())
  const { street = null, postcode = null } = parts
  const region = parseRegion(parts['region'], field)
  if (!region.ok) return region
  if (street !== null && typeof street !== 'string') return fail(errors.FIELD_ADDRESS())
  const code = typeof postcode === 'number' ? String(postcode) : postcode
  if (code !== null && typeof code !== 'string') return fail(errors.FIELD_ADDRESS())
  const digits = plain(code ?? '')
  if (digits !== '' && !/^\d{6}$/u.test(digits))
    return fail(errors.FIELD_POSTCODE({ input: quoted(postcode) }))
  return storable(street ?? '', longestStreet) ?? wholeOf(region.value, street, digits)
}

function wholeOf(region: Json, street: string | null, postcode: string): ParseResult {
  // In the order in which Postgres keeps them.
  const value = {
    ...(region === null ? {} : { region }),
    ...(street === null || street === '' ? {} : { street }),
    ...(postcode === '' ? {} : { postcode }),
  }
  return Object.keys(value).length === 0 ? empty : ok(value)
}

function line(value: Json, separator: (region: string) => string): string {
  const { region, street, postcode } = addressOf(value)
  return [region === undefined ? undefined : separator(region), street, postcode]
    .filter((part) => part !== undefined)
    .join(' ')
}

// One line where it leads back to the same parts, else the parts themselves.
function toText(value: Json, ctx: FieldContext): string {
  if (value === null) return ''
  const words = line(value, (region) => region)
  const back = parse(words, ctx.field)
  return back.ok && JSON.stringify(back.value) === JSON.stringify(value) ? words : JSON.stringify(value)
}

/** A postal address: region, street and postcode. */
export const address: FieldType = defineFieldType({
  type: 'address',
  version: 1,
  label: { zh: '地址', en: 'Address' },
  icon: 'map',
  group: 'contact',
  settings: regionSettings,
  describe: sentence('地址：地区、街道和邮编', 'an address: region, street and postcode'),
  expressionType: () => ({ kind: 'json' }),
  column: () => ({ type: 'jsonb' }),
  parse: (input, ctx) => parse(input, ctx.field),
  format: (value) => line(value, regionWords),
  toText,
  compare: compareJson,
  disguise: (value) => {
    const { region } = (value ?? {}) as { readonly region?: Json }
    return region === undefined ? null : { region }
  },
  operators: emptyOperators,
  aggregates: ['count'],
  groupable: false,
  samples: (field) =>
    [
      { region: '广东省/深圳市/南山区', street: '科技园路 1 号', postcode: '518000' },
      { region: '北京市/朝阳区', street: '建国路 88 号 518000' },
      { region: '湖北省/仙桃市' },
      { street: ' "甲"\\乙 路\n2 号 ' },
      { street: '北京市/朝阳区' },
      { street: '{"street":"x"}', postcode: '000000' },
      { postcode: '100000' },
    ].filter((one) => parse(one, field).ok),
  jsonSchema: () => ({
    type: ['object', 'null'],
    properties: {
      region: { type: 'string' },
      street: { type: 'string', maxLength: longestStreet },
      postcode: { type: 'string', pattern: '^\\d{6}$' },
    },
    additionalProperties: false,
  }),
})
