import type { Calls } from './call.ts'
import { entities } from './reach.ts'

/** Imports of people. */
export const importsCalls: Calls = {
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
  'GET /api/imports/:id/read': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/read` })),
  'GET /api/imports/:id/dry-run': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/dry-run` })),
  'PUT /api/imports/:id/fixes': (world) =>
    [...world.imports, world.unknown].map((id) => ({
      url: `/api/imports/${id}/fixes`,
      payload: { fixes: [{ column: 'name', index: 0, original: 'a', words: 'b' }] },
    })),
  'POST /api/imports/:id/unknown': (world) =>
    [...world.imports, world.unknown].map((id) => ({
      url: `/api/imports/${id}/unknown`,
      payload: { columns: { name: 'contact', [world.names.field]: 'owner' } },
    })),
  'POST /api/imports/:id/options': (world) =>
    [...world.imports, world.unknown].map((id) => ({
      url: `/api/imports/${id}/options`,
      payload: { field: 'name', texts: ['x'] },
    })),
  'GET /api/imports/:id/errors.xlsx': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/errors.xlsx` })),
  'POST /api/imports/:id/read': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/read`, payload: {} })),
  'GET /api/imports/:id/review': (world) =>
    [...world.imports, world.unknown].map((id) => ({ url: `/api/imports/${id}/review` })),
  'POST /api/imports/:id/review': (world) =>
    [...world.imports, world.unknown].map((id) => ({
      url: `/api/imports/${id}/review`,
      payload: { line: 1, lines: [1], decision: 'create' },
    })),
}
