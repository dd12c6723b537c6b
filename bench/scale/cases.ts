import type { Json } from '@mortise/expressions'

/** One question to a list, asked of a small and of a large table alike. */
export type Case = {
  readonly name: string
  /** What is sent to `/api/records/lead/query`; a list unless it has a `group`. */
  readonly body: { readonly [part: string]: Json }
  /** Pages to walk before the one that is measured. */
  readonly after?: number
  /** How often it is asked a round. */
  readonly times: number
}

const fields = [
  'name',
  'company',
  'phone',
  'source',
  'status',
  'score',
  'grade',
  'city',
  'owner',
  'created_at',
]
const newest = [{ field: 'created_at', dir: 'desc' }]
const status: Json = { '==': [{ var: 'status' }, 'new'] }

const list = (name: string, more: { readonly [part: string]: Json }, after: number = 0): Case => ({
  name,
  body: { fields, limit: 50, sort: newest, ...more },
  after,
  times: 40,
})
const group = (name: string, by: { readonly [part: string]: Json }, times: number = 20): Case => ({
  name,
  body: { group: { limit: 100, count: 'quick', ...by } },
  times,
})

/** Lists, searches and groups as people ask for them. */
export const cases: readonly Case[] = [
  list('first page', {}),
  list('deep page', {}, 200),
  list('filter', { filter: status }),
  list('filter, other order', { filter: status, sort: [{ field: 'score', dir: 'desc' }] }),
  list('two orders', {
    sort: [
      { field: 'status', dir: 'asc' },
      { field: 'score', dir: 'desc' },
    ],
  }),
  list('search: rare', { search: 'BX-00054321' }),
  list('search: a company', { search: '杭州华金科技' }),
  list('search: two letters', { search: '雷鹏' }),
  list('search: everywhere', { search: '有限公司' }),
  list('search: a city', { search: '杭州' }),
  list('search: pinyin', { search: 'leipeng' }),
  list('search: pinyin of a company', { search: 'hangzhouhuajin' }),
  list('search: first letters', { search: 'hzhjkj' }),
  list('search: nothing', { search: '不存在的' }),
  list('search: no pinyin', { search: 'zzyyxx' }),
  list('search: part of a phone', { search: '8812345' }),
  list('count', { limit: 1, count: 'estimate' }),
  list('count of a filter', { limit: 1, filter: status, count: 'estimate' }),
  list('count of a search', { limit: 1, search: '雷鹏', count: 'estimate' }),
  group('groups: status', { by: 'status' }),
  group('groups: owner, sums', { by: 'owner', sums: ['score'] }),
  group('groups: month', { by: 'created_at', bucket: 'month' }),
]
