import type { ErrorDetail } from '@mortise/errors'
import type { ErrorObject } from 'ajv/dist/2020.js'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import { isObject, pointer, pointerParts } from '../pointer.ts'
import { keyPattern } from '../json-schemas/build.ts'

type Maker = (error: ErrorObject, file: string) => ErrorDetail | undefined

const typeNames: { readonly [type: string]: readonly [zh: string, en: string] } = {
  string: ['文字', 'a text'],
  number: ['数字', 'a number'],
  integer: ['整数', 'a whole number'],
  boolean: ['true 或 false', 'true or false'],
  object: ['对象', 'an object'],
  array: ['列表', 'a list'],
  null: ['null', 'null'],
}

function words(types: unknown): { readonly typeZh: string; readonly typeEn: string } {
  const all = (Array.isArray(types) ? types : [types]).map((type) => typeNames[String(type)] ?? ['?', '?'])
  return { typeZh: all.map((one) => one[0]).join('或'), typeEn: all.map((one) => one[1]).join(' or ') }
}

/** Names an object may have at the place of an error. */
function knownNames(error: ErrorObject): readonly string[] {
  const properties: unknown = error.parentSchema?.['properties']
  return isObject(properties) ? Object.keys(properties) : []
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function below(error: ErrorObject, name: string): string {
  return error.instancePath + pointer([name])
}

const unknownKey: Maker = (error, file) => {
  const name = String(error.params['additionalProperty'])
  return problem(
    'SCHEMA_UNKNOWN_KEY',
    { file, path: below(error, name) },
    { name, ...hint(name, knownNames(error)) },
  )
}

const missing: Maker = (error, file) => {
  const name = String(error.params['missingProperty'])
  return problem('SCHEMA_REQUIRED', { file, path: below(error, name) }, { name })
}

const wrongType: Maker = (error, file) =>
  problem('SCHEMA_TYPE', { file, path: error.instancePath }, words(error.params['type']))

function choice(
  allowed: readonly unknown[],
  value: unknown,
  at: { readonly file: string; readonly path: string },
): ErrorDetail {
  const name = shown(value)
  return problem('SCHEMA_ENUM', at, { name, ...hint(name, allowed.map(shown)) })
}

const wrongChoice: Maker = (error, file) =>
  choice(error.params['allowedValues'] as readonly unknown[], error.data, { file, path: error.instancePath })

const wrongConstant: Maker = (error, file) =>
  choice([error.params['allowedValue']], error.data, { file, path: error.instancePath })

/** An unknown `type`: the known ones are the constants of the variants. */
const wrongVariant: Maker = (error, file) => {
  const variants: unknown = error.parentSchema?.['oneOf']
  const allowed = (Array.isArray(variants) ? variants : [])
    .map((one: unknown) =>
      isObject(one) && isObject(one['properties']) ? one['properties']['type'] : undefined,
    )
    .map((type) => (isObject(type) ? type['const'] : undefined))
    .filter((type) => type !== undefined)
  const value: unknown = error.params['tagValue']
  if (value === undefined) return undefined
  return choice(allowed, value, { file, path: below(error, 'type') })
}

const wrongPattern: Maker = (error, file) => {
  const pattern = String(error.params['pattern'])
  const rule =
    pattern === keyPattern
      ? {
          ruleZh: '小写字母开头，只含小写字母、数字和下划线，最多 48 个字符',
          ruleEn: 'start with a small letter, then small letters, digits and _, at most 48',
        }
      : { ruleZh: `须符合 ${pattern}`, ruleEn: `it must match ${pattern}` }
  const name = shown(error.data)
  const at = error.propertyName === undefined ? error.instancePath : below(error, error.propertyName)
  return problem('SCHEMA_PATTERN', { file, path: at }, { name, ...rule })
}

type Bound = readonly [code: 'SCHEMA_LENGTH' | 'SCHEMA_RANGE' | 'SCHEMA_ITEMS', zh: string, en: string]

const bounds: { readonly [keyword: string]: Bound } = {
  minLength: ['SCHEMA_LENGTH', '至少 {n} 个字符', 'at least {n} characters'],
  maxLength: ['SCHEMA_LENGTH', '最多 {n} 个字符', 'at most {n} characters'],
  minimum: ['SCHEMA_RANGE', '不小于 {n}', 'at least {n}'],
  maximum: ['SCHEMA_RANGE', '不大于 {n}', 'at most {n}'],
  exclusiveMinimum: ['SCHEMA_RANGE', '大于 {n}', 'greater than {n}'],
  exclusiveMaximum: ['SCHEMA_RANGE', '小于 {n}', 'less than {n}'],
  minItems: ['SCHEMA_ITEMS', '至少 {n} 项', 'at least {n} items'],
  maxItems: ['SCHEMA_ITEMS', '最多 {n} 项', 'at most {n} items'],
  minProperties: ['SCHEMA_ITEMS', '至少 {n} 项', 'at least {n} entries'],
}

function outOfBounds(error: ErrorObject, file: string, bound: Bound): ErrorDetail {
  const limit = String(error.params['limit'])
  const [code, zh, en] = bound
  const rule = { ruleZh: zh.replace('{n}', limit), ruleEn: en.replace('{n}', limit) }
  return problem(code, { file, path: error.instancePath }, rule)
}

const wrongFormat: Maker = (error, file) =>
  problem(
    'SCHEMA_FORMAT',
    { file, path: error.instancePath },
    { name: shown(error.data), format: error.params['format'] },
  )

/** `false` as a schema forbids a key: the same as an unknown one. */
const forbidden: Maker = (error, file) => {
  const name = pointerParts(error.instancePath).at(-1) ?? ''
  return problem(
    'SCHEMA_UNKNOWN_KEY',
    { file, path: error.instancePath },
    { name, hintZh: '', hintEn: 'remove it' },
  )
}

/** Keywords that only repeat what a nested error says. */
const silent: Maker = () => undefined

const makers: { readonly [keyword: string]: Maker } = {
  additionalProperties: unknownKey,
  unevaluatedProperties: unknownKey,
  required: missing,
  type: wrongType,
  enum: wrongChoice,
  const: wrongConstant,
  discriminator: wrongVariant,
  pattern: wrongPattern,
  format: wrongFormat,
  'false schema': forbidden,
  propertyNames: silent,
  if: silent,
  anyOf: silent,
  not: silent,
}

/** Our own words for one of ajv's errors; undefined when another error says it better. */
export function describeError(error: ErrorObject, file: string): ErrorDetail | undefined {
  const bound = bounds[error.keyword]
  if (bound !== undefined) return outOfBounds(error, file, bound)
  const maker = makers[error.keyword]
  if (maker !== undefined) return maker(error, file)
  return problem('SCHEMA_OTHER', { file, path: error.instancePath }, { rule: error.message ?? error.keyword })
}
