import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { emptyOperators } from '../shared/operators.ts'
import { compareJson } from '../shared/order.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { jsonFromText } from '../shared/rows.ts'
import { choiceSetting, sentence, textOf } from '../shared/settings.ts'

/** A place on the earth, in degrees. */
export type GeoPoint = { readonly lat: number; readonly lng: number }

/** The point of a stored value; undefined when it is none. */
export function pointOf(value: Json): GeoPoint | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { lat, lng } = value as { readonly lat?: Json; readonly lng?: Json }
  return typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : undefined
}

const number = '([+-]?\\d{1,3}(?:\\.\\d{1,30})?(?:e-\\d{1,2})?)'
const pair = new RegExp(`^${number}\\s*°?\\s*[,，;\\s/]\\s*${number}\\s*°?$`, 'iu')

function given(input: Json): { readonly lng: Json | undefined; readonly lat: Json | undefined } | undefined {
  if (typeof input === 'string' && !input.trimStart().startsWith('{')) {
    const match = input.length > 100 ? null : pair.exec(plain(input))
    return match === null ? undefined : { lng: Number(match[1]), lat: Number(match[2]) }
  }
  const json = jsonFromText(input)
  if (Array.isArray(json))
    return json.length === 2 ? { lng: json[0] as Json, lat: json[1] as Json } : undefined
  return typeof json === 'object' && json !== null ? (json as { lng: Json; lat: Json }) : undefined
}

const degrees = (value: Json | undefined, most: number): number | undefined => {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof parsed !== 'number' || !Number.isFinite(parsed) || Math.abs(parsed) > most) return undefined
  // Postgres has no negative zero, and what lies within a millionth of a millimetre of zero is zero.
  return Math.abs(parsed) < 1e-12 ? 0 : parsed
}

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input) || (typeof input === 'string' && input.trim() === '')) return empty
  const found = given(input)
  const [lat, lng] = [degrees(found?.lat, 90), degrees(found?.lng, 180)]
  return lat === undefined || lng === undefined
    ? fail(errors.FIELD_GEO({ input: quoted(input) }))
    : ok({ lat, lng })
}

/** Longitude and latitude as people copy them from a map. */
function words(value: Json): string {
  const point = pointOf(value)
  return point === undefined ? '' : `${point.lng},${point.lat}`
}

/** The address of a map that shows the point in the field's own coordinates. */
export function mapAddress(field: FieldDocument, point: GeoPoint): string {
  const system = textOf(field, 'system') ?? 'gcj02'
  const coordinate = system === 'wgs84' ? 'gps' : system === 'bd09' ? 'baidu' : 'gaode'
  return `https://uri.amap.com/marker?position=${point.lng},${point.lat}&coordinate=${coordinate}`
}

/** A place by longitude and latitude. */
export const geo: FieldType = defineFieldType({
  type: 'geo',
  version: 1,
  label: { zh: '定位', en: 'Location' },
  icon: 'locate',
  group: 'contact',
  settings: [
    choiceSetting('system', { zh: '坐标系', en: 'Coordinates', default: 'gcj02' }, [
      ['gcj02', 'GCJ-02（高德、腾讯）', 'GCJ-02 (Amap, Tencent)'],
      ['wgs84', 'WGS-84（GPS）', 'WGS-84 (GPS)'],
      ['bd09', 'BD-09（百度）', 'BD-09 (Baidu)'],
    ]),
  ],
  describe: sentence('经纬度', 'longitude and latitude'),
  expressionType: () => ({ kind: 'json' }),
  column: () => ({ type: 'jsonb' }),
  parse,
  format: (value, ctx) => {
    const point = pointOf(value)
    if (point === undefined) return ''
    const side = (degree: number, zh: readonly [string, string], en: readonly [string, string]): string =>
      ctx.locale === 'zh'
        ? `${degree < 0 ? zh[1] : zh[0]} ${Math.abs(degree)}°`
        : `${Math.abs(degree)}° ${degree < 0 ? en[1] : en[0]}`
    return `${side(point.lng, ['东经', '西经'], ['E', 'W'])}, ${side(point.lat, ['北纬', '南纬'], ['N', 'S'])}`
  },
  toText: words,
  compare: compareJson,
  disguise: () => null,
  operators: emptyOperators,
  aggregates: ['count'],
  groupable: false,
  samples: () => [
    { lat: 39.909187, lng: 116.397451 },
    { lat: -33.8568, lng: 151.2153 },
    { lat: 0, lng: 0 },
    { lat: 90, lng: -180 },
    { lat: 0.000_000_1, lng: 1e-9 },
    { lat: 22.54309600000002, lng: 114.05786500000001 },
  ],
  jsonSchema: () => ({
    type: ['object', 'null'],
    required: ['lat', 'lng'],
    properties: {
      lat: { type: 'number', minimum: -90, maximum: 90 },
      lng: { type: 'number', minimum: -180, maximum: 180 },
    },
    additionalProperties: false,
  }),
})
