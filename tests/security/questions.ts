import fc from 'fast-check'
import { names, sizes } from './world/twins.ts'

/** A request with ids by the part they play (`{vault 3}`), so that it means the same in both twins. */
export type Question = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT'
  readonly url: string
  readonly payload?: unknown
  /** Whether to go on to the next pages. */
  readonly pages?: true
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

const open = [
  'name',
  'code',
  'note',
  'amount',
  'stage',
  'due',
  'partner',
  'owner',
  'department',
  'created_by',
  'version',
  'partner_note',
]
const shut = [
  names.field,
  'contact',
  'cost',
  'margin',
  'grade',
  'secret_file',
  'partner.name',
  'partner.note',
  'owner.email',
  'nowhere',
  'items',
  'owner.password_hash',
]
const field = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...open) },
  { weight: 2, arbitrary: fc.constantFrom(...shut) },
)

const words = [
  'a',
  'b',
  'red',
  'a-word-3',
  'b-word-88',
  'Beyond',
  'Alpha',
  'aontact',
  '13',
  '-',
  'open',
  'P a',
  'won',
  'a-item-1',
  'M-1',
  'H-2',
]
const word = fc.constantFrom(...words)
const value: fc.Arbitrary<Json> = fc.oneof(
  word,
  fc.integer({ min: -2, max: 120 }),
  fc.constantFrom<Json>(
    null,
    '2026-04-01',
    '{vault 1}',
    '{partner 1}',
    '{person low}',
    '{person west}',
    '{beyond 2}',
  ),
)

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc
    .tuple(fc.constantFrom('==', '!=', '>', '<', '>=', '<='), field, value)
    .map(([op, key, v]): Json => ({ [op]: [{ var: key }, v] })),
  fc
    .tuple(fc.constantFrom('contains', 'startsWith', 'endsWith', 'matches'), field, word)
    .map(([op, key, v]): Json => ({ [op]: [{ var: key }, v] })),
  fc
    .tuple(field, fc.array(value, { maxLength: 3 }))
    .map(([key, list]): Json => ({ in: [{ var: key }, list] })),
  fc
    .tuple(fc.constantFrom('product', 'item_secret'), word)
    .map(([key, v]): Json => ({ some: ['items', { contains: [{ var: key }, v] }] })),
  fc.constantFrom<Json>(
    { '>': [{ countOf: ['items'] }, 0] },
    { '==': [{ var: 'owner' }, { user: 'id' }] },
    { in: [{ var: 'department' }, { user: 'deptTree' }] },
  ),
)
const condition: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { minLength: 1, maxLength: 2 }).map((all): Json => ({ and: all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 2 }).map((all): Json => ({ or: all })),
    tie('tree').map((one): Json => ({ '!': [one] })),
  ),
})).tree

const entity = fc.oneof(
  { weight: 12, arbitrary: fc.constant('vault') },
  fc.constantFrom('partner', 'vault_item', names.entity, 'account', 'nowhere'),
)
const record = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: sizes.visible - 1 }).map((at) => `{vault ${at}}`) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: sizes.beyond - 1 }).map((at) => `{beyond ${at}}`) },
  fc.constantFrom('{partner 0}', '{partner 1}', '{thing 0}', '{nothing 0}', 'x'),
)
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(one, { nil: undefined, freq: 2 })
const without = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))

