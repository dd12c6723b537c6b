import { readdirSync } from 'node:fs'
import type { FieldDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtinFieldTypes, designFieldTypes, type FieldContext, type FieldType } from './index.ts'

const everyType = [...builtinFieldTypes, ...designFieldTypes]
const textType = everyType[0] as FieldType
const known = new Set(everyType.map(({ type }) => type))

const options = [
  { value: 'lead', label: { zh: '潜在客户', en: 'Lead' } },
  { value: 'won', label: { zh: '赢单', en: 'Won' } },
  { value: 'a,b', label: { zh: '甲，乙', en: 'A, B' } },
  { value: 'twin', label: { zh: '赢单', en: 'Won' } },
  { value: '[x]', label: '[x]' },
]

/** Documents of a type: as dropped from the palette, and with what its settings need. */
function documentsOf(type: FieldType): readonly FieldDocument[] {
  const head = { key: 'f', label: { zh: '字段', en: 'Field' }, type: type.type }
  const full = {
    ...head,
    settings: { options, tree, target: 'thing', parentField: 'parent', path: 'other.name' },
  }
  const results = ['money', 'integer', 'text', 'date', 'boolean'].map((result) => ({
    ...head,
    settings: { result },
  }))
  return [{ ...head, settings: type.defaults ?? {} }, full, ...(type.resultType === undefined ? [] : results)]
}

const tree = [
  {
    value: 'east',
    label: { zh: '华东', en: 'East' },
    children: [
      { value: 'sh', label: { zh: '上海', en: 'Shanghai' } },
      { value: 'js', label: 'a/b', children: [{ value: '甲,乙', label: '上海' }] },
    ],
  },
  { value: 'east_2', label: { zh: '华东', en: 'East' } },
  { value: '[x]', label: ' {} ' },
]

const zones = ['Asia/Shanghai', 'America/New_York', 'UTC']
const contexts = (field: FieldDocument): readonly FieldContext[] =>
  zones.flatMap((timeZone) => [
    { field, timeZone, locale: 'zh' } as const,
    { field, timeZone, locale: 'en' } as const,
  ])

