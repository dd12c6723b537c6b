import { check } from '../default-language.ts'
import { rangeNames } from '../date-ranges.ts'
import { makeScope } from '../scope.ts'
import type { Expression, ExpressionType, Json, Scope, ScopeName } from '../types.ts'

/*
 * Random typed expressions and the scope they are written over, for the tests that hold several meanings of
 * the language against each other (closures, json-logic-js, Postgres, text form).
 */

/** A repeatable source of chance. */
export type Chance = {
  readonly below: (limit: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  readonly often: (share: number) => boolean
}

/** Makes chance from a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    often: (share) => next() < share,
    pick: (list) => {
      const found = list[below(list.length)]
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
  }
}

const name = (key: string, type: ExpressionType, more: Partial<ScopeName> = {}): ScopeName => ({
  key,
  label: key,
  type,
  nullable: true,
  ...more,
})
const kinds = ['number', 'text', 'boolean', 'date', 'datetime', 'time'] as const

/** Fields every entity of the test has: two of each plain kind and sets. */
const fields: readonly ScopeName[] = [
  ...kinds.flatMap((kind) => [name(`${kind}_a`, { kind }), name(`${kind}_b`, { kind })]),
  name('number_full', { kind: 'number' }, { nullable: false }),
  name('text_full', { kind: 'text' }, { nullable: false }),
  name('set_a', { kind: 'set', of: 'text' }),
  name('set_b', { kind: 'set', of: 'text' }),
]

const person = makeScope('person', fields)
const link = name('owner', { kind: 'id', entity: 'person' }, { target: () => person })
/** Scope of the rows that a main record has, which lookups look through too. */
export const childScope: Scope = makeScope('child', [...fields, link])
const child = childScope
/** The entity that random expressions are about. */
export const testScope: Scope = {
  ...makeScope('main', [
    ...fields,
    link,
    name('children', { kind: 'rows', entity: 'child' }, { nullable: false, rows: () => child }),
  ]),
  entities: { find: (key) => (key === 'child' ? childScope : undefined), keys: () => ['child'] },
}
/** Columns of all three tables, by key. */
export const testFields: readonly ScopeName[] = fields

/** Texts with everything that makes texts hard. */
export const hardTexts: readonly string[] = [
  'a',
  'A',
  'abc',
  'Abc def',
  ' padded\t',
  '\u3000全角\u00a0',
  '客户',
  '𠮷a',
  '\uffff',
  'İstanbul',
  'STRASSE ß',
  'ΣΊΣΥΦΟΣ ς',
  'ᾳ ŉ ﬀ',
  '100%',
  'a_c',
  'back\\slash',
  'quo\'te "x"',
  '10.5',
  '9.5',
  '2026-01-31',
  'aaa',
  '',
  '𠮷',
  '2026-13-45',
  'CN-0042',
  'line\nbreak',
]
const words = ['red', 'green', 'blue', '蓝', 'a,b', '"q"', 'null']

/** Zones with changes of every kind: an hour, half an hour, at midnight, a day left out, and none. */
export const testZones: readonly string[] = [
  'Asia/Shanghai',
  'America/New_York',
  'UTC',
  'Europe/London',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'America/Havana',
  'Pacific/Apia',
]

// The clocks change in those zones; values lie up to two days, or a month, from there.
const clockChanges = [
  '2025-03-09T07:00:00Z',
  '2025-11-02T06:00:00Z',
  '2025-03-30T01:00:00Z',
  '2025-10-26T01:00:00Z',
  '2025-04-05T15:00:00Z',
  '2025-10-04T15:30:00Z',
  '2018-11-04T03:00:00Z',
  '2018-02-18T02:00:00Z',
  '2024-03-10T05:00:00Z',
  '1991-09-14T15:00:00Z',
  '1988-04-16T18:00:00Z',
  '2011-12-30T10:00:00Z',
]
const monthEnds = [
  '2024-01-31',
  '2024-02-29',
  '2023-02-28',
  '2023-12-31',
  '2025-03-09',
  '2025-11-02',
  '2024-08-31',
  '2011-12-30',
  '2018-11-04',
]

function nearClockChange(chance: Chance): string {
  const change = Date.parse(chance.pick(clockChanges))
  const quarters = chance.below(4 * 48) - 4 * 24
  const days = chance.pick([0, 0, 0, -1, 1, 7, -31, 31, 365])
  return new Date(change + quarters * 900_000 + days * 86_400_000 - chance.below(2)).toISOString()
}

/** A random value of a kind, as JSON. */
export function randomValue(chance: Chance, kind: string): Json {
  const two = (limit: number, from: number = 0): string => String(from + chance.below(limit)).padStart(2, '0')
  if (kind === 'number') return randomNumber(chance)
  if (kind === 'text') return chance.pick(hardTexts)
  if (kind === 'boolean') return chance.often(0.5)
  if (kind === 'time') return `${two(24)}:${two(60)}:${two(60)}`
  if (kind === 'set') return [...new Set(Array.from({ length: chance.below(4) }, () => chance.pick(words)))]
  const day = `${1995 + chance.below(80)}-${two(12, 1)}-${two(28, 1)}`
  const date = chance.often(0.2) ? chance.pick(monthEnds) : day
  if (kind === 'date') return date
  if (chance.often(0.35)) return nearClockChange(chance)
  return `${date}T${two(24)}:${two(60)}:${two(60)}.${String(chance.below(1000)).padStart(3, '0')}Z`
}

function randomNumber(chance: Chance): Json {
  const whole = chance.below(chance.pick([3, 20, 1_000_000]))
  const sign = chance.often(0.3) ? -1 : 1
  if (chance.often(0.5)) return sign * whole + 0
  if (chance.often(0.1)) return `${sign < 0 ? '-' : ''}${1 + chance.below(9)}2345678901234567890123`
  const scale = chance.pick([2, 10, 100, 1_000_000])
  return sign * (whole + chance.below(scale) / scale) + 0
}

/** A literal of a kind; numbers as JSON numbers. */
function literal(chance: Chance, kind: string): Json {
  const value = randomValue(chance, kind)
  return kind === 'number' && typeof value === 'string' ? 12 : value
}

type Make = (chance: Chance, depth: number, place: Place) => Expression
/** Where names come from: `inside` the rows of a relation there are no further relations. */
type Place = { readonly inside: boolean }

const field: (kind: string) => Make =
  (kind) =>
  (chance, _depth, { inside }) => {
    const keys = fields.filter((each) => each.type.kind === kind).map(({ key }) => key)
    const key = chance.pick(keys)
    if (!chance.often(0.2)) return { var: key }
    return { var: inside || chance.often(0.9) ? `owner.${key}` : key }
  }

const of =
  (kind: string): Make =>
  (chance, depth, place) =>
    randomExpression(chance, kind, { depth: depth - 1, ...place })
const N = of('number')
const T = of('text')
const B = of('boolean')
const D = of('date')
const S = of('datetime')
const M = of('time')
const Z = of('set')

/** A call with arguments made by `makes`. */
const call =
  (operator: string, ...makes: readonly Make[]): Make =>
  (chance, depth, place) => ({ [operator]: makes.map((make) => make(chance, depth, place)) })
const choice =
  (...values: readonly Json[]): Make =>
  (chance) =>
    chance.pick(values)
const oneOf =
  (...makes: readonly Make[]): Make =>
  (chance, depth, place) =>
    chance.pick(makes)(chance, depth, place)
const rows: Make = () => ({ var: 'children' })
const inner =
  (kind: string): Make =>
  (chance, depth) =>
    randomExpression(chance, kind, { depth: depth - 1, inside: true })
/** Operators over rows, with and without the condition. */
const overRows =
  (operator: string, kind: string): Make =>
  (chance, depth, place) => {
    if (place.inside) return { var: `${kind}_a` }
    const args = chance.often(0.5) ? [inner(kind), inner('boolean')] : [inner(kind)]
    return call(operator, rows, ...args)(chance, depth, place)
  }

/** The first child record that fits, by values of the record at hand. */
const looked =
  (kind: string): Make =>
  (chance, depth, place) => {
    if (place.inside) return { var: `${kind}_a` }
    const by = chance.pick(['number', 'text', 'date', 'boolean', 'datetime', 'time'])
    const record = chance.pick([`record.${by}_a`, `record.${by}_b`, `record.owner.${by}_b`])
    const sign = by === 'boolean' ? '==' : chance.pick(['>=', '<', '=='])
    const own = { [sign]: [{ var: `${by}_a` }, { var: record }] }
    const filter = chance.often(0.5)
      ? own
      : { [chance.pick(['and', 'or'])]: [own, inner('boolean')(chance, depth - 1, place)] }
    if (kind === 'number' && chance.often(0.4))
      return {
        tally: ['child', filter, ...chance.pick([['count'], ['min', 'number_b'], ['max', 'number_b']])],
      }
    const order = chance.pick([null, 'number_b', '-number_b', 'text_a', '-date_a', 'owner.number_a'])
    return { lookup: ['child', filter, `${kind}_b`, ...(order === null ? [] : [order])] }
  }
const joined: Make = (chance, depth, place) =>
  place.inside
    ? { var: 'text_a' }
    : {
        joinOf: [
          { var: 'children' },
          inner('text')(chance, depth, place),
          chance.pick([', ', '、']),
          inner('boolean')(chance, depth, place),
        ].slice(0, chance.pick([2, 3, 4])),
      }

/** Patterns that both engines have to read alike. */
const hardPatterns = [
  '^[A-Z]',
  'a+$',
  '.b',
  '^\\s|\\s$',
  '[^a-z]{2,4}',
  '(?:客|全)',
  '\\d{2}\\.',
  '^.{3}$',
  'x|^$',
  '\\\\',
  '[-_%]',
  'a*?c',
  '\\W$',
  '^line.',
]

const dateUnits = choice('day', 'week', 'month', 'quarter', 'year')
const allUnits = choice('day', 'week', 'month', 'quarter', 'year', 'hour', 'minute', 'second')
const trunc = choice('day', 'week', 'month', 'quarter', 'year', 'fiscalQuarter', 'fiscalYear')
const paths = ['a/b', 'a', 'a/bc', '广东省', '广东省/深圳市', '', null]
const ranges = [
  '2026-03-05/2026-03-09',
  '2026-03-09/2026-03-09',
  '2026-02-30/2026-03-01',
  '0001-01-01/9999-12-31',
  '2026-03-05',
  '0000-00-00/9999-99-99',
]
const dateParts = choice('year', 'quarter', 'month', 'week', 'weekday', 'day', 'dayOfYear')
const small: Make = (chance) => (chance.often(0.4) ? 1 : chance.below(30) - 10)
const common = (kind: string): readonly Make[] => [
  call('if', B, of(kind), of(kind)),
  call('if', B, of(kind), B, of(kind)),
  call('??', of(kind), of(kind)),
  (chance, depth, place) => ({
    var: [Object.values(field(kind)(chance, depth, place) as object)[0] as string, literal(chance, kind)],
  }),
]
const ordered = (kind: string): readonly Make[] =>
  ['<', '<=', '>', '>='].flatMap((sign) => [
    call(sign, of(kind), of(kind)),
    call(sign, of(kind), of(kind), of(kind)),
  ])
const equal = (kind: string): readonly Make[] => [
  call('==', of(kind), of(kind)),
  call('!=', of(kind), of(kind)),
  call('==', of(kind), choice(null)),
  call('!=', choice(null), of(kind)),
]
const among = (kind: string): readonly Make[] => [
  (chance, depth, place) => ({
    in: [of(kind)(chance, depth, place), [literal(chance, kind), literal(chance, kind), null]],
  }),
  (chance, depth, place) => ({
    in: [of(kind)(chance, depth, place), [of(kind)(chance, depth, place), literal(chance, kind)]],
  }),
]

const grammar: { readonly [kind: string]: readonly Make[] } = {
  number: [
    ...common('number'),
    ...['+', '*', 'min', 'max'].flatMap((sign) => [call(sign, N, N), call(sign, N, N, N)]),
    ...['-', '/', '%'].map((sign) => call(sign, N, N)),
    call('-', N),
    ...['abs', 'ceil', 'floor', 'round'].map((operator) => call(operator, N)),
    call('round', N, choice(-2, 0, 1, 2, 5)),
    call('pow', N, choice(0, 1, 2, 3, -1, -2, 0.5)),
    call('workdays', oneOf(D, S), oneOf(D, S)),
    looked('number'),
    call('len', T),
    call('len', Z),
    call('dateDiff', D, D, dateUnits),
    call('dateDiff', S, S, allUnits),
    call('datePart', D, dateParts),
    call(
      'datePart',
      S,
      choice('year', 'quarter', 'month', 'week', 'weekday', 'day', 'dayOfYear', 'hour', 'minute', 'second'),
    ),
    ...['sumOf', 'avgOf', 'minOf', 'maxOf', 'countDistinctOf'].map((operator) =>
      overRows(operator, 'number'),
    ),
    (chance, depth, place) => (place.inside ? 2 : overRows('countDistinctOf', 'text')(chance, depth, place)),
    (chance, depth, place) =>
      place.inside ? 1 : call('countOf', rows, inner('boolean'))(chance, depth, place),
  ],
  text: [
    ...common('text'),
    call('concat', oneOf(T, N, D, S, M), oneOf(T, N, D, S, M)),
    ...['lower', 'upper', 'trim'].map((operator) => call(operator, T)),
    call('substr', T, choice(0, 1, -2, 5, -50)),
    call('substr', T, choice(0, 1, -2, 5, -50), choice(0, 2, -1, -50, 50)),
    call('replace', T, T, T),
    call('pad', oneOf(T, N), choice(0, 5, 12), choice('*', 'xy', null), choice('left', 'right')),
    call('pad', N, choice(8)),
    call('format', N, choice('#,##0.00', '0', '0.0%', '000000', '¥#,##0.##元', '0.000000')),
    call('format', oneOf(D, S), choice('YYYY-MM-DD', 'YY年M月D日', 'Q/YYYY', 'YYYY-MM-DD HH:mm:ss', 'H:m:s')),
    call('format', M, choice('HH:mm', 'H点m分s')),
    looked('text'),
    joined,
    overRows('minOf', 'text'),
    overRows('maxOf', 'text'),
  ],
  boolean: [
    call('if', B, B, B),
    call('and', B, B),
    call('or', B, B, B),
    call('!', B),
    call('!!', oneOf(N, T, B, D, Z)),
    ...['number', 'text', 'date', 'datetime', 'time'].flatMap(ordered),
    ...['number', 'text', 'date', 'datetime', 'time', 'boolean', 'set'].flatMap(equal),
    ...['number', 'text', 'date', 'datetime', 'time'].flatMap(among),
    call('in', T, Z),
    (chance) => ({ in: [chance.pick(words), { var: chance.pick(['set_a', 'set_b']) }] }),
    ...['contains', 'startsWith', 'endsWith'].flatMap((operator) => [
      call(operator, T, T),
      call(operator, T, choice(...hardTexts, '', 'B', '%', 'Σ')),
    ]),
    call('within', T, T),
    call('within', choice(...paths), choice(...paths)),
    call('overlaps', choice(...ranges), oneOf(T, choice(...ranges))),
    ...['hasAny', 'hasAll', 'hasNone'].map((operator) => call(operator, Z, Z)),
    call('matches', T, choice(...hardPatterns)),
    call('dateIn', oneOf(D, S), choice(...rangeNames)),
    call(
      'dateIn',
      oneOf(D, S),
      choice('last45Days', 'next3Weeks', 'last2Months', 'next1Quarters', 'last10Years'),
    ),
    call('dateIn', D, D, D),
    call('dateIn', S, oneOf(D, S), oneOf(D, S)),
    ...['some', 'all', 'none'].map(
      (operator): Make =>
        (chance, depth, place) =>
          place.inside ? true : call(operator, rows, inner('boolean'))(chance, depth, place),
    ),
    call('==', () => ({ var: 'owner' }), choice(null, '00000000-0000-4000-8000-000000000001')),
  ],
  date: [
    ...common('date'),
    call('dateAdd', D, oneOf(small, N), dateUnits),
    call('dateTrunc', D, trunc),
    call('min', D, D),
    call('max', D, D),
    ...['rangeStart', 'rangeEnd'].map((operator) => call(operator, oneOf(T, choice(...ranges)))),
    () => ({ today: [] }),
    looked('date'),
    overRows('minOf', 'date'),
    overRows('maxOf', 'date'),
  ],
  datetime: [
    ...common('datetime'),
    call('dateAdd', S, oneOf(small, N), allUnits),
    call('dateTrunc', S, trunc),
    call('max', S, S),
    () => ({ now: [] }),
    overRows('maxOf', 'datetime'),
  ],
  time: [call('if', B, M, M), call('??', M, M), overRows('minOf', 'time')],
  set: [call('if', B, Z, Z), call('??', Z, Z)],
}

/** A random expression that yields a kind. */
export function randomExpression(
  chance: Chance,
  kind: string,
  options: Place & { readonly depth: number },
): Expression {
  const { depth, inside } = options
  if (depth <= 0) return chance.often(0.7) ? field(kind)(chance, 0, { inside }) : literal(chance, kind)
  return chance.pick(grammar[kind] ?? [])(chance, depth, { inside })
}

/** A random expression that passes the checker (literals alone may miss a date's type) and really yields the kind. */
export function checkedExpression(chance: Chance, kind: string, depth: number): Expression {
  for (;;) {
    const expression = randomExpression(chance, kind, { depth, inside: false })
    const result = check(expression, testScope)
    if (result.ok && result.info.type.kind === kind) return expression
  }
}