const sort = fc.array(fc.record({ field, dir: fc.constantFrom('asc', 'desc') }), {
  minLength: 1,
  maxLength: 2,
})
const listed = fc.record({
  filter: maybe(condition),
  fields: maybe(fc.array(field, { maxLength: 4 })),
  sort: maybe(sort),
  search: maybe(word),
  limit: maybe(fc.integer({ min: 1, max: 6 })),
  count: maybe(fc.constantFrom('exact', 'estimate', 'none')),
  deleted: maybe(fc.boolean()),
})
const address = (base: string, query: { readonly [key: string]: unknown }): string =>
  `${base}?${Object.entries(query)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${key}=${encodeURIComponent(typeof one === 'string' ? one : JSON.stringify(one))}`)
    .join('&')}`

const list: fc.Arbitrary<Question> = fc.tuple(entity, listed, fc.boolean()).map(([of, asked, byGet]) => {
  if (!byGet) return { method: 'POST', url: `/api/records/${of}/query`, payload: without(asked), pages: true }
  const { fields, sort: order, ...rest } = asked
  const query = {
    ...rest,
    fields: fields?.join(','),
    sort: order?.map((one) => (one.dir === 'desc' ? '-' : '') + one.field).join(','),
  }
  return { method: 'GET', url: address(`/api/records/${of}`, query), pages: true }
})

const grouping: fc.Arbitrary<Question> = fc
  .record({
    of: entity,
    filter: maybe(condition),
    search: maybe(word),
    group: fc.record({
      by: field,
      bucket: maybe(fc.constantFrom('month', 'year')),
      sums: maybe(fc.array(field, { maxLength: 2 })),
      sort: maybe(fc.constantFrom('count', 'key', 'amount', 'cost')),
      limit: maybe(fc.integer({ min: 1, max: 3 })),
    }),
  })
  .map(({ of, group, ...rest }) => ({
    method: 'POST',
    url: `/api/records/${of}/query`,
    payload: without({ ...rest, group: without(group) }),
  }))

const expression = field.map((key): Json => ({ var: key }))
const measure = fc.record({
  agg: fc.constantFrom('count', 'sum', 'min', 'max', 'avg', 'countDistinct'),
  expr: maybe(expression),
  filter: maybe(condition),
})
const grouped: fc.Arbitrary<Question> = fc
  .record({
    of: entity,
    dimensions: fc.array(fc.record({ expr: expression, bucket: maybe(fc.constantFrom('month', 'year')) }), {
      maxLength: 2,
    }),
    measures: fc.array(measure, { minLength: 1, maxLength: 2 }),
    filter: maybe(condition),
    having: maybe(fc.constantFrom<Json>({ '>': [{ var: 'm0' }, 1] }, { '==': [{ var: names.field }, 1] })),
  })
  .map(({ of, dimensions, measures, filter, having }) => ({
    method: 'POST',
    url: `/api/records/${of}/aggregate`,
    payload: without({
      dimensions: dimensions.map((one, at) => without({ key: `d${at}`, ...one })),
      measures: measures.map((one, at) => without({ key: `m${at}`, ...one })),
      filter,
      having,
    }),
  }))

const sides = [
  '',
  '/history',
  '/timeline',
  '/comments',
  '/flows',
  '/related/items',
  '/related/vault.partner',
  '/related/vault.partner?fields=name,amount&count=exact',
  `/related/${names.entity}.about`,
  '/access',
]
const one: fc.Arbitrary<Question> = fc
  .tuple(entity, record, fc.constantFrom(...sides))
  .map(([of, id, side]) => ({ method: 'GET', url: `/api/records/${of}/${id}${side}` }))

const code = fc.oneof(
  fc.constantFrom('H-0', 'H-3', 'M-2', 'M-9'),
  fc.integer({ min: 0, max: 40 }).map((n) => `N-${n}`),
)
const values: fc.Arbitrary<object> = fc
  .record({
    name: maybe(word),
    code: maybe(code),
    note: maybe(word),
    amount: maybe(fc.integer({ min: 0, max: 50 })),
    stage: maybe(fc.constantFrom('new', 'won', 'bad')),
    partner: maybe(fc.constantFrom('{partner 0}', '{partner 1}', '{nothing 0}')),
    owner: maybe(fc.constantFrom('{person low}', '{person mate}', '{person west}')),
    [names.field]: fc.option(word, { nil: undefined, freq: 1 }),
    contact: fc.option(word, { nil: undefined, freq: 1 }),
  })
  .chain((made) =>
    fc.constantFrom(made, made, made, { name: made['name'] ?? 'n', code: made['code'], note: made['note'] }),
  )
  .map(without)

const write: fc.Arbitrary<Question> = fc.oneof(
  fc
    .tuple(entity, values)
    .map(([of, payload]): Question => ({ method: 'POST', url: `/api/records/${of}`, payload })),
  fc
    .tuple(record, values)
    .map(([id, payload]): Question => ({ method: 'PATCH', url: `/api/records/vault/${id}`, payload })),
  fc.tuple(record, values).map(
    ([id, payload]): Question => ({
      method: 'PATCH',
      url: `/api/records/vault/${id}`,
      payload: { version: 1, ...payload },
    }),
  ),
  fc
    .tuple(entity, record)
    .map(([of, id]): Question => ({ method: 'DELETE', url: `/api/records/${of}/${id}` })),
  fc.tuple(fc.array(record, { maxLength: 3 }), word).map(
    ([ids, note]): Question => ({
      method: 'POST',
      url: '/api/records/vault/bulk',
      payload: { ids, set: { note } },
    }),
  ),
  condition.map(
    (filter): Question => ({
      method: 'POST',
      url: '/api/records/vault/bulk',
      payload: { filter, set: { note: 'bulk' } },
    }),
  ),
  fc.array(record, { maxLength: 2 }).map(
    (ids): Question => ({
      method: 'POST',
      url: '/api/records/vault/bulk',
      payload: { ids, restore: true },
    }),
  ),
  fc.tuple(record, word).map(
    ([id, text]): Question => ({
      method: 'POST',
      url: `/api/records/vault/${id}/comments`,
      payload: { text, mentions: ['{person west}', '{person mate}'] },
    }),
  ),
  fc.tuple(record, fc.constantFrom('check', 'none')).map(
    ([id, flow]): Question => ({
      method: 'POST',
      url: `/api/flows/${flow}/start`,
      payload: { entity: 'vault', id },
    }),
  ),
  record.map(
    (id): Question => ({ method: 'POST', url: '/api/rules/press/run', payload: { entity: 'vault', id } }),
  ),
)

const report = fc.constantFrom(
  'by_stage',
  'by_secret',
  'list_secret',
  'stage_funnel',
  names.report,
  'leads_by_source',
)
const numbers: fc.Arbitrary<Question> = fc.oneof(
  fc.tuple(report, maybe(condition)).map(
    ([key, filter]): Question => ({
      method: 'POST',
      url: `/api/reports/${key}/data`,
      payload: without({ filter }),
    }),
  ),
  fc.tuple(report, maybe(condition), word).map(
    ([key, filter, stage]): Question => ({
      method: 'POST',
      url: `/api/reports/${key}/drill`,
      payload: without({ filter, row: { stage } }),
    }),
  ),
)
const rest: fc.Arbitrary<Question> = fc.oneof(
  { weight: 6, arbitrary: word.map((q): Question => ({ method: 'GET', url: `/api/search?q=${q}` })) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('contact', 'name', names.field), word).map(
      ([key, text]): Question => ({
        method: 'POST',
        url: '/api/records/vault/duplicates',
        payload: { record: { [key]: text } },
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        entity,
        fc.constantFrom('csv', 'xlsx'),
        maybe(condition),
        maybe(fc.array(field, { minLength: 1, maxLength: 3 })),
      )
      .map(
        ([of, format, filter, fields]): Question => ({
          method: 'GET',
          url: address(`/api/exports/${of}`, { format, filter, fields: fields?.join(',') }),
        }),
      ),
  },
  {
    weight: 1,
    arbitrary: record.map((id): Question => ({ method: 'GET', url: `/api/prints/sheet/${id}.pdf` })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        '/api/me',
        '/api/model',
        '/api/openapi.json',
        '/api/notifications',
        '/api/work-items?box=started',
        '/api/dashboards/board',
        '/api/users',
        '/api/imports',
        '/api/flow-instances/{run vault 0}',
        '/api/flow-instances/{run vault 1}',
        '/api/flow-instances/{run beyond 0}',
      )
      .map((url): Question => ({ method: 'GET', url })),
  },
)

/** Anything somebody may ask, reading mostly. */
export const question: fc.Arbitrary<Question> = fc.oneof(
  { weight: 40, arbitrary: list },
  { weight: 10, arbitrary: grouped },
  { weight: 8, arbitrary: grouping },
  { weight: 15, arbitrary: one },
  { weight: 12, arbitrary: write },
  { weight: 6, arbitrary: numbers },
  { weight: 8, arbitrary: rest },
)
