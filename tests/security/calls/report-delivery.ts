import type { Calls } from './call.ts'
import { enc, reports } from './reach.ts'

const morning = { every: 'day', at: '09:00' }
const tokens = (path: string): readonly string[] => [
  path.slice(3),
  `${path.slice(3, -1)}A`,
  'A'.repeat(32),
  '..%2f..%2fapi%2fme',
  '__proto__',
]

/** Reports that are sent, watched and shown by a link. */
export const reportDeliveryCalls: Calls = {
  'GET /api/report-files/:kind/:key': (world) => [
    ...reports(world).flatMap((report) =>
      ['xlsx', 'csv', 'pdf'].map((format) => ({
        url: `/api/report-files/report/${report}?format=${format}`,
      })),
    ),
    ...['board', `${world.names.report}_d`].map((key) => ({
      url: `/api/report-files/dashboard/${key}?format=xlsx&filters=${enc('{"period":"thisMonth"}')}`,
    })),
    { url: '/api/report-files/report/by_stage?format=png' },
    { url: '/api/report-files/report/by_stage?format=exe' },
  ],
  'GET /api/report-watches': (world) => [
    { url: '/api/report-watches' },
    { url: '/api/report-watches?all=true' },
    ...reports(world).map((report) => ({ url: `/api/report-watches?kind=report&target=${report}` })),
  ],
  'POST /api/report-watches': (world) => [
    ...reports(world).flatMap((target) => [
      {
        url: '/api/report-watches',
        payload: {
          kind: 'delivery',
          targetKind: 'report',
          target,
          recipients: [{ kind: 'user', id: world.people.low }],
          schedule: morning,
          settings: { format: 'csv' },
        },
      },
      {
        url: '/api/report-watches',
        payload: {
          kind: 'alert',
          targetKind: 'report',
          target,
          recipients: [{ kind: 'role', id: 'keeper' }],
          schedule: { every: 'hour' },
          settings: { measure: 'count', row: 'any', op: 'above', value: 0 },
        },
      },
    ]),
    { url: '/api/report-watches', payload: { kind: 'delivery', recipients: [{ kind: 'user', id: 'x' }] } },
  ],
  'PATCH /api/report-watches/:id': ({ watches, unknown, people }) =>
    [watches.west, unknown, 'x'].flatMap((id) => [
      { url: `/api/report-watches/${id}`, payload: { recipients: [{ kind: 'user', id: people.low }] } },
      { url: `/api/report-watches/${id}`, payload: { enabled: false } },
    ]),
  'DELETE /api/report-watches/:id': ({ watches, unknown }) =>
    [watches.west, unknown].map((id) => ({ url: `/api/report-watches/${id}` })),
  'POST /api/report-watches/:id/leave': ({ watches, unknown }) =>
    [watches.west, unknown].map((id) => ({
      url: `/api/report-watches/${id}/leave`,
      payload: { leave: true },
    })),
  'POST /api/report-watches/:id/try': ({ watches, unknown }) =>
    [watches.west, unknown].map((id) => ({ url: `/api/report-watches/${id}/try`, payload: {} })),
  'GET /api/report-watches/:id/runs': ({ watches, unknown }) =>
    [watches.west, watches.shared, unknown].map((id) => ({ url: `/api/report-watches/${id}/runs` })),
  'GET /api/report-runs/:id/file': ({ watches, unknown }) =>
    [watches.run, unknown, 'x'].map((id) => ({ url: `/api/report-runs/${id}/file` })),
  'GET /api/report-shares': (world) => [
    { url: '/api/report-shares' },
    { url: '/api/report-shares?all=true' },
    ...reports(world).map((report) => ({ url: `/api/report-shares?kind=report&target=${report}` })),
  ],
  'POST /api/report-shares': (world) => [
    ...reports(world).map((target) => ({
      url: '/api/report-shares',
      payload: { targetKind: 'report', target, days: 1, sites: ['intranet.example'] },
    })),
    { url: '/api/report-shares', payload: { targetKind: 'report', target: 'by_stage', days: 99_999 } },
  ],
  'DELETE /api/report-shares/:id': ({ unknown }) => [{ url: `/api/report-shares/${unknown}` }],
  'GET /api/report-shares/roles': () => [{ url: '/api/report-shares/roles' }],
  'PUT /api/report-shares/roles': () => [{ url: '/api/report-shares/roles', payload: { roles: ['low'] } }],
  'GET /s/:token': ({ shared }) => tokens(shared.path).map((token) => ({ url: `/s/${token}` })),
  'GET /api/public/reports/:token': ({ shared }) =>
    tokens(shared.path).map((token) => ({ url: `/api/public/reports/${token}` })),
  'GET /api/public/reports/:token/parts/:part': ({ shared }) =>
    tokens(shared.path).flatMap((token) =>
      ['report', 'w1', '__proto__', 'by_secret'].map((part) => ({
        url: `/api/public/reports/${token}/parts/${part}`,
      })),
    ),
}
