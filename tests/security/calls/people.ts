import type { Calls } from './call.ts'

/** People, roles, keys, and the audit log. */
export const peopleCalls: Calls = {
  'GET /api/users': () => [{ url: '/api/users' }, { url: '/api/users?q=west' }],
  'POST /api/users': () => [
    { url: '/api/users', payload: { name: 'x', email: 'x@rights.example', roles: ['admin'] } },
  ],
  'PATCH /api/users/:id': (world) =>
    [world.people.low, world.people.west].map((id) => ({
      url: `/api/users/${id}`,
      payload: { roles: ['admin', 'keeper'] },
    })),
  'POST /api/view-as': (world) => [{ url: '/api/view-as', payload: { user: world.people.west } }],
  'DELETE /api/view-as': () => [{ url: '/api/view-as' }],
  'GET /api/regions': () => [{ url: '/api/regions' }],
  'POST /api/regions': () => [{ url: '/api/regions', payload: { name: 'x' } }],
  'PATCH /api/regions/:id': (world) => [{ url: `/api/regions/${world.unknown}`, payload: { name: 'x' } }],
  'DELETE /api/regions/:id': (world) => [{ url: `/api/regions/${world.unknown}` }],
  'GET /api/groups': () => [{ url: '/api/groups' }],
  'POST /api/groups': () => [{ url: '/api/groups', payload: { name: 'x' } }],
  'PATCH /api/groups/:id': (world) => [{ url: `/api/groups/${world.unknown}`, payload: { name: 'x' } }],
  'DELETE /api/groups/:id': (world) => [{ url: `/api/groups/${world.unknown}` }],
  'GET /api/departments': () => [{ url: '/api/departments' }],
  'POST /api/departments': () => [{ url: '/api/departments', payload: { name: 'x' } }],
  'PATCH /api/departments/:id': (world) => [
    { url: `/api/departments/${world.unknown}`, payload: { name: 'x' } },
  ],
  'GET /api/roles': () => [{ url: '/api/roles' }],
  'GET /api/api-keys': () => [{ url: '/api/api-keys' }],
  'POST /api/api-keys': () => [{ url: '/api/api-keys', payload: { name: 'x', role: 'admin' } }],
  'DELETE /api/api-keys/:id': (world) => [{ url: `/api/api-keys/${world.unknown}` }],
  'GET /api/audit': (world) => [
    { url: '/api/audit', shows: true },
    { url: `/api/audit?record=${world.vaults.west}` },
  ],
  'GET /api/audit.csv': () => [{ url: '/api/audit.csv', shows: true }],
  'GET /api/audit/actions': () => [{ url: '/api/audit/actions' }],
  'POST /api/audit/verify': () => [{ url: '/api/audit/verify', payload: {} }],
}
