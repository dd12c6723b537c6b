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
  'POST /api/settings/mail/try': () => [{ url: '/api/settings/mail/try', payload: {} }],
  'PUT /api/settings': () => [{ url: '/api/settings', payload: {} }],
  'GET /api/openapi.json': () => [{ url: '/api/openapi.json', shows: true }],
  'GET /api/docs': () => [{ url: '/api/docs', shows: true }],
}
