import { multipart } from '../../apps/server/src/testing/server.ts'
import type { World } from './world/world.ts'

/** One way to call a route. */
export type Call = {
  readonly url: string
  readonly payload?: unknown
  readonly file?: string
  /** Whoever may see everything finds something planted here: proof that looking here means something. */
  readonly shows?: true
}

const enc = encodeURIComponent

function records(world: World): readonly (readonly [entity: string, id: string])[] {
  const { vaults, partners, hiddenRecord, account, names, unknown } = world
  return [
    ...[vaults.mine, vaults.mates, vaults.west, vaults.deleted, unknown, partners.hidden, 'x'].map(
      (id) => ['vault', id] as const,
    ),
    ['partner', partners.mine],
    ['partner', partners.hidden],
    [names.entity, hiddenRecord],
    ['account', account],
    ['vault_item', unknown],
    ['nowhere', unknown],
  ]
}

const entities = (world: World): readonly string[] => [
  'vault',
  'vault_item',
  'partner',
  world.names.entity,
  'account',
  'nowhere',
]

const atEach = (world: World, rest: string, more: Omit<Call, 'url'> = {}): readonly Call[] =>
  records(world).map(([entity, id]) => ({
    url: `/api/records/${entity}/${id}${rest}`,
    ...(entity === 'vault' && id === world.vaults.west ? more : { ...more, shows: undefined as never }),
  }))

/** List queries as they stand in an address; those of the vault reach for what is hidden there. */
function lists(world: World): readonly string[] {
  const { field } = world.names
  const { mine } = world.vaults
  const all = [
    '',
    'count=exact',
    'count=estimate',
    'deleted=true',
    'search=CANARY',
    'limit=1&sort=name',
    'sort=-amount',
  ]
  const named = [
    'name',
    field,
    'cost',
    'margin',
    'contact',
    'grade',
    'secret_file',
    'partner.name',
    'partner.note',
    'partner_note',
    'owner.email',
    'items',
    'owner.password_hash',
  ]
  return [
    ...all,
    ...named.map((key) => `fields=${key}`),
    ...named.map((key) => `sort=${key}`),
    ...named.map((key) => `filter=${enc(JSON.stringify({ '!=': [{ var: key }, null] }))}`),
    `filter=${enc(JSON.stringify({ contains: [{ var: field }, 'CANARY'] }))}`,
    `filter=${enc(JSON.stringify({ some: ['items', { contains: [{ var: 'item_secret' }, 'CANARY'] }] }))}`,
    `filter=${enc(JSON.stringify({ '==': [{ var: 'id' }, mine] }))}&fields=name,partner,owner`,
    `filter=${enc('name == 5 +')}`,
    `fields=cos&filter=${enc(JSON.stringify({ '==': [{ var: 'cos' }, 1] }))}`,
    'deleted=true&fields=name,note,code,amount&count=exact',
  ]
}

const bodies = (world: World): readonly object[] => {
  const { field } = world.names
  const n = { key: 'n', agg: 'count' }
  return [
    { dimensions: [{ key: 'd', expr: { var: 'name' } }], measures: [n] },
    { dimensions: [{ key: 'd', expr: { var: field } }], measures: [n] },
    {
      dimensions: [{ key: 'd', expr: { var: 'partner' } }],
      measures: [n, { key: 'm', agg: 'max', expr: { var: 'amount' } }],
    },
    { dimensions: [], measures: [{ key: 'm', agg: 'max', expr: { var: 'cost' } }] },
    { dimensions: [], measures: [{ key: 'm', agg: 'max', expr: { var: 'contact' } }] },
    {
      dimensions: [{ key: 'd', expr: { var: 'partner.name' } }],
      measures: [{ key: 'm', agg: 'min', expr: { var: 'name' } }],
    },
    {
      dimensions: [{ key: 'd', expr: { var: 'stage' } }],
      measures: [n],
      having: { '>': [{ var: field }, 1] },
    },
    { dimensions: [], measures: [{ ...n, filter: { '!=': [{ var: field }, null] } }] },
  ]
}

const reports = (world: World): readonly string[] => [
  'by_stage',
  'by_secret',
  'list_secret',
  'stage_funnel',
  world.names.report,
  'leads_by_source',
  'none',
]

