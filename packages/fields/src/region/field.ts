import { regionsAtHand } from '#regions'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { pathOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { choiceSetting, flagOf, sentence, setting, textOf } from '../shared/settings.ts'
import { wordsOf } from '../shared/words.ts'
import type { RegionLevel } from './book.ts'

const levels: { readonly [level in RegionLevel]: { readonly zh: string; readonly en: string } } = {
  province: { zh: '省', en: 'province' },
  city: { zh: '市', en: 'city' },
  county: { zh: '区县', en: 'county' },
}
const form = /^\p{Script=Han}{2,20}(?:\/\p{Script=Han}{2,20}){0,2}$/u

/** How far down a field wants its regions. */
export function regionLevel(field: FieldDocument): RegionLevel {
  const level = textOf(field, 'level') ?? 'county'
  return Object.hasOwn(levels, level) ? (level as RegionLevel) : 'county'
}

/** Takes a region: its path, its names run together, or its code. Where the book is not at hand, a path is believed. */
export function parseRegion(input: Json | undefined, field: FieldDocument): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' || typeof input === 'number' ? plain(String(input)) : ''
  if (words === '' && typeof input === 'string') return empty
  const book = regionsAtHand()
  const path = words.length > 60 ? undefined : book === undefined ? words.match(form)?.[0] : book.find(words)
  if (path === undefined) return fail(errors.FIELD_REGION({ input: quoted(input) }))
  const level = regionLevel(field)
  const place = book === undefined ? 'end' : book.place(path, level)
  if (place === 'end' || (place === 'inner' && flagOf(field, 'partial'))) return ok(path)
  return fail(errors.FIELD_REGION_LEVEL({ levelZh: levels[level].zh, levelEn: levels[level].en }))
}

/** How a region is read: its names one after another. */
export function regionWords(path: string): string {
  return path.replaceAll('/', ' ')
}

const samples = [
  '广东省/深圳市/南山区',
  '北京市/朝阳区',
  '湖北省/仙桃市',
  '新疆维吾尔自治区/克孜勒苏柯尔克孜自治州/阿图什市',
  '香港特别行政区/香港岛/中西区',
  '吉林省/吉林市/昌邑区',
  '浙江省/杭州市',
  '上海市',
  '海南省',
]

/** The settings that regions and addresses share. */
export const regionSettings: readonly FieldDocument[] = [
  choiceSetting('level', { zh: '精确到', en: 'Down to', default: 'county' }, [
    ['county', '区县', 'County'],
    ['city', '市', 'City'],
    ['province', '省', 'Province'],
  ]),
  setting('partial', 'boolean', {
    zh: '允许只选到上级',
    en: 'A level above will do',
    default: false,
  }),
]

/** A province, city or county, kept as its path of names: names outlive codes, and people can read and search them. */
export const region: FieldType = defineFieldType({
  type: 'region',
  version: 1,
  label: { zh: '省市区', en: 'Region' },
  icon: 'map-pin',
  group: 'contact',
  settings: regionSettings,
  describe: sentence('省市区', 'a province, city and county'),
  expressionType: () => ({ kind: 'text' }),
  column: () => ({ type: 'text', collation: 'C' }),
  parse: (input, ctx) => parseRegion(input, ctx.field),
  format: (value) => regionWords(wordsOf(value)),
  toText: wordsOf,
  compare: compareCodes,
  operators: pathOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: true,
  samples: (field) => samples.filter((one) => parseRegion(one, field).ok),
  jsonSchema: () => ({ type: ['string', 'null'], description: '广东省/深圳市/南山区' }),
})
