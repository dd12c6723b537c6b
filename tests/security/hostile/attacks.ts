import type { World } from '../world/world.ts'
import { wantedOf, type Wanted } from './oracle.ts'

/** A chance that can be repeated: the same seed, the same run. */
export type Chance = { readonly below: (n: number) => number; readonly of: <T>(list: readonly T[]) => T }

/** Makes one from a seed (mulberry32). */
export function openChance(seed: number): Chance {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number): number => Math.floor(next() * n)
  return { below, of: (list) => list[below(list.length)] as never }
}

/** One hostile submission: what is sent, and what must become of it. */
export type Attack = {
  readonly kind: string
  /** Whole body; text is sent as it is. */
  readonly body: unknown
  readonly headers?: { readonly [name: string]: string }
  /** How the riddle is answered; fresh and right unless said. */
  readonly proof?: 'right' | 'none' | 'forged' | 'replayed' | 'foreign'
  readonly statuses: readonly number[]
  /** The record that must be there afterwards, by its name. */
  readonly wanted?: Wanted | undefined
}

/** Texts that trip programs up. */
export const naughty: readonly string[] = [
  'undefined',
  'null',
  'true',
  '0',
  '-0',
  '1e400',
  'NaN',
  '٤٢',
  '１２３',
  '1,000',
  '¥12',
  '-1',
  '0.005',
  '99999999999999999999999',
  '2026-02-30',
  '0000-00-00',
  '2026-05-01',
  '9999-12-31',
  "'; drop table r_vault; --",
  '" or 1=1 --',
  '{{7*7}}',
  '${7*7}',
  '=cmd|x!A0',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '../../etc/passwd',
  '\u202egnp.exe',
  'a\u200db',
  '👩‍👩‍👧‍👦',
  '\u0000',
  '\ud800',
  'a\r\nSet-Cookie: x=1',
  '\u001b[31mred',
  'İstanbul',
  'ﷺ',
  'Z̸a̷l̶g̵o̸',
  '田中さん',
  '𠜎𠜱',
  '\ufeffbom',
  ' leading',
  'trailing ',
  '\t',
  '__proto__',
  'constructor',
  'CANARY',
  '%00',
  '%s%s%n',
  '$where',
  '../',
  '\\',
  '"',
  "'",
  '`',
  '|',
  ';',
]
/** Values that are no texts. */
export const odd: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  -0,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { var: 'cost' },
  { $ne: null },
  { toString: 1 },
  ['a', 'b'],
  { length: 1 },
  { __typename: 'x' },
  [{}],
  { id: 'x' },
]
const strangers: readonly string[] = [
  'cost',
  'margin',
  'grade',
  'secret_file',
  'partner',
  'partner_note',
  'owner',
  'department',
  'id',
  'version',
  'created_by',
  'created_at',
  'updated_at',
  'deleted_at',
  'search',
  'nonesuch',
  'name ',
  'NAME',
  'name.x',
  'items.product',
  'partner.name',
  '',
  'hasOwnProperty',
  'toString',
  'constructor',
  'given',
  'derived',
  'extra',
  'values',
  '$set',
  'item_secret',
]