const values = (world: World): readonly object[] => [
  { name: 'New', stage: 'new' },
  { name: 'New', [world.names.field]: 'x' },
  { name: 'New', cost: '1' },
  { name: 'New', contact: 'x' },
  { name: 'New', partner: world.partners.hidden },
  { name: 'New', owner: world.people.west },
  { name: 'New', secret_file: [] },
  { name: 'New', papers: [{ id: world.files.west, name: 'a', size: 1, type: 'text/plain' }] },
  { name: 'New', papers: [{ id: world.files.hidden, name: 'a', size: 1, type: 'text/plain' }] },
  { name: 'New', items: [{ product: 'p', item_secret: 'x' }] },
  { name: 5, stage: 'none', amount: 'abc', due: 'never', partner: 'x' },
  { name: 'New', version: 9, id: world.vaults.west, created_by: world.people.west },
]

const kinds = ['entity/vault', 'role/low', 'report/by_secret', 'mail/cx', 'nothing/x']

/**
 * How each route of the live table is called. A route that is not here fails the crawl: say how it is called, with
 * what reaches for hidden things.
 */
export const calls: { readonly [route: string]: (world: World) => readonly Call[] } = {
  'GET /healthz': () => [{ url: '/healthz' }],
  'GET /readyz': () => [{ url: '/readyz' }],
  'GET /metrics': () => [{ url: '/metrics' }],
  'GET /*': () =>
    ['/', '/records/vault', '/assets/none.js', '/api/none', '/..%2f..%2fpackage.json'].map((url) => ({
      url,
    })),
  'GET /schemas/:file': () =>
    ['role', 'entity.json', 'none', '__proto__'].map((one) => ({ url: `/schemas/${one}` })),
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
  'GET /api/model': () => [{ url: '/api/model', shows: true }],
  'GET /api/records/:entity': (world) => [
    ...entities(world).flatMap((entity) =>
      lists(world).map((query) => ({
        url: `/api/records/${entity}?${query}`,
        ...(query === '' && entity === 'vault' ? { shows: true as const } : {}),
      })),
    ),
    { url: `/api/records/vault?deleted=true&fields=name`, shows: true },
  ],
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
  'POST /api/files': () => [{ url: '/api/files', file: 'text' }],
  'GET /api/files/:id': (world) =>
    [world.files.west, world.files.hidden, world.unknown].flatMap((id) => [
      { url: `/api/files/${id}` },
      ...records(world).map(([entity, record]) => ({
        url: `/api/files/${id}?entity=${entity}&record=${record}`,
        ...(id === world.files.west && record === world.vaults.west ? { shows: true as const } : {}),
      })),
    ]),
  'GET /api/search': (world) =>
    ['CANARY', 'e', 'Mine', world.names.field, '7', 'x'].map((q) => ({
      url: `/api/search?q=${enc(q)}`,
      ...(q === 'CANARY' ? { shows: true as const } : {}),
    })),
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
  'GET /api/imports': () => [{ url: '/api/imports' }],
  'POST /api/imports': (world) =>
    entities(world).map((entity) => ({
      url: `/api/imports?entity=${entity}`,
      file: `name,cost,${world.names.field}\na,1,b\n`,
    })),
  'GET /api/imports/:id': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}` })),
  'PUT /api/imports/:id/mapping': (world) =>
    [...world.imports, world.unknown].map((id) => ({
      url: `/api/imports/${id}/mapping`,
      payload: { mapping: { name: 'name' } },
    })),
  'POST /api/imports/:id/dry-run': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/dry-run`, payload: {} })),
  'POST /api/imports/:id/:command': (world) =>
    [...world.imports, world.unknown].flatMap((id) =>
      ['start', 'pause', 'revert', 'none'].map((command) => ({
        url: `/api/imports/${id}/${command}`,
        payload: {},
      })),
    ),
  'GET /api/imports/:id/errors.csv': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/errors.csv` })),
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
  'GET /api/prints/:template/:file': (world) =>
    records(world).flatMap(([, id]) => [
      { url: `/api/prints/sheet/${id}.pdf`, ...(id === world.vaults.west ? { shows: true as const } : {}) },
      { url: `/api/prints/quote/${id}.pdf` },
    ]),
  'POST /api/prints/:template': (world) => [
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.mine] } },
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.mine, world.vaults.mates] } },
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.mates, world.vaults.west] }, shows: true },
    { url: '/api/prints/sheet', payload: { ids: [world.vaults.deleted] } },
  ],
  'POST /api/flows/:flow/start': (world) =>
    records(world).flatMap(([entity, id]) =>
      ['check', 'quote_discount', 'none'].map((flow) => ({
        url: `/api/flows/${flow}/start`,
        payload: { entity, id },
      })),
    ),
  'GET /api/flow-instances/:id': (world) => [
    { url: `/api/flow-instances/${world.instances.west}`, shows: true },
    { url: `/api/flow-instances/${world.instances.mates}` },
    { url: `/api/flow-instances/${world.unknown}` },
  ],
  'POST /api/flow-instances/:id/:command': (world) =>
    [world.instances.west, world.instances.mates, world.unknown].flatMap((id) =>
      ['recall', 'terminate', 'none'].map((command) => ({
        url: `/api/flow-instances/${id}/${command}`,
        payload: {},
      })),
    ),
  'GET /api/work-items': () =>
    ['todo', 'done', 'started', 'cc', 'x'].map((box) => ({
      url: `/api/work-items?box=${box}`,
      ...(box === 'todo' ? {} : {}),
    })),
  'GET /api/work-items/:id': (world) =>
    [...world.items, world.unknown].map((id) => ({
      url: `/api/work-items/${id}`,
      ...(world.items[0] === id ? { shows: true as const } : {}),
    })),
  'POST /api/work-items/:id/:command': (world) =>
    [...world.items, world.unknown].flatMap((id) =>
      ['approve', 'transfer', 'none'].map((command) => ({
        url: `/api/work-items/${id}/${command}`,
        payload: { comment: 'x', to: world.people.low },
      })),
    ),
  'POST /api/rules/:rule/run': (world) =>
    records(world).flatMap(([entity, id]) =>
      ['press', 'tell', 'lead_convert', 'none'].map((rule) => ({
        url: `/api/rules/${rule}/run`,
        payload: { entity, id },
      })),
    ),
  'POST /api/rules/test': (world) => [
    {
      url: '/api/rules/test',
      payload: {
        id: world.vaults.mine,
        rule: {
          key: 't',
          label: 't',
          entity: 'vault',
          phase: 'afterSave',
          trigger: { on: ['create'] },
          actions: [{ type: 'notify', to: ['role:low'], title: `{{${world.names.field}}}` }],
        },
      },
    },
  ],
  'GET /api/users': () => [{ url: '/api/users' }, { url: '/api/users?q=west' }],
  'POST /api/users': () => [
    { url: '/api/users', payload: { name: 'x', email: 'x@rights.example', roles: ['admin'] } },
  ],
  'PATCH /api/users/:id': (world) =>
    [world.people.low, world.people.west].map((id) => ({
      url: `/api/users/${id}`,
      payload: { roles: ['admin', 'keeper'] },
    })),
  'GET /api/records/:entity/:id/access': (world) => [
    ...atEach(world, `/access?user=${world.people.west}`),
    { url: `/api/records/vault/${world.vaults.west}/access?user=${world.people.low}` },
  ],
  'GET /api/records/:entity/:id/may': (world) => atEach(world, '/may'),
  'GET /api/records/:entity/:id/shares': (world) => atEach(world, '/shares'),
  'POST /api/records/:entity/:id/shares': (world) =>
    ['read', 'write'].flatMap((level) =>
      atEach(world, '/shares', { payload: { with: { kind: 'user', id: world.people.low }, level } }),
    ),
  'DELETE /api/records/:entity/:id/shares/:share': (world) => atEach(world, `/shares/${world.unknown}`),
  'POST /api/view-as': (world) => [{ url: '/api/view-as', payload: { user: world.people.west } }],
  'DELETE /api/view-as': () => [{ url: '/api/view-as' }],
  'GET /api/regions': () => [{ url: '/api/regions' }],
  'POST /api/regions': () => [{ url: '/api/regions', payload: { name: 'x' } }],
  'PATCH /api/regions/:id': (world) => [{ url: `/api/regions/${world.unknown}`, payload: { name: 'x' } }],
  'DELETE /api/regions/:id': (world) => [{ url: `/api/regions/${world.unknown}` }],
  'GET /api/departments': () => [{ url: '/api/departments' }],
  'POST /api/departments': () => [{ url: '/api/departments', payload: { name: 'x' } }],
  'PATCH /api/departments/:id': (world) => [
    { url: `/api/departments/${world.unknown}`, payload: { name: 'x' } },
  ],
  'GET /api/roles': () => [{ url: '/api/roles' }],
  'GET /api/api-keys': () => [{ url: '/api/api-keys' }],
  'POST /api/api-keys': () => [{ url: '/api/api-keys', payload: { name: 'x', role: 'admin' } }],
  'DELETE /api/api-keys/:id': (world) => [{ url: `/api/api-keys/${world.unknown}` }],
  'GET /api/settings': () => [{ url: '/api/settings', shows: true }],
  'PUT /api/settings': () => [{ url: '/api/settings', payload: {} }],
  'GET /api/audit': (world) => [
    { url: '/api/audit', shows: true },
    { url: `/api/audit?record=${world.vaults.west}` },
  ],
  'GET /api/audit.csv': () => [{ url: '/api/audit.csv', shows: true }],
  'GET /api/audit/actions': () => [{ url: '/api/audit/actions' }],
  'POST /api/audit/verify': () => [{ url: '/api/audit/verify', payload: {} }],
  'GET /api/saved-views/:entity': (world) =>
    entities(world).map((entity) => ({ url: `/api/saved-views/${entity}` })),
  'PUT /api/saved-views/:entity': (world) =>
    entities(world).map((entity) => ({
      url: `/api/saved-views/${entity}`,
      payload: { name: 'mine', json: {} },
    })),
  'GET /api/notifications': () => [{ url: '/api/notifications', shows: true }],
  'POST /api/notifications/read': (world) => [
    { url: '/api/notifications/read', payload: { ids: [world.unknown] } },
  ],
  // A line that stays open: a test of its own listens to it.
  'GET /api/events': () => [],
  'GET /api/bulk-jobs/:id': (world) =>
    [...world.jobs, world.unknown].map((id) => ({ url: `/api/bulk-jobs/${id}` })),
  'POST /api/bulk-jobs/:id/cancel': (world) =>
    [...world.jobs, world.unknown].map((id) => ({ url: `/api/bulk-jobs/${id}/cancel`, payload: {} })),
  'GET /api/apps': () => [{ url: '/api/apps' }],
  'GET /api/apps/:app': () => ['crm.zip', 'none.zip'].map((app) => ({ url: `/api/apps/${app}` })),
  'POST /api/apps': () => [{ url: '/api/apps?plan=true', payload: { files: {} } }],
  'POST /api/imports/:id/read': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/read`, payload: {} })),
  'GET /api/imports/:id/review': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/review` })),
  'POST /api/imports/:id/review': (world) =>
    [...world.imports, world.unknown].map((id) => ({
      url: `/api/imports/${id}/review`,
      payload: { line: 1, lines: [1], decision: 'create' },
    })),
  'DELETE /api/saved-views/:entity/:id': (world) => [{ url: `/api/saved-views/vault/${world.unknown}` }],
  'POST /api/design/type-change/preview': (world) => [
    {
      url: '/api/design/type-change/preview',
      payload: { entity: 'vault', field: world.names.field, type: 'text' },
    },
  ],
  'POST /api/design/type-change/:id/undo': (world) => [
    { url: `/api/design/type-change/${world.unknown}/undo`, payload: {} },
  ],
  'GET /api/design/versions/:version': () =>
    ['1', '2', 'x'].map((one) => ({ url: `/api/design/versions/${one}` })),
  'POST /api/design/rename': () => [
    { url: '/api/design/rename', payload: { kind: 'entity', key: 'none', from: 'none', to: 'nothing' } },
  ],
  'POST /api/design/remove': () => [{ url: '/api/design/remove', payload: { kind: 'mail', key: 'none' } }],
  'GET /api/design/bin': () => [{ url: '/api/design/bin' }],
  'POST /api/design/bin/:id/restore': (world) => [
    { url: `/api/design/bin/${world.unknown}/restore`, payload: {} },
  ],
  'DELETE /api/design/bin/:id': (world) => [{ url: `/api/design/bin/${world.unknown}` }],
  'GET /api/design': () => [{ url: '/api/design', shows: true }],
  'GET /api/design/:kind/:key': () => kinds.map((at) => ({ url: `/api/design/${at}` })),
  'PUT /api/design/:kind/:key': () =>
    kinds.map((at) => ({ url: `/api/design/${at}`, payload: { json: { key: at.split('/')[1] } } })),
  'DELETE /api/design/:kind/:key': () => [{ url: '/api/design/mail/cx2' }],
  'GET /api/design/problems': () => [{ url: '/api/design/problems' }],
  'GET /api/design/changes': () => [{ url: '/api/design/changes' }],
  'POST /api/design/publish': () => [{ url: '/api/design/publish', payload: {} }],
  'GET /api/design/versions': () => [{ url: '/api/design/versions' }],
  'POST /api/design/rollback': () => [{ url: '/api/design/rollback', payload: { version: 1 } }],
  'GET /api/design/usages/:kind/:key': () =>
    kinds.map((at) => ({ url: `/api/design/usages/${at}?field=cost` })),
  'GET /api/openapi.json': () => [{ url: '/api/openapi.json', shows: true }],
  'GET /api/docs': () => [{ url: '/api/docs', shows: true }],
}

/** A call as the server takes it. */
export function asRequest(
  route: string,
  call: Call,
): { method: string; url: string; payload?: unknown; headers?: object } {
  const [method = 'GET'] = route.split(' ')
  const { url, payload, file } = call
  return {
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    ...(file === undefined ? {} : multipart('list.csv', file)),
  }
}
