import type { ReportDocument } from '@mortise/schema'

const amount = { key: 'amount', agg: 'sum', expr: { var: 'amount' } } as const
const count = { key: 'n', agg: 'count' } as const
const deals = { source: { entity: 'opportunity' } } as const
const source = { key: 'source', expr: { var: 'source' } } as const
const month = { key: 'month', expr: { var: 'closed_at' }, bucket: 'month' } as const

const parts: { readonly [key: string]: Omit<ReportDocument, 'key' | 'label'> } = {
  matrix_with_totals: {
    ...deals,
    dimensions: [source, { key: 'stage', expr: { var: 'stage' } }, month],
    measures: [amount, count, { key: 'mean', agg: 'avg', expr: { var: 'amount' } }],
    layout: { kind: 'matrix', rows: ['source', 'stage'], columns: ['month'], totals: true },
  },
  through_links: {
    ...deals,
    dimensions: [
      { key: 'industry', expr: { var: 'account.industry' } },
      { key: 'region', expr: { var: 'region' } },
    ],
    measures: [amount, { key: 'accounts', agg: 'countDistinct', expr: { var: 'account' } }],
  },
  by_account_and_campaign: {
    ...deals,
    dimensions: [
      { key: 'account', expr: { var: 'account' } },
      { key: 'campaign', expr: { var: 'campaign.name' } },
    ],
    measures: [amount, { key: 'most', agg: 'max', expr: { var: 'amount' } }],
    limit: { n: 5, others: true },
    sort: [{ by: 'amount', dir: 'desc' }],
  },
  two_branches: {
    source: { entity: 'account' },
    joins: [
      { key: 'deals', path: 'opportunity_by_account' },
      { key: 'touches', path: 'opportunity_by_account.touch_by_opportunity' },
    ],
    dimensions: [{ key: 'level', expr: { var: 'level' } }],
    measures: [
      count,
      { ...amount, over: 'deals' },
      { key: 'touches', agg: 'count', over: 'touches' },
      {
        key: 'each',
        agg: 'avg',
        expr: { var: 'amount' },
        over: 'deals',
        per: [{ var: 'owner' }],
        each: 'sum',
      },
    ],
  },
  related_amounts: {
    source: { entity: 'account' },
    joins: [{ key: 'deals', path: 'opportunity_by_account' }],
    dimensions: [{ key: 'level', expr: { var: 'level' } }],
    measures: [count, { ...amount, over: 'deals' }],
  },
  without_deals: {
    source: { entity: 'account' },
    joins: [
      {
        key: 'none',
        path: 'opportunity_by_account',
        type: 'absent',
        where: { '==': [{ var: 'stage' }, 'won'] },
      },
    ],
    dimensions: [{ key: 'industry', expr: { var: 'industry' } }],
    measures: [count],
  },
  spans_of_days: {
    ...deals,
    dimensions: [
      {
        key: 'when',
        expr: { var: 'closed_at' },
        groups: [
          { key: 'now', days: { range: 'thisMonth' } },
          { key: 'year', days: { range: 'last365Days' } },
          { key: 'rest' },
        ],
      },
    ],
    measures: [amount, count],
  },
  related_counts: {
    source: { entity: 'account' },
    filter: { '>': [{ countOf: ['opportunity_by_account', { '==': [{ var: 'stage' }, 'won'] }] }, 0] },
    measures: [
      count,
      { key: 'sum', agg: 'sum', expr: { sumOf: ['opportunity_by_account', { var: 'amount' }] } },
    ],
  },
  equal_values: {
    source: { entity: 'lead' },
    joins: [
      { key: 'same', entity: 'opportunity', on: [{ own: { var: 'source' }, other: { var: 'source' } }] },
    ],
    dimensions: [source],
    measures: [count, { ...amount, over: 'same' }],
  },
  spent_beside: {
    ...deals,
    joins: [{ key: 'spent', type: 'beside', entity: 'spending', by: { campaign: { var: 'campaign' } } }],
    dimensions: [{ key: 'campaign', expr: { var: 'campaign' } }],
    measures: [amount, { key: 'spent', agg: 'sum', expr: { var: 'total' }, over: 'spent' }],
  },
  with_the_month_before: {
    ...deals,
    filter: { '==': [{ var: 'stage' }, 'won'] },
    dimensions: [month],
    measures: [
      amount,
      { key: 'before', window: 'shift', of: 'amount', by: '1 month' },
      { key: 'so_far', window: 'running', of: 'amount' },
      { key: 'place', window: 'rank', of: 'amount' },
      { key: 'all', agg: 'sum', expr: { var: 'amount' }, grain: [] },
    ],
    having: { '>': [{ var: 'amount' }, 1] },
    zeros: true,
  },
  rows_of_quotes: {
    source: { entity: 'quote' },
    joins: [{ key: 'lines', path: 'lines' }],
    dimensions: [{ key: 'product', expr: { var: 'state' } }],
    measures: [count, { key: 'sum', agg: 'sum', expr: { var: 'amount' }, over: 'lines' }],
  },
  places: {
    ...deals,
    kind: 'leaderboard',
    filter: { '==': [{ var: 'stage' }, 'won'] },
    leaderboard: {
      who: { var: 'owner' },
      date: { var: 'closed_at' },
      period: 'thisYear',
      value: { agg: 'sum', expr: { var: 'amount' } },
    },
  },
  returning: {
    ...deals,
    kind: 'cohort',
    cohort: { who: 'account', date: 'closed_at', period: 'month', value: { var: 'amount' } },
  },
  worth: {
    source: { entity: 'account' },
    kind: 'rfm',
    rfm: {
      orders: 'opportunity_by_account',
      date: { var: 'closed_at' },
      amount: { var: 'amount' },
      show: 'segments',
    },
  },
  filled_in: {
    ...deals,
    kind: 'completeness',
    completeness: { fields: ['amount', 'source', 'account.industry'], by: { var: 'owner' } },
  },
  entered: {
    ...deals,
    kind: 'funnel',
    funnel: { field: 'stage', amount: 'amount', mode: 'period', period: 'thisYear' },
  },
  standing: {
    ...deals,
    kind: 'funnel',
    funnel: { field: 'stage', amount: 'amount', mode: 'snapshot', by: { var: 'account.level' } },
  },
}

/** What the reports of the CRM do not do themselves: joins, grains, comparisons, matrices and the other kinds. */
export const furtherReports: readonly ReportDocument[] = Object.entries(parts).map(([key, one]) => ({
  ...one,
  key,
  label: key,
}))
