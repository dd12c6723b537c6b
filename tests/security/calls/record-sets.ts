import type { Calls } from './call.ts'
import { bodies, enc, entities } from './reach.ts'

/** Questions about many records, and changes of many. */
export const recordSetsCalls: Calls = {
  'POST /api/records/:entity/query': (world) =>
    entities(world).flatMap((entity) => [
      {
        url: `/api/records/${entity}/query`,
        payload: {},
        ...(entity === 'vault' ? { shows: true as const } : {}),
      },
      { url: `/api/records/${entity}/query`, payload: { fields: ['id', world.names.field] } },
      { url: `/api/records/${entity}/query`, payload: { deleted: true, count: 'exact' } },
      { url: `/api/records/${entity}/query`, payload: { search: 'CANARY', fields: ['name'] } },
      ...['name', 'partner', 'stage', world.names.field].flatMap((field) =>
        ['amount', 'cost'].map((sum) => ({
          url: `/api/records/${entity}/query`,
          payload: { group: { by: field, sums: [sum] } },
        })),
      ),
      {
        url: `/api/records/${entity}/query`,
        payload: { sort: [{ field: 'cost', dir: 'desc' }], fields: ['name'] },
      },
    ]),
  'POST /api/records/:entity/bulk': (world) => {
    const ids = [world.vaults.west, world.vaults.deleted]
    return entities(world).flatMap((entity) => [
      { url: `/api/records/${entity}/bulk`, payload: { ids, set: { note: 'x' } } },
      { url: `/api/records/${entity}/bulk`, payload: { ids, delete: true } },
      { url: `/api/records/${entity}/bulk`, payload: { ids: [world.vaults.deleted], restore: true } },
      {
        url: `/api/records/${entity}/bulk`,
        payload: { filter: { '!=': [{ var: world.names.field }, null] }, set: { note: 'x' } },
      },
    ])
  },
  'POST /api/records/:entity/aggregate': (world) =>
    entities(world).flatMap((entity) =>
      bodies(world).map((payload, at) => ({
        url: `/api/records/${entity}/aggregate`,
        payload,
        ...(entity === 'vault' && at === 0 ? { shows: true as const } : {}),
      })),
    ),
  'POST /api/records/:entity/since': (world) =>
    entities(world).flatMap((entity) =>
      ['stage', 'owner', 'grade', world.names.field].map((field) => ({
        url: `/api/records/${entity}/since`,
        payload: { field, ids: [world.vaults.mine, world.vaults.west, world.vaults.deleted, 'x'] },
      })),
    ),
  'POST /api/records/:entity/duplicates': (world) =>
    entities(world).flatMap((entity) => [
      { url: `/api/records/${entity}/duplicates`, payload: { record: { contact: 'x', name: 'Mine' } } },
      { url: `/api/records/${entity}/duplicates`, payload: { record: { [world.names.field]: 'x' } } },
    ]),
  'POST /api/records/:entity/duplicate-searches': (world) =>
    entities(world).flatMap((entity) => [
      { url: `/api/records/${entity}/duplicate-searches`, payload: {} },
      { url: `/api/records/${entity}/duplicate-searches`, payload: { rules: ['contact'] } },
    ]),
  'GET /api/records/:entity/duplicate-searches': (world) =>
    entities(world).map((entity) => ({ url: `/api/records/${entity}/duplicate-searches` })),
  'GET /api/duplicate-searches/:id': (world) =>
    [...world.searches, world.unknown].map((id) => ({ url: `/api/duplicate-searches/${id}` })),
  'POST /api/duplicate-searches/:id/cancel': (world) =>
    [...world.searches, world.unknown].map((id) => ({
      url: `/api/duplicate-searches/${id}/cancel`,
      payload: {},
    })),
  'GET /api/duplicate-searches/:id/groups': (world) =>
    [...world.searches, world.unknown].map((id) => ({ url: `/api/duplicate-searches/${id}/groups` })),
  'POST /api/duplicate-searches/:id/apart': (world) =>
    [...world.searches, world.unknown].map((id) => ({
      url: `/api/duplicate-searches/${id}/apart`,
      payload: { n: 1 },
    })),
  'GET /api/duplicate-searches/:id/export': (world) =>
    [...world.searches, world.unknown].map((id) => ({
      url: `/api/duplicate-searches/${id}/export?format=csv`,
    })),
  'POST /api/records/:entity/merge': (world) =>
    entities(world).map((entity) => ({
      url: `/api/records/${entity}/merge`,
      payload: { keep: world.vaults.mine, ids: [world.vaults.west] },
    })),
  'POST /api/records/:entity/unmerge': (world) =>
    entities(world).map((entity) => ({
      url: `/api/records/${entity}/unmerge`,
      payload: { merge: world.unknown },
    })),
  'GET /api/search': (world) =>
    ['CANARY', 'e', 'Mine', world.names.field, '7', 'x'].map((q) => ({
      url: `/api/search?q=${enc(q)}`,
      ...(q === 'CANARY' ? { shows: true as const } : {}),
    })),
  'GET /api/bulk-jobs/:id': (world) =>
    [...world.jobs, world.unknown].map((id) => ({ url: `/api/bulk-jobs/${id}` })),
  'POST /api/bulk-jobs/:id/cancel': (world) =>
    [...world.jobs, world.unknown].map((id) => ({ url: `/api/bulk-jobs/${id}/cancel`, payload: {} })),
}
