import type { Expression, Json } from '@mortise/expressions'
import type { CheckDocument, EntityDocument, FieldDocument } from '@mortise/schema'
import { product } from './shop.ts'
import type { Random } from './random.ts'

/** A field as conditions speak of it. */
export type Known = {
  readonly path: string
  readonly kind: 'number' | 'text' | 'boolean' | 'choice' | 'date' | 'link'
}

const v = (name: string): Expression => ({ var: name })

/** Options with an attribute that filters can read. */
export const options: readonly { readonly value: string; readonly label: string; readonly rank: number }[] = [
  'red',
  'green',
  'blue',
  'grey',
].map((value, rank) => ({ value, label: value, rank }))

type Kind = {
  readonly type: string
  readonly kind: Known['kind']
  readonly settings?: { [key: string]: Json }
}

const kinds: readonly Kind[] = [
  { type: 'text', kind: 'text' },
  { type: 'longtext', kind: 'text' },
  { type: 'integer', kind: 'number' },
  { type: 'decimal', kind: 'number', settings: { scale: 2 } },
  { type: 'money', kind: 'number' },
  { type: 'percent', kind: 'number' },
  { type: 'boolean', kind: 'boolean' },
  { type: 'select', kind: 'choice', settings: { options } },
  { type: 'date', kind: 'date' },
  { type: 'link', kind: 'link', settings: { target: 'ware' } },
]

/** A condition over some fields. */
export function randomCondition(random: Random, known: readonly Known[], depth = 1): Expression {
  if (depth > 0 && random.oneIn(3))
    return {
      [random.pick(['and', 'or'])]: [
        randomCondition(random, known, depth - 1),
        randomCondition(random, known, depth - 1),
      ],
    }
  if (known.length === 0) return random.oneIn(2)
  const { path, kind } = random.pick(known)
  switch (kind) {
    case 'number':
      return { [random.pick(['>', '<', '>=', '!='])]: [v(path), random.below(9)] }
    case 'text':
      return random.oneIn(2)
        ? { '==': [v(path), null] }
        : { contains: [v(path), random.pick(['a', '1', '中'])] }
    case 'boolean':
      return { '==': [v(path), random.oneIn(2)] }
    case 'choice':
      return random.oneIn(2)
        ? { '==': [v(path), random.pick(options).value] }
        : { in: [v(path), random.some(options, 2).map(({ value }) => value)] }
    case 'date':
      return { '<': [v(path), '2026-03-05'] }
    case 'link':
      return random.oneIn(2) ? { '==': [v(path), null] } : { '>': [v(`${path}.level`), random.below(4)] }
  }
}

/** A number worked out of some fields; null when none of them is one. */
export function randomNumber(random: Random, known: readonly Known[]): Expression {
  const numbers = known.flatMap(({ path, kind }) =>
    kind === 'number' ? [path] : kind === 'link' ? [`${path}.price`] : [],
  )
  if (numbers.length === 0) return random.below(50)
  return {
    [random.pick(['+', '*', '-'])]: [
      { '??': [v(random.pick(numbers)), 1] },
      random.oneIn(2) ? random.below(7) : { '??': [v(random.pick(numbers)), 2] },
    ],
  }
}

/** A value that a field may be set to, worked out of others. */
export function randomValue(random: Random, kind: Known['kind'], known: readonly Known[]): Expression {
  switch (kind) {
    case 'number':
      return randomNumber(random, known)
    case 'text': {
      const texts = known.filter((one) => one.kind === 'text' || one.kind === 'choice')
      return texts.length === 0
        ? 'abc'
        : { concat: [v(random.pick(texts).path), '-', random.pick(['x', '中'])] }
    }
    case 'boolean':
      return randomCondition(random, known)
    case 'choice':
      return random.pick(options).value
    case 'date': {
      const dates = known.filter((one) => one.kind === 'date')
      return dates.length === 0 ? '2026-05-01' : v(random.pick(dates).path)
    }
    case 'link': {
      const links = known.filter((one) => one.kind === 'link')
      return links.length === 0 ? null : v(random.pick(links).path)
    }
  }
}

