import type { Calls } from './call.ts'
import { kinds } from './reach.ts'

/** Designs, apps, their versions and their bin. */
export const designCalls: Calls = {
  'GET /api/apps': () => [{ url: '/api/apps' }],
  'GET /api/apps/:app': () => ['crm.zip', 'none.zip'].map((app) => ({ url: `/api/apps/${app}` })),
  'GET /api/apps/:app/deletion': () => ['crm', 'none'].map((app) => ({ url: `/api/apps/${app}/deletion` })),
  'DELETE /api/apps/:app': () => [{ url: '/api/apps/none?name=none' }],
  'POST /api/apps': () => [{ url: '/api/apps?plan=true', payload: { files: {} } }],
  'POST /api/apps/blank': () => [{ url: '/api/apps/blank', payload: { key: 'Not a key' } }],
  'GET /api/sandboxes': () => [{ url: '/api/sandboxes' }],
  'POST /api/sandboxes': () => [{ url: '/api/sandboxes', payload: { name: '' } }],
  'DELETE /api/sandboxes/:key': () => [{ url: '/api/sandboxes/main' }],
  'POST /api/sandboxes/:key/enter': () =>
    ['main', 'main_sandbox_none'].map((key) => ({ url: `/api/sandboxes/${key}/enter`, payload: {} })),
  'POST /api/sandboxes/leave': () => [{ url: '/api/sandboxes/leave', payload: {} }],
  'POST /api/sandboxes/:key/promotion': () =>
    [true, false].map((plan) => ({
      url: '/api/sandboxes/main/promotion',
      payload: { app: 'crm', plan },
    })),
  'GET /api/design/scenarios': () =>
    ['', '?drafted=true'].map((query) => ({ url: `/api/design/scenarios${query}` })),
  'GET /api/design/scenario-gate': () => [{ url: '/api/design/scenario-gate' }],
  'PUT /api/design/scenario-gate': () => [{ url: '/api/design/scenario-gate', payload: { gate: 'none' } }],
  'PUT /api/design/scenarios/:key': (world) => [
    {
      url: '/api/design/scenarios/tried',
      payload: {
        app: 'crm',
        json: {
          label: 'Tried',
          steps: [
            {
              expect: {
                count: { entity: 'vault', filter: { '==': [{ var: 'id' }, world.vaults.mine] }, is: 9 },
              },
            },
          ],
        },
      },
    },
    { url: '/api/design/scenarios/wrong', payload: { app: 'none', json: { steps: 1 } } },
  ],
  'POST /api/design/scenarios/:key/play': () =>
    ['tried', 'none'].map((key) => ({ url: `/api/design/scenarios/${key}/play`, payload: {} })),
  'DELETE /api/design/scenarios/:key': () => [{ url: '/api/design/scenarios/none' }],
  'GET /api/gallery': () => [{ url: '/api/gallery' }],
  'POST /api/gallery/:key': () => [{ url: '/api/gallery/none', payload: { demo: false } }],
  'POST /api/gallery/:key/update': () =>
    ['crm', 'none'].map((key) => ({ url: `/api/gallery/${key}/update`, payload: { plan: true } })),
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
  'GET /api/design/versions/:version/:kind/:key': () =>
    kinds.map((at) => ({ url: `/api/design/versions/1/${at}` })),
  'POST /api/design/check': () => [{ url: '/api/design/check', payload: { kind: 'mail', json: { key: 1 } } }],
  'POST /api/design/presence': () => [
    { url: '/api/design/presence', payload: { kind: 'mail', key: 'none', window: 'w', state: 'here' } },
  ],
  'GET /api/design/problems': () => [{ url: '/api/design/problems' }],
  'GET /api/design/changes': () => [{ url: '/api/design/changes' }],
  'POST /api/design/publish': () => [{ url: '/api/design/publish', payload: {} }],
  'GET /api/design/publications/last': () => [{ url: '/api/design/publications/last' }],
  'GET /api/design/publications/:id': (world) => [{ url: `/api/design/publications/${world.unknown}` }],
  'DELETE /api/design/publications/:id': (world) => [{ url: `/api/design/publications/${world.unknown}` }],
  'GET /api/design/versions': () => [{ url: '/api/design/versions' }],
  'POST /api/design/rollback': () => [{ url: '/api/design/rollback', payload: { version: 1 } }],
  'GET /api/design/usages/:kind/:key': () =>
    kinds.map((at) => ({ url: `/api/design/usages/${at}?field=cost` })),
}
