import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { textOperators } from '../shared/operators.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { sentence } from '../shared/settings.ts'
import { code } from '../shared/wording.ts'

// Only the web: a stored `javascript:` address would run in the browser of whoever clicks it.
const web =
  /^https?:\/\/(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?::\d{1,5})?(?:[/?#][^\s<>"\\^`{|}\p{Cc}]*)?$/u
const scheme = /^(https?):\/\//iu

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' ? plain(input) : undefined
  if (words === '') return empty
  const address = words === undefined ? '' : withScheme(words)
  return address.length <= 2048 && web.test(address)
    ? ok(address)
    : fail(errors.FIELD_URL({ input: quoted(input) }))
}

function withScheme(words: string): string {
  if (scheme.test(words)) return words.replace(scheme, (head) => head.toLowerCase())
  return words.includes('.') && !/^[a-z][a-z0-9+.-]*:(?!\d)/iu.test(words) ? `https://${words}` : words
}

/** A web address; `https://` is added where people leave it out. */
export const url: FieldType = defineFieldType({
  type: 'url',
  version: 1,
  label: { zh: '网址', en: 'Web address' },
  icon: 'link',
  group: 'contact',
  settings: [],
  describe: sentence('网址', 'a web address'),
  ...code,
  mask: 'nothing',
  column: () => ({ type: 'text', collation: 'C' }),
  parse,
  standIn: (_value, { roll }) => `https://example.com/${roll(1_000_000_000)}`,
  operators: textOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: false,
  samples: () => [
    'https://example.com',
    'http://localhost:8080/a?b=c#d',
    'https://例子.中国/路径?词=值',
    'https://example.com/%20a/(b)',
  ],
  jsonSchema: () => ({ type: ['string', 'null'], format: 'uri' }),
})
