import type { Calls } from './call.ts'

/** The server itself, and what it says of itself. */
export const serverCalls: Calls = {
  'GET /healthz': () => [{ url: '/healthz' }],
  'GET /readyz': () => [{ url: '/readyz' }],
  'GET /metrics': () => [{ url: '/metrics' }],
  'GET /*': () =>
    ['/', '/records/vault', '/assets/none.js', '/api/none', '/..%2f..%2fpackage.json'].map((url) => ({
      url,
    })),
  'GET /schemas/:file': () =>
    ['role', 'entity.json', 'none', '__proto__'].map((one) => ({ url: `/schemas/${one}` })),
  'GET /api/model': () => [{ url: '/api/model', shows: true }],
  'GET /api/settings': () => [{ url: '/api/settings' }],
  'GET /api/settings/pictures/:name/:hash': () => [{ url: `/api/settings/pictures/seal/${'0'.repeat(64)}` }],
  'POST /api/settings/mail/try': () => [{ url: '/api/settings/mail/try', payload: {} }],
  'PUT /api/settings': () => [{ url: '/api/settings', payload: {} }],
  'GET /api/jobs': (world) => [
    ...['gaveUp', 'retrying', 'running', 'waiting', 'none'].map((state) => ({
      url: `/api/jobs?state=${state}`,
    })),
    { url: '/api/jobs?state=gaveUp&kind=rule&cursor=x' },
    { url: `/api/jobs?cursor=${world.unknown}` },
  ],
  'GET /api/jobs/kinds': () => [{ url: '/api/jobs/kinds' }],
  'POST /api/jobs/retry': () => [
    { url: '/api/jobs/retry', payload: { kind: 'rule' } },
    { url: '/api/jobs/retry', payload: {} },
  ],
  'POST /api/jobs/discard': () => [
    { url: '/api/jobs/discard', payload: { kind: 'rule', reason: 'x' } },
    { url: '/api/jobs/discard', payload: { kind: 'rule' } },
  ],
  'POST /api/jobs/:id/retry': (world) =>
    [world.unknown, 'none'].map((id) => ({ url: `/api/jobs/${id}/retry`, payload: {} })),
  'POST /api/jobs/:id/discard': (world) => [
    { url: `/api/jobs/${world.unknown}/discard`, payload: { reason: 'x' } },
    { url: '/api/jobs/none/discard', payload: {} },
  ],
  'GET /api/connections': () => [{ url: '/api/connections' }],
  'GET /api/connections/names': () => [{ url: '/api/connections/names' }],
  'POST /api/connections': () => [
    { url: '/api/connections', payload: { type: 'none', name: 'x', values: {} } },
    { url: '/api/connections', payload: { type: 'dingtalk', name: 'x', values: { appSecret: 'x' } } },
  ],
  'PUT /api/connections/:key': () => [
    { url: '/api/connections/none', payload: { type: 'dingtalk', name: 'x', values: {} } },
  ],
  'DELETE /api/connections/:key': () => [{ url: '/api/connections/none' }],
  'POST /api/connections/:key/try': () => [{ url: '/api/connections/none/try', payload: {} }],
  'GET /api/connections/:key/people': () => [{ url: '/api/connections/none/people' }],
  'PUT /api/connections/:key/people': (world) => [
    { url: '/api/connections/none/people', payload: { userId: world.unknown, account: 'x' } },
  ],
  'POST /api/connections/rotate-key': () => [{ url: '/api/connections/rotate-key', payload: {} }],
  'POST /api/connections/:key/match': () => [{ url: '/api/connections/none/match', payload: {} }],
  'PUT /api/outbound/test-mode': () => [{ url: '/api/outbound/test-mode', payload: { on: false } }],
  'GET /api/outbound/captured': () => [{ url: '/api/outbound/captured' }],
  'DELETE /api/outbound/captured': () => [{ url: '/api/outbound/captured' }],
  'GET /api/openapi.json': () => [{ url: '/api/openapi.json', shows: true }],
  'GET /api/docs': () => [{ url: '/api/docs', shows: true }],
}
