import type { Expression, Json } from '@mortise/expressions'

/** One row of a score: points when the condition holds. */
export type ScoreRow = { readonly when: Expression; readonly points: number }

/** A lead's values, as a row of the score reads them. */
export type Row = { readonly [field: string]: Json }

const v = (name: string): Expression => ({ var: name })

const cities = ['上海', '北京', '杭州', '深圳', '广州', '成都', '武汉', '南京', '苏州', '西安']
const sources = ['referral', 'direct', 'form', 'search', 'chat', 'event', 'ads', 'visit', 'email', 'phone']
const industries = [
  'it',
  'finance',
  'retail',
  'media',
  'health',
  'services',
  'transport',
  'realestate',
  'government',
  'other',
]

/** Fifty rows like those of a real score, in operators that json-logic-js has too and means alike. */
export const scoreRows: readonly ScoreRow[] = Array.from({ length: 10 }, (_, index) => [
  { when: { in: [v('source'), [sources[index] ?? '', sources[(index + 3) % 10] ?? '']] }, points: index },
  { when: { and: [{ '>=': [v('visits'), index] }, { '<': [v('visits'), index + 2] }] }, points: 2 * index },
  {
    when: {
      or: [
        { '==': [v('city'), cities[index] ?? ''] },
        { and: [{ '==': [v('industry'), industries[index] ?? ''] }, { '>': [v('pages'), index] }] },
      ],
    },
    points: 3,
  },
  { when: { '>': [{ '+': [v('visits'), v('pages')] }, 3 * index] }, points: 1 },
  {
    when: {
      if: [
        { '==': [v('grade'), 'hot'] },
        { '>': [v('seconds'), 100 * index] },
        { '<=': [v('seconds'), 50 * index] },
      ],
    },
    points: 5,
  },
]).flat()

/** Records to score: 200 that differ in every field the rows read. */
export const records: readonly Row[] = Array.from({ length: 200 }, (_, index) => ({
  source: sources[index % 10] ?? '',
  city: cities[(index * 7) % 10] ?? '',
  industry: industries[(index * 3) % 10] ?? '',
  grade: ['hot', 'warm', 'cold'][index % 3] ?? '',
  visits: index % 13,
  pages: (index * 5) % 29,
  seconds: (index * 37) % 1400,
}))
