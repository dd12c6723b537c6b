import { relatedFilter } from '@mortise/schema'
import { historyOf, openRecord, runtimeErrors, storyRefs, timelineOf } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { readList, readNumber, readQuery, type QueryText } from './asked.ts'
import type { Routes } from './index.ts'
import { wire } from './wire.ts'

const config = { policy: 'user' } as const
type AtRecord = {
  Params: { entity: string; id: string }
  Querystring: { [name: string]: string | undefined }
}

/** An instant of an address as ISO text. */
function instant(query: QueryText, name: string): string | undefined {
  const text = query[name]
  if (text === undefined || text === '') return undefined
  const at = Date.parse(text)
  if (!Number.isFinite(at)) throw errors.REQUEST_INVALID({ why: name })
  return new Date(at).toISOString()
}

function uuid(query: QueryText, name: string): string | undefined {
  const text = query[name]
  if (text === undefined || text === '') return undefined
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw errors.REQUEST_INVALID({ why: name })
  return text
}

/** A record's past and what hangs on it. */
export const timeline: Routes = (app, { workspace }) => {
  const asked = (query: QueryText) => ({
    limit: readNumber(query['limit'], { name: 'limit', standard: 100, max: 200 }),
    before: instant(query, 'before'),
    since: instant(query, 'since'),
    actor: uuid(query, 'actor'),
    kinds: readList(query['kinds']),
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