/** The makers of attacks, each as often as it stands here. */
export function attacksOn(world: World): readonly ((n: number, chance: Chance) => Attack)[] {
  const name = (n: number): string => `hostile ${n}`
  const plain = (values: unknown): Pick<Attack, 'body' | 'statuses' | 'wanted'> => {
    const wanted = wantedOf(values)
    return { body: { values }, wanted, statuses: wanted === undefined ? [400, 413, 422] : [201] }
  }
  const any = (chance: Chance): unknown => (chance.below(3) === 0 ? chance.of(odd) : chance.of(naughty))
  const honest = (n: number): { [key: string]: unknown } => ({
    name: name(n),
    amount: '12.50',
    due: '2026-05-01',
  })
  return [
    (n) => ({ kind: 'honest', ...plain({ ...honest(n), note: 'n', items: [{ product: 'p' }] }) }),
    (n, chance) => ({
      kind: 'a naughty text in the name',
      ...plain({ name: `${name(n)} ${chance.of(naughty)}`, amount: chance.of(['1', '2.5', null]) }),
    }),
    (n, chance) => ({
      kind: 'any value in any field',
      ...plain({ ...honest(n), [chance.of(['amount', 'due', 'note', 'items'])]: any(chance) }),
    }),
    (n, chance) => ({
      kind: 'a naughty text that nobody else may have',
      ...plain({ ...honest(n), code: `${n} ${chance.of(naughty)}` }),
    }),
    (n, chance) => ({
      kind: 'any values in all fields',
      ...plain({ name: name(n), amount: any(chance), due: any(chance), note: any(chance) }),
    }),
    (_n, chance) => ({
      kind: 'an odd name',
      ...plain({ name: chance.of(odd.filter((one) => typeof one !== 'number' && typeof one !== 'boolean')) }),
    }),
    (n, chance) => ({
      kind: 'a field that is not on the form',
      ...plain({ ...honest(n), [chance.of([...strangers, world.names.field])]: any(chance) }),
    }),
    (n, chance) => ({
      kind: 'fields that may only be read, or do not show',
      ...plain({ ...honest(n), stage: chance.of(['won', 'none', any(chance)]), contact: any(chance) }),
    }),
    (n) => ({ kind: 'a very long text', ...plain({ ...honest(n), note: 'x'.repeat(60_000) }) }),
    (n) => ({ kind: 'a note that is not asked for', ...plain({ name: name(n), note: 'kept out' }) }),
    (n, chance) => ({
      kind: 'ids of others',
      ...plain({
        ...honest(n),
        ...chance.of([
          { id: world.vaults.west },
          { partner: world.partners.hidden },
          { owner: world.people.west },
          { papers: [{ id: world.files.west, name: 'a.txt', size: 1, type: 'text/plain' }] },
          { papers: [{ id: world.files.hidden, name: 'a.txt', size: 1, type: 'text/plain' }] },
          { papers: [{ id: world.unknown, name: 'a', size: 1, type: 'text/plain' }] },
          { items: [{ id: world.unknown, product: 'x' }] },
          { items: [{ vault: world.vaults.west, product: 'x' }] },
        ]),
      }),
    }),
    (n, chance) => ({
      kind: 'rows',
      ...plain({
        ...honest(n),
        items: chance.of<unknown>([
          [{ product: chance.of(naughty) }],
          [{ product: any(chance) }, { product: 'b' }],
          [{ product: 'x', item_secret: 'y' }],
          [any(chance)],
          any(chance),
          Array.from({ length: 201 }, () => ({ product: 'x' })),
          Array.from({ length: 30 }, (_, at) => ({ product: `p${at}` })),
          [{ product: 'x', items: [{ product: 'y' }] }],
          [{}],
        ]),
      }),
    }),
    (n, chance) => ({
      kind: 'polluted prototypes',
      body: chance.of([
        `{"values":{"name":"${name(n)}","__proto__":{"amount":"5"}},"consent":"1"}`,
        `{"__proto__":{"values":{"name":"x"}},"values":{"name":"${name(n)}","constructor":{"prototype":{"x":1}}}}`,
        `{"values":{"name":"${name(n)}","items":[{"__proto__":{"product":"x"}}]}}`,
        `{"values":{"name":"${name(n)}"},"constructor":{"prototype":{"admin":true}}}`,
      ]),
      statuses: [400, 422],
    }),
    (_, chance) => ({
      kind: 'bodies that are none',
      body: chance.of<unknown>([
        '',
        '{',
        '[]',
        'null',
        '"x"',
        '5',
        '{"values":',
        `{"values":${'['.repeat(5000)}`,
        `{"values":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}`,
        `{"values":{"name":"${'x'.repeat(70_000)}"}}`,
        { values: null },
        { values: [] },
        { values: 'x' },
      ]),
      statuses: [400, 413, 422],
    }),
    (n, chance) => ({
      kind: 'no proof, or a wrong one',
      ...plain(honest(n)),
      proof: chance.of(['none', 'forged', 'replayed', 'foreign'] as const),
      statuses: [400, 409],
      wanted: undefined,
    }),
    (n) => ({
      kind: 'a robot',
      body: { values: honest(n), website: 'https://spam.example' },
      statuses: [201],
    }),
    (n, chance) => ({
      kind: 'odd headers',
      body: { values: honest(n) },
      headers: chance.of<{ [name: string]: string }>([
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { 'content-type': 'multipart/form-data' },
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'x-mortise': '0' },
        { 'content-type': 'application/json; charset=utf-7\u0000'.replace('\u0000', ''), 'x-mortise': '' },
      ]),
      statuses: [400, 403, 415],
    }),
    (n, chance) => ({
      kind: 'more beside the values',
      body: {
        values: honest(n),
        [chance.of([
          'actor',
          'user',
          'owner',
          'form',
          'link',
          'given',
          'state',
          'record',
          'ignoreDuplicates',
          'locale',
        ])]: any(chance),
        device: any(chance),
        source: chance.of<unknown>([any(chance), { utmSource: any(chance), channel: 'x' }]),
        consent: any(chance),
      },
      statuses: [201],
      wanted: wantedOf(honest(n)),
    }),
    // A code that somebody else's record has: nobody is told, nothing is made.
    (n) => ({
      kind: 'a value that is taken',
      body: { values: { ...honest(n), code: 'M-1' } },
      statuses: [201],
    }),
  ]
}
