import type { Calls } from './call.ts'
import { atEach, entities, records } from './reach.ts'

const triedMail = {
  key: 'tried',
  label: 'Tried',
  entity: 'vault',
  subject: '{{name}} {{contact}} {{cost}}',
  blocks: [
    { type: 'text', value: '<p>{{name}} {{contact}} {{cost}} {{partner.name}}</p>' },
    { type: 'fields', items: ['name', 'contact', 'cost', 'partner.name'] },
    { type: 'button', value: '{{cost}}' },
  ],
}

/** What leaves as a file: attachments, exports, prints. */
export const papersCalls: Calls = {
  'POST /api/files': () => [{ url: '/api/files', file: 'text' }],
  'POST /api/files/join': (world) =>
    [world.files.west, world.files.hidden, world.unknown].map((id) => ({
      url: '/api/files/join',
      payload: { name: 'a', type: 'text/plain', parts: [id] },
    })),
  'GET /api/files/:id': (world) =>
    [world.files.west, world.files.hidden, world.unknown].flatMap((id) => [
      { url: `/api/files/${id}` },
      ...records(world).map(([entity, record]) => ({
        url: `/api/files/${id}?entity=${entity}&record=${record}`,
        ...(id === world.files.west && record === world.vaults.west ? { shows: true as const } : {}),
      })),
    ]),
  'GET /api/exports/:entity': (world) =>
    entities(world).flatMap((entity) =>
      ['csv', 'xlsx'].flatMap((format) => [
        {
          url: `/api/exports/${entity}?format=${format}`,
          ...(entity === 'vault' ? { shows: true as const } : {}),
        },
        { url: `/api/exports/${entity}?format=${format}&fields=name,contact,partner,partner.name,owner` },
        { url: `/api/exports/${entity}?format=${format}&fields=name,cost` },
        { url: `/api/exports/${entity}?format=${format}&search=CANARY` },
      ]),
    ),
  'GET /api/prints/:template/:file': (world) =>
    records(world).flatMap(([, id]) => [
      { url: `/api/prints/sheet/${id}.pdf`, ...(id === world.vaults.west ? { shows: true as const } : {}) },
      { url: `/api/prints/quote/${id}.pdf` },
      { url: `/api/prints/sheet/${id}.pdf?run=${world.instances.west}` },
      // Everybody calls the screen the same: nobody gets what was filled for another.
      { url: `/api/prints/sheet/${id}.pdf?preview=${world.unknown}` },
      { url: `/api/prints/sheet/all.pdf?ids=${world.vaults.mine},${id}` },
    ]),
  'GET /api/prints/:template/:id/remarks': (world) =>
    records(world).flatMap(([, id]) => [
      { url: `/api/prints/sheet/${id}/remarks` },
      { url: `/api/prints/sheet/${id}/remarks?preview=${world.unknown}` },
      { url: `/api/prints/quote/${id}/remarks` },
    ]),
  'POST /api/design/prints/layout': (world) =>
    [...records(world).map(([, id]) => id), world.unknown, undefined].map((id) => ({
      url: '/api/design/prints/layout',
      payload: {
        ...(id === undefined ? {} : { id }),
        print: {
          key: 'tried',
          label: 'Tried',
          entity: 'vault',
          page: { size: 'A5' },
          body: [{ type: 'fields', items: ['name', 'contact', 'cost', 'partner.name'] }],
        },
      },
      ...(id === world.vaults.west ? { shows: true as const } : {}),
    })),
  'POST /api/design/mails/draft': (world) =>
    [...records(world).map(([, id]) => id), world.unknown, undefined].map((id) => ({
      url: '/api/design/mails/draft',
      payload: { ...(id === undefined ? {} : { id }), mail: triedMail },
      ...(id === world.vaults.west ? { shows: true as const } : {}),
    })),
  'POST /api/design/mails/send': (world) =>
    [world.vaults.mine, world.unknown].map((id) => ({
      url: '/api/design/mails/send',
      payload: { id, mail: triedMail },
    })),
  'POST /api/prints/:template': (world) => [
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.mine] } },
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.mine, world.vaults.mates] } },
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.mates, world.vaults.west] }, shows: true },
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.mine, world.vaults.mates], together: true } },
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.deleted] } },
  ],
  'POST /api/prints/:template/keep': (world) =>
    ['sheet', 'quote', `${world.names.field}_p`].flatMap((template) =>
      [world.vaults.mine, world.vaults.west, world.vaults.deleted, world.unknown].map((id) => ({
        url: `/api/prints/${template}/keep`,
        payload: { id },
      })),
    ),
  'GET /api/records/:entity/:id/kept-prints': (world) => atEach(world, '/kept-prints'),
  'GET /api/kept-prints/:id': (world) => [
    { url: `/api/kept-prints/${world.kept.mine.id}`, shows: true },
    { url: `/api/kept-prints/${world.kept.west.id}`, shows: true },
    { url: `/api/kept-prints/${world.unknown}` },
  ],
}
