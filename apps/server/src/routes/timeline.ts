import { relatedFilter } from '@mortise/schema'
import { historyOf, openRecord, runtimeErrors, storyRefs, timelineOf } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { readNumber, readQuery, type QueryText } from './asked.ts'
import type { Routes } from './index.ts'
import { wire } from './wire.ts'

const config = { policy: 'user' } as const
type AtRecord = {
  Params: { entity: string; id: string }
  Querystring: { [name: string]: string | undefined }
}

/** A record's past and what hangs on it. */
export const timeline: Routes = (app, { workspace }) => {
  const asked = (query: QueryText) => ({
    limit: readNumber(query['limit'], { name: 'limit', standard: 100, max: 200 }),
    before: query['before'],
  })
  app.get<AtRecord>('/api/records/:entity/:id/timeline', { config }, async (request) => {
    const actor = actorOf(request)
    const story = await timelineOf(workspace, actor, { ...request.params, ...asked(request.query) })
    return { data: story, refs: await storyRefs(workspace, actor, { entity: request.params.entity, story }) }
  })
  app.get<AtRecord>('/api/records/:entity/:id/history', { config }, async (request) => {
    await openRecord(workspace, actorOf(request), request.params)
    return {
      data: await historyOf(workspace, actorOf(request), { ...request.params, ...asked(request.query) }),
    }
  })
  app.get<AtRecord & { Params: { field: string } }>(
    '/api/records/:entity/:id/related/:field',
    { config },
    async (request) => {
      const { id, field } = request.params
      const { door, entity } = await openRecord(workspace, actorOf(request), request.params)
      const relation =
        entity.relation(field) ?? entity.relations.find((one) => `${one.target}.${one.via}` === field)
      const target = relation === undefined ? undefined : door.model.entity(relation.target)
      if (relation === undefined || target === undefined || door.access.entity(target.key) === undefined)
        throw runtimeErrors.ENTITY_UNKNOWN({ name: field })
      const query = readQuery(request.query)
      const listed =
        relation.many === 'forth' ? await door.get(entity.key, id, { fields: [relation.via] }) : null
      const pointing = relatedFilter(relation, listed ?? { id })
      const page = await door.query({
        limit: 50,
        fields: [target.document.title],
        ...query,
        entity: target.key,
        filter: query.filter === undefined ? pointing : { and: [pointing, query.filter] },
      })
      return { data: page.records.map(wire), refs: page.refs, nextCursor: page.nextCursor }
    },
  )
}
