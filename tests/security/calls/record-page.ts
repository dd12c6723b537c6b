import type { Calls } from './call.ts'
import { atEach } from './reach.ts'

/** What stands around one record. */
export const recordPageCalls: Calls = {
  'GET /api/records/:entity/:id/timeline': (world) => atEach(world, '/timeline', { shows: true }),
  'GET /api/records/:entity/:id/history': (world) => atEach(world, '/history', { shows: true }),
  'POST /api/records/:entity/:id/history/:seq/restore': (world) =>
    ['1', '2', 'x'].flatMap((seq) =>
      ['undo', 'version'].flatMap((as) => atEach(world, `/history/${seq}/restore`, { payload: { as } })),
    ),
  'GET /api/records/:entity/:id/related/:field': (world) => [
    ...['vault_by_partner', 'vault.partner', 'items', `${world.names.entity}.about`, 'none'].flatMap(
      (field) => atEach(world, `/related/${field}`),
    ),
    {
      url: `/api/records/partner/${world.partners.mine}/related/vault.partner?fields=name,note,cost`,
      shows: true,
    },
    { url: `/api/records/partner/${world.partners.mine}/related/vault.partner?fields=name,note,amount` },
    { url: `/api/records/partner/${world.partners.mine}/related/vault.partner?fields=name&deleted=true` },
  ],
  'GET /api/records/:entity/:id/comments': (world) => atEach(world, '/comments', { shows: true }),
  'POST /api/records/:entity/:id/comments': (world) =>
    atEach(world, '/comments', { payload: { text: 'hello', mentions: [world.people.west] } }),
  'GET /api/records/:entity/:id/flows': (world) => atEach(world, '/flows', { shows: true }),
  'POST /api/records/:entity/:id/attachments': (world) => [
    ...atEach(world, '/attachments?field=papers', { file: 'text' }),
    ...atEach(world, '/attachments?field=secret_file', { file: 'text' }),
    ...atEach(world, `/attachments?field=${world.names.field}`, { file: 'text' }),
  ],
  'GET /api/records/:entity/:id/access': (world) => [
    ...atEach(world, `/access?user=${world.people.west}`),
    { url: `/api/records/vault/${world.vaults.west}/access?user=${world.people.low}` },
  ],
  'GET /api/records/:entity/:id/may': (world) => atEach(world, '/may'),
  'GET /api/records/:entity/:id/merges': (world) => atEach(world, '/merges'),
  'GET /api/records/:entity/:id/shares': (world) => atEach(world, '/shares'),
  'POST /api/records/:entity/:id/shares': (world) =>
    ['read', 'write'].flatMap((level) =>
      atEach(world, '/shares', { payload: { with: { kind: 'user', id: world.people.low }, level } }),
    ),
  'DELETE /api/records/:entity/:id/shares/:share': (world) => atEach(world, `/shares/${world.unknown}`),
}
