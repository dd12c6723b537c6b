import type { Calls } from './call.ts'
import { enc, reports } from './reach.ts'

/** Reports and dashboards. */
export const reportsCalls: Calls = {
  'GET /api/reports/:report/data': (world) =>
    reports(world).flatMap((report) => [
      { url: `/api/reports/${report}/data`, ...(report === 'by_secret' ? { shows: true as const } : {}) },
      {
        url: `/api/reports/${report}/data?filter=${enc(JSON.stringify({ '!=': [{ var: world.names.field }, null] }))}`,
      },
    ]),
  'POST /api/reports/:report/data': (world) =>
    reports(world).flatMap((report) => [
      {
        url: `/api/reports/${report}/data`,
        payload: {},
        ...(report === 'by_secret' ? { shows: true as const } : {}),
      },
      { url: `/api/reports/${report}/data`, payload: { filter: { '>': [{ var: 'cost' }, 0] } } },
      {
        url: `/api/reports/${report}/data`,
        payload: { filters: { period: 'thisMonth' }, dashboard: 'board' },
      },
    ]),
  'POST /api/reports/:report/drill': (world) =>
    reports(world).flatMap((report) => [
      {
        url: `/api/reports/${report}/drill`,
        payload: { row: { stage: 'won' } },
        ...(report === 'by_stage' ? { shows: true as const } : {}),
      },
      { url: `/api/reports/${report}/drill`, payload: { row: { s: 'x' } } },
    ]),
  'POST /api/reports/preview': () => [
    {
      url: '/api/reports/preview',
      payload: {
        report: {
          key: 'p',
          label: 'p',
          source: { entity: 'vault' },
          dimensions: [{ key: 'n', label: 'n', expr: { var: 'name' } }],
          measures: [{ key: 'c', label: 'c', agg: 'count' }],
        },
      },
      shows: true,
    },
  ],
  'GET /api/dashboards/:key': (world) =>
    ['board', `${world.names.report}_d`, 'sales', 'none'].map((key) => ({ url: `/api/dashboards/${key}` })),
}
