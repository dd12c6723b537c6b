import type { Calls } from './call.ts'
import { atEach, entities, lists, values } from './reach.ts'

/** Records by themselves, listed and written. */
export const recordsCalls: Calls = {
  'GET /api/records/:entity': (world) => [
    ...entities(world).flatMap((entity) =>
      lists(world).map((query) => ({
        url: `/api/records/${entity}?${query}`,
        ...(query === '' && entity === 'vault' ? { shows: true as const } : {}),
      })),
    ),
    { url: `/api/records/vault?deleted=true&fields=name`, shows: true },
  ],
  'POST /api/records/:entity': (world) => [
    ...entities(world).flatMap((entity) =>
      values(world).map((payload) => ({ url: `/api/records/${entity}`, payload })),
    ),
    { url: '/api/records/vault?partial=true', payload: values(world) },
  ],
  'GET /api/records/:entity/:id': (world) => atEach(world, '', { shows: true }),
  'PATCH /api/records/:entity/:id': (world) => [
    ...values(world).flatMap((payload) => atEach(world, '', { payload })),
    { url: `/api/records/vault/${world.vaults.mine}`, payload: { note: 'late', version: 99 }, shows: true },
  ],
  'DELETE /api/records/:entity/:id': (world) =>
    atEach(world, '').filter(
      ({ url }) => !url.includes(world.vaults.mine) && !url.includes(world.partners.mine),
    ),
}
