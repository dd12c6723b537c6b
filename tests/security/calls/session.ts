import type { Calls } from './call.ts'
import { entities } from './reach.ts'

/** Who one is, and what is kept for oneself. */
export const sessionCalls: Calls = {
  'POST /api/auth/sign-in': () => [
    { url: '/api/auth/sign-in', payload: { email: 'west@rights.example', password: 'wrong' } },
    { url: '/api/auth/sign-in', payload: { email: 'nobody@rights.example', password: 'wrong' } },
    { url: '/api/auth/sign-in', payload: 5 },
  ],
  'POST /api/auth/sign-out': () => [],
  'POST /api/auth/password': () => [
    { url: '/api/auth/password', payload: { current: 'wrong', password: 'Kiefer-4712' } },
  ],
  'GET /api/me': () => [{ url: '/api/me' }],
  'PUT /api/me': () => [{ url: '/api/me', payload: { locale: 'en', preferences: { a: 1 } } }],
  'GET /api/saved-views/:entity': (world) =>
    entities(world).map((entity) => ({ url: `/api/saved-views/${entity}` })),
  'PUT /api/saved-views/:entity': (world) =>
    entities(world).map((entity) => ({
      url: `/api/saved-views/${entity}`,
      payload: { name: 'mine', json: {} },
    })),
  'GET /api/drafts': () => [{ url: '/api/drafts' }],
  'GET /api/drafts/:entity/:form': (world) =>
    entities(world).flatMap((entity) => [
      { url: `/api/drafts/${entity}/edit` },
      { url: `/api/drafts/${entity}/edit?record=${world.unknown}` },
      { url: `/api/drafts/${entity}/edit?record=nonsense` },
    ]),
  'PUT /api/drafts/:entity/:form': (world) =>
    entities(world).map((entity) => ({
      url: `/api/drafts/${entity}/edit?record=${world.unknown}`,
      payload: { data: { name: 'mine' }, schemaVersion: 1 },
    })),
  'DELETE /api/drafts/:entity/:form': (world) => [{ url: `/api/drafts/vault/edit?record=${world.unknown}` }],
  'GET /api/notifications/channels': () => [{ url: '/api/notifications/channels' }],
  'GET /api/notifications': () => [{ url: '/api/notifications', shows: true }],
  'POST /api/notifications/read': (world) => [
    { url: '/api/notifications/read', payload: { ids: [world.unknown] } },
  ],
  'POST /api/notifications/:id/snooze': (world) => [
    { url: `/api/notifications/${world.unknown}/snooze`, payload: { until: '2099-01-01T00:00:00Z' } },
  ],
  'GET /api/favourites': () => [{ url: '/api/favourites' }],
  'POST /api/favourites': (world) =>
    entities(world).map((entity) => ({
      url: '/api/favourites',
      payload: { kind: 'record', entity, recordId: world.unknown },
    })),
  'DELETE /api/favourites/:id': (world) => [{ url: `/api/favourites/${world.unknown}` }],
  'GET /api/visited': () => [{ url: '/api/visited' }],
  'POST /api/visited': (world) =>
    entities(world).map((entity) => ({ url: '/api/visited', payload: { entity, id: world.unknown } })),
  // A line that stays open: a test of its own listens to it.
  'GET /api/events': () => [],
  'DELETE /api/saved-views/:entity/:id': (world) => [{ url: `/api/saved-views/vault/${world.unknown}` }],
}