const folderName = (type: string): string => type.replaceAll('_', '-')
const foldersIn = (place: string): readonly string[] =>
  readdirSync(new URL(place, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

describe('the lists', () => {
  it('name every folder, and every folder is listed', () => {
    const places = foldersIn('./').filter((name) => !['design', 'shared', 'react', 'faces'].includes(name))
    expect(places.toSorted()).toEqual(builtinFieldTypes.map(({ type }) => folderName(type)).toSorted())
    expect(foldersIn('./design/').toSorted()).toEqual(
      designFieldTypes.map(({ type }) => folderName(type)).toSorted(),
    )
  })

  it('hold each type once', () => {
    expect(known.size).toBe(everyType.length)
  })
})

describe.each(everyType.map((type) => [type.type, type] as const))('%s', (_, type) => {
  it('describes itself and its settings in both languages, in known types', () => {
    expect(type.label.zh).toMatch(/\p{Script=Han}/u)
    expect(type.label.en).toMatch(/[a-z]/u)
    expect(type.icon).toMatch(/^[a-z0-9-]+$/u)
    const told = type.describe(type.defaults ?? {})
    expect(told.zh).not.toBe('')
    expect(told.en).not.toBe('')
    for (const setting of type.settings) {
      expect(known).toContain(setting.type)
      expect(setting.label).toMatchObject({
        zh: expect.stringMatching(/\p{Script=Han}/u),
        en: expect.stringMatching(/\w/u),
      })
    }
    expect(new Set(type.settings.map(({ key }) => key)).size).toBe(type.settings.length)
  })

  it('takes its own default settings', () => {
    for (const setting of type.settings) {
      const value = type.defaults?.[setting.key] ?? (setting.default as string | undefined)
      if (value === undefined || value === null) continue
      const inner = everyType.find((one) => one.type === setting.type)
      expect(inner?.parse(value, { field: setting, locale: 'zh', timeZone: 'UTC' })).toMatchObject({
        ok: true,
      })
    }
  })

  it('has samples that are canonical, and reads back what it writes', () => {
    for (const field of documentsOf(type)) {
      for (const sample of [...type.samples(field), null]) {
        for (const ctx of contexts(field)) {
          const stored = { ok: true, value: sample }
          expect(type.parse(sample, ctx)).toEqual(stored)
          expect(type.parse(structuredClone(sample), ctx)).toEqual(stored)
          expect(type.parse(type.toText(sample, ctx), { ...ctx, source: 'file' })).toEqual(stored)
          expect(typeof type.format(sample, ctx)).toBe('string')
          if (type.fit !== undefined) expect(type.parse(type.fit(sample, field), ctx)).toEqual(stored)
        }
      }
    }
  })

  it('has disguises that the field takes', () => {
    const roll = (below: number): number => Math.floor(below / 3)
    for (const field of documentsOf(type)) {
      for (const sample of type.samples(field)) {
        const others = [type.disguise?.(sample, roll), type.standIn?.(sample, { field, roll })]
        for (const other of others.filter((one) => one !== undefined)) {
          expect(type.parse(other, { field, locale: 'zh', timeZone: 'UTC' })).toEqual({
            ok: true,
            value: other,
          })
        }
      }
    }
  })

  it('takes every form of nothing as null', () => {
    for (const field of documentsOf(type)) {
      for (const nothing of [undefined, null, '']) {
        const ctx = { field, locale: 'zh', timeZone: 'UTC' } as const
        expect(type.parse(nothing, ctx)).toEqual({ ok: true, value: null })
      }
      expect(type.toText(null, { field, locale: 'zh', timeZone: 'UTC' })).toBe('')
      expect(type.format(null, { field, locale: 'zh', timeZone: 'UTC' })).toBe('')
    }
  })

  it('orders its values totally, nulls last', () => {
    for (const field of documentsOf(type)) {
      const values = [...type.samples(field), null]
      const sign = (a: number, b: number): number =>
        Math.sign(type.compare(values[a] ?? null, values[b] ?? null, field))
      for (const [a] of values.entries()) {
        expect(sign(a, a)).toBe(0)
        for (const [b] of values.entries()) {
          expect(sign(a, b) + sign(b, a)).toBe(0)
          if (a !== b) expect(sign(a, b)).not.toBe(0)
          for (const [c] of values.entries())
            if (sign(a, b) < 0 && sign(b, c) < 0) expect(sign(a, c)).toBe(-1)
        }
      }
      expect(values.toSorted((a, b) => type.compare(a, b, field)).at(-1)).toBeNull()
    }
  })

  it('answers any JSON with a canonical value or a message, and what it takes it takes again', () => {
    const field = documentsOf(type)[1] ?? documentsOf(type)[0]
    if (field === undefined) throw new Error('no document')
    const ctx: FieldContext = {
      field,
      locale: 'zh',
      timeZone: 'Asia/Shanghai',
      shown: { type: textType, field },
    }
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.double().map(String),
      fc.integer(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom(
        '1.2万',
        '￥1,234.56',
        '15%',
        '2026年3月5日 9点',
        '是',
        '+86 138-1234-5678',
        '010 62345678 转 12',
        'Won',
        'x@y.cn',
      ),
    )
    fc.assert(
      fc.property(anything, (input) => {
        const read = type.parse(input as never, ctx)
        if (!read.ok) {
          expect(read.message.zh).not.toMatch(
            /\{(input|max|min|scale|digits|length|pattern|wanted|wantedEn|hintZh|hintEn|name|accept)\}/u,
          )
          expect(read.message.en).not.toBe('')
          return
        }
        expect(type.parse(read.value, ctx)).toEqual(read)
        expect(type.parse(type.toText(read.value, ctx), { ...ctx, source: 'file' })).toEqual(read)
      }),
      { numRuns: 300 },
    )
  })

  it('reads plain cells quickly as it reads them otherwise', () => {
    const cells = [
      '7',
      '-7',
      '0',
      '-0',
      '007',
      '1.50',
      '1.00',
      '-0.10',
      '.5',
      '1e3',
      '99999999999999999',
      '12.345678901',
      '2026-02-28',
      '2026-02-30',
      '0000-01-01',
      '2026-13-01',
      '2026-01-01T00:00:00.000Z',
      '是',
      'Yes',
      'TRUE',
      '13812345678',
      '12812345678',
      'a.b@x-y.com',
      'a..b@x.com',
      'A@B.COM',
      '中文',
      'x\u0000',
      '\ud800',
      "'",
      '\\',
    ]
    for (const field of documentsOf(type)) {
      const quick = type.quick?.(field)
      if (quick === undefined) continue
      const ctx = { field, locale: 'zh', timeZone: 'Asia/Shanghai', source: 'file' } as const
      const same = (words: string): void => {
        const value = quick(words)
        if (value !== undefined) expect(type.parse(words, ctx)).toEqual({ ok: true, value })
      }
      for (const cell of cells) same(cell)
      for (const sample of type.samples(field))
        if (type.toText(sample, ctx).trim() !== '') same(type.toText(sample, ctx).trim())
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)), (words) => {
          if (words.trim() !== '') same(words.trim())
        }),
        { numRuns: 200 },
      )
    }
  })

  it('says what its column is, or that it has none', () => {
    for (const field of documentsOf(type)) {
      const column = type.column(field)
      if (column?.type === 'numeric') expect(column.precision).toBeGreaterThanOrEqual(column.scale ?? 0)
      expect(type.expressionType(field, () => undefined).kind).toEqual(expect.any(String))
      expect(type.jsonSchema(field)).toEqual(expect.any(Object))
    }
  })
})
