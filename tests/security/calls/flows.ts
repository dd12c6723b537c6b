import type { Calls } from './call.ts'
import { records } from './reach.ts'

/** Flows, work items and rules. */
export const flowsCalls: Calls = {
  'POST /api/flows/:flow/start': (world) =>
    records(world).flatMap(([entity, id]) =>
      ['check', 'quote_discount', 'none'].map((flow) => ({
        url: `/api/flows/${flow}/start`,
        payload: { entity, id },
      })),
    ),
  'POST /api/flows/messages': (world) =>
    ['message', 'signal'].map((kind) => ({
      url: '/api/flows/messages',
      payload: { kind, name: world.names.field, correlation: world.vaults.mine, data: { n: 1 } },
    })),
  'POST /api/flows/:flow/preview': (world) => [
    ...records(world).map(([, id]) => ({ url: '/api/flows/check/preview', payload: { id } })),
    { url: '/api/flows/check/preview', payload: { values: { name: 'x' } } },
    { url: '/api/flows/none/preview', payload: {} },
  ],
  'GET /api/flows/:flow/versions': () => [
    { url: '/api/flows/check/versions' },
    { url: '/api/flows/none/versions' },
  ],
  'POST /api/flows/:flow/migrate': () => [
    { url: '/api/flows/check/migrate', payload: { dryRun: true } },
    { url: '/api/flows/none/migrate', payload: {} },
  ],
  'GET /api/flow-instances/:id/sheet': (world) =>
    [world.instances.west, world.instances.mates, world.unknown].map((id) => ({
      url: `/api/flow-instances/${id}/sheet`,
    })),
  'GET /api/efficiency': () => [{ url: '/api/efficiency' }],
  'GET /api/efficiency/:flow': () =>
    ['check', 'none'].map((flow) => ({ url: `/api/efficiency/${flow}?from=2020-01-01&to=2040-01-01` })),
  'GET /api/efficiency/:flow/runs': (world) => [
    { url: '/api/efficiency/check/runs?from=2020-01-01&to=2040-01-01' },
    {
      url: `/api/efficiency/check/runs?from=2020-01-01&to=2040-01-01&person=${world.people.low}&only=overdue`,
    },
  ],
  'GET /api/efficiency/:flow/export': () =>
    ['csv', 'xes', 'x'].map((format) => ({
      url: `/api/efficiency/check/export?from=2020-01-01&to=2040-01-01&format=${format}`,
    })),
  'GET /api/agents': () => [{ url: '/api/agents' }],
  'GET /api/agents/history': () => [{ url: '/api/agents/history' }],
  'POST /api/agents': (world) => [
    {
      url: '/api/agents',
      payload: { agent: world.people.low, startsAt: '2030-01-01', endsAt: '2030-01-02' },
    },
    {
      url: '/api/agents',
      payload: {
        principal: world.unknown,
        agent: world.people.low,
        startsAt: '2030-01-01',
        endsAt: '2030-01-02',
      },
    },
  ],
  'DELETE /api/agents/:id': (world) => [{ url: `/api/agents/${world.unknown}` }],
  'GET /api/users/:id/holdings': (world) => [
    { url: `/api/users/${world.unknown}/holdings` },
    { url: `/api/users/${world.people.low}/holdings?to=${world.unknown}` },
  ],
  'POST /api/users/:id/hand-over': (world) => [
    { url: `/api/users/${world.unknown}/hand-over`, payload: { to: world.people.low } },
  ],
  'GET /api/flow-instances': () => [
    ...['stopped', 'open', 'ended', 'all', 'x'].map((show) => ({ url: `/api/flow-instances?show=${show}` })),
    { url: '/api/flow-instances?flow=check' },
    { url: '/api/flow-instances?flow=none&show=all' },
  ],
  'GET /api/flow-instances/:id/standing': (world) =>
    [world.instances.west, world.instances.mates, world.unknown].map((id) => ({
      url: `/api/flow-instances/${id}/standing`,
    })),
  'GET /api/flow-instances/:id': (world) => [
    { url: `/api/flow-instances/${world.instances.west}`, shows: true },
    { url: `/api/flow-instances/${world.instances.mates}` },
    { url: `/api/flow-instances/${world.unknown}` },
  ],
  'POST /api/flow-instances/:id/:command': (world) =>
    [world.instances.west, world.instances.mates, world.unknown].flatMap((id) =>
      [
        'recall',
        'suspend',
        'resume',
        'jump',
        'complete',
        'retry',
        'skip',
        'reassign',
        'migrate',
        'terminate',
        'reactivate',
        'none',
      ].map((command) => ({
        url: `/api/flow-instances/${id}/${command}`,
        payload: { target: 'x', tokenId: 'x', incidentId: 'x', itemId: 'x', to: world.people.low },
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
  'POST /api/work-items/approve': (world) => [
    {
      url: '/api/work-items/approve',
      payload: { items: [...world.items, world.unknown, 'x'].map((id) => ({ id })), comment: 'x' },
    },
    { url: '/api/work-items/approve', payload: { items: [] } },
  ],
  'POST /api/work-items/:id/:command': (world) =>
    [...world.items, world.unknown].flatMap((id) =>
      ['approve', 'transfer', 'cc', 'claim', 'draft', 'remove-sign', 'take-back', 'none'].map((command) => ({
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
  'GET /api/records/:entity/:id/assignments': (world) =>
    records(world).map(([entity, id]) => ({ url: `/api/records/${entity}/${id}/assignments` })),
  'POST /api/records/:entity/:id/accept': (world) =>
    records(world).map(([entity, id]) => ({ url: `/api/records/${entity}/${id}/accept`, payload: {} })),
  'POST /api/records/:entity/:id/behaviours': (world) =>
    records(world).map(([entity, id]) => ({
      url: `/api/records/${entity}/${id}/behaviours`,
      payload: { kind: 'opened' },
    })),
  'GET /api/records/:entity/:id/scores/:score': (world) =>
    records(world).map(([entity, id]) => ({ url: `/api/records/${entity}/${id}/scores/none` })),
  'POST /api/design/calendars/:calendar/year': () => [
    { url: '/api/design/calendars/none/year', payload: { year: 2026 } },
    { url: '/api/design/calendars/none/year', payload: { plan: { year: 2026, days: [] } } },
  ],
  'GET /api/rules': () => [{ url: '/api/rules' }],
  'GET /api/rules/proof': () => [{ url: '/api/rules/proof' }],
  'GET /api/rules/runs': (world) => [
    { url: '/api/rules/runs' },
    { url: '/api/rules/runs?rule=none' },
    { url: `/api/rules/runs?record=${world.vaults.mine}&state=failed` },
  ],
  'POST /api/rules/runs/:id/replay': (world) => [
    { url: `/api/rules/runs/${world.unknown}/replay`, payload: { what: 'all' } },
  ],
  'POST /api/rules/:rule/pause': () => [{ url: '/api/rules/none/pause', payload: {} }],
  'POST /api/rules/:rule/resume': () => [{ url: '/api/rules/none/resume', payload: {} }],
  'POST /api/rules/:rule/backfill': () => [
    { url: '/api/rules/none/backfill', payload: { dryRun: true } },
    { url: '/api/rules/press/backfill', payload: { dryRun: true } },
  ],
  'POST /api/rules/replay-history': (world) => [
    {
      url: '/api/rules/replay-history',
      payload: {
        days: 90,
        rule: {
          key: 't',
          label: 't',
          entity: 'vault',
          phase: 'afterSave',
          trigger: { on: ['create', 'update'] },
          actions: [{ type: 'notify', to: ['role:low'], title: `{{${world.names.field}}}` }],
        },
      },
    },
  ],
  'POST /api/design/flows/:flow/try': (world) => {
    const given = { starter: world.people.low, seed: 't', at: '2026-03-09T01:00:00.000Z', until: 'end' }
    return [
      ...records(world).map(([, id]) => ({
        url: '/api/design/flows/check/try',
        payload: { ...given, record: { id } },
      })),
      { url: '/api/design/flows/check/try', payload: { ...given, record: { values: { name: 'x' } } } },
      { url: '/api/design/flows/none/try', payload: { ...given, record: { values: {} } } },
    ]
  },
  'POST /api/design/scores/backtest': () => [
    {
      url: '/api/design/scores/backtest',
      payload: {
        score: { id: 'x', key: 'x', label: 'x', entity: 'vault', field: 'name', rows: [] },
        outcome: { field: 'name', won: ['a'], lost: ['b'] },
        from: '2025-01-01',
        to: '2029-01-01',
      },
    },
  ],
  'POST /api/design/scores/try': (world) => [
    {
      url: '/api/design/scores/try',
      payload: {
        id: world.vaults.mine,
        score: {
          id: 't',
          key: 't',
          label: 't',
          entity: 'vault',
          field: world.names.field,
          rows: [{ key: 'a', when: { '!=': [{ var: world.names.field }, null] }, points: 5 }],
        },
      },
    },
  ],
  'POST /api/design/assignments/try': (world) => [
    {
      url: '/api/design/assignments/try',
      payload: {
        id: world.vaults.mine,
        assignment: {
          id: 't',
          key: 't',
          label: 't',
          entity: 'vault',
          rules: [{ key: 'a', pool: { roles: ['low'] }, strategy: 'leastLoad' }],
        },
      },
    },
  ],
  'POST /api/hooks/:token': (world) =>
    ['none', 'AAAAAAAAAAAAAAAAAAAAAAAA', '__proto__', '..%2fme'].map((token) => ({
      url: `/api/hooks/${token}`,
      payload: { id: world.vaults.mine },
    })),
  'GET /api/rules/:rule/hook': () => ['none', 'press'].map((rule) => ({ url: `/api/rules/${rule}/hook` })),
  'POST /api/rules/:rule/hook': () => [{ url: '/api/rules/press/hook', payload: {} }],
  'DELETE /api/rules/:rule/hook': () => [{ url: '/api/rules/press/hook' }],
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
}
