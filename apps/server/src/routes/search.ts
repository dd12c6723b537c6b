import { readDoor } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { readNumber } from './asked.ts'
import type { Routes } from './index.ts'

/** Finds records of all kinds by their titles and search fields. */
export const search: Routes = (app, { workspace }) => {
  app.get<{ Querystring: { q?: string; limit?: string; entity?: string } }>(
    '/api/search',
    { config: { policy: 'user' } },
    async (request) => {
      const { door, published } = await readDoor(workspace, actorOf(request))
      const entities = published.model.entities
        .filter((one) => one.document.kind !== 'child' && door.access.entity(one.key) !== undefined)
        .map((one) => one.key)
        .filter((one) => request.query.entity === undefined || one === request.query.entity)
      const limit = readNumber(request.query.limit, { name: 'limit', standard: 20, max: 100 })
      const found = await door.search((request.query.q ?? '').slice(0, 200), entities, limit)
      return { data: found.map(({ entity, id, title, subtitle }) => ({ entity, id, title, hint: subtitle })) }
    },
  )
}
