import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { textOperators } from '../shared/operators.ts'
import { asWritten } from '../shared/quick.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { sentence } from '../shared/settings.ts'
import { code } from '../shared/wording.ts'

const address =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u

// The most usual addresses: small Latin letters in the domain.
const plainAddress = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.){1,3}[a-z]{2,20}$/u

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' ? plain(input).replace(/^mailto:/iu, '') : undefined
  if (words === '') return empty
  if (words === undefined || words.length > 254 || !address.test(words))
    return fail(errors.FIELD_EMAIL({ input: quoted(input) }))
  const at = words.lastIndexOf('@')
  return ok(words.slice(0, at) + words.slice(at).toLowerCase())
}

/** An e-mail address; the domain in small letters, the rest as written. */
export const email: FieldType = defineFieldType({
  type: 'email',
  version: 1,
  label: { zh: '邮箱', en: 'E-mail' },
  icon: 'mail',
  group: 'contact',
  settings: [],
  describe: sentence('邮箱地址', 'an e-mail address'),
  ...code,
  mask: 'mailbox',
  disguise: (_value, roll) => `user${roll(1_000_000_000)}@example.com`,
  column: () => ({ type: 'text', collation: 'C' }),
  parse,
  quick: () => asWritten(plainAddress, 100),
  operators: textOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: false,
  samples: () => [
    'zhang.san@example.com',
    'a+tag@sub.example.com.cn',
    "o'neil@example.org",
    '张三@例子.中国',
    'A_B@x-y.io',
  ],
  jsonSchema: () => ({ type: ['string', 'null'], format: 'email' }),
})