function randomField(
  random: Random,
  key: string,
  known: readonly Known[],
): { document: FieldDocument; kind: Known['kind'] } {
  if (random.oneIn(7) && known.length > 1)
    return {
      document: {
        key,
        label: key,
        type: 'formula',
        settings: { result: 'decimal', scale: 4, stored: true, expr: randomNumber(random, known) },
      },
      kind: 'number',
    }
  const { type, kind, settings = {} } = random.pick(kinds)
  const filter = type === 'link' && random.oneIn(3) ? { filter: { '==': [v('active'), true] } } : {}
  const standard = random.oneIn(4) ? { default: randomValue(random, kind, random.oneIn(2) ? known : []) } : {}
  return {
    document: {
      key,
      label: { zh: `字段${key}`, en: `Field ${key}` },
      type,
      ...(random.oneIn(6) ? { required: true } : {}),
      ...(random.oneIn(12) ? { requiredEvenHidden: true } : {}),
      ...standard,
      settings: { ...settings, ...filter },
    },
    kind,
  }
}

/** Checks that speak of some fields, also in their messages. */
export function randomChecks(
  random: Random,
  known: readonly Known[],
  prefix: string,
): readonly CheckDocument[] {
  return Array.from({ length: random.below(2) }, (_, n) => {
    const { path } = random.pick(known)
    return {
      key: `${prefix}${n}`,
      when: randomCondition(random, known),
      message: { zh: `不行：{{${path}}}`, en: `no: {{${path}}}` },
      ...(random.oneIn(2) ? { fields: [path] } : {}),
      level: random.oneIn(4) ? ('warn' as const) : ('block' as const),
    }
  })
}

/** A made-up entity with a sub-table. `fields` lists what is known of the record, in the order things may lean on each other. */
export type RandomEntity = {
  readonly entities: readonly EntityDocument[]
  /** Fields of the record that people write, in order; `lines` stands between those before and after it. */
  readonly before: readonly Known[]
  readonly after: readonly Known[]
  readonly line: readonly Known[]
}

/**
 * Makes one. A field leans only on those before it, so that nothing goes round in circles. `suffix` tells the entities of
 * one from those of another.
 */
export function randomEntity(random: Random, suffix = ''): RandomEntity {
  const made: FieldDocument[] = []
  const known: Known[] = []
  const add = (): void => {
    const key = `f${made.length}`
    const { document, kind } = randomField(random, key, known)
    made.push(document)
    known.push({ path: key, kind })
  }
  while (made.length < 7 + random.below(4)) add()
  const before = [...known]
  made.push({
    key: 'lines',
    label: { zh: '明细', en: 'Lines' },
    type: 'subtable',
    ...(random.oneIn(3) ? { required: true } : {}),
    settings: { target: `line${suffix}`, parentField: 'main' },
  })
  made.push({
    key: 'total',
    label: 'Total',
    type: 'formula',
    settings: { result: 'decimal', scale: 4, stored: true, expr: { sumOf: [v('lines'), v('amount')] } },
  })
  known.push({ path: 'total', kind: 'number' })
  while (made.length < 14 + random.below(6)) add()
  const writable = known.filter(({ path }) => made.find(({ key }) => key === path)?.type !== 'formula')
  const line: readonly Known[] = [
    { path: 'n', kind: 'number' },
    { path: 'name', kind: 'text' },
    { path: 'item', kind: 'link' },
    { path: 'price', kind: 'number' },
    { path: 'tone', kind: 'choice' },
  ]
  return {
    entities: [
      {
        key: `main${suffix}`,
        label: 'Main',
        title: 'f0',
        fields: made,
        checks: randomChecks(random, known, 'own'),
      },
      {
        key: `line${suffix}`,
        label: 'Line',
        title: 'name',
        kind: 'child',
        fields: [
          { key: 'main', label: 'Main', type: 'link', settings: { target: `main${suffix}` } },
          { key: 'n', label: 'N', type: 'integer', ...(random.oneIn(3) ? { required: true } : {}) },
          { key: 'name', label: 'Name', type: 'text', ...(random.oneIn(3) ? { default: 'new' } : {}) },
          { key: 'item', label: 'Item', type: 'link', settings: { target: 'ware' } },
          { key: 'price', label: 'Price', type: 'money', ...(random.oneIn(4) ? { required: true } : {}) },
          { key: 'tone', label: 'Tone', type: 'select', settings: { options } },
          {
            key: 'amount',
            label: 'Amount',
            type: 'formula',
            settings: {
              result: 'decimal',
              scale: 4,
              stored: true,
              expr: { '*': [v('n'), { '??': [v('price'), v('item.price')] }] },
            },
          },
        ],
        checks: randomChecks(random, line, 'row'),
      },
      product,
    ],
    before: writable.filter((one) => before.includes(one)),
    after: writable.filter((one) => !before.includes(one)),
    line,
  }
}
