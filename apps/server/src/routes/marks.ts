import type { EntityModel } from '@mortise/schema'
import { openRecord, readDoor, runtimeErrors, modelFor } from '@mortise/runtime'
import type { Actor, FavouriteRow, FavouriteTarget } from '@mortise/store'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, readNumber, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const
const kinds = ['record', 'view', 'report', 'dashboard'] as const

/** Records as links: their titles, where the person may still read them. */
type Link = { readonly entity: string; readonly id: string }

function targetOf(body: { readonly [key: string]: unknown }): FavouriteTarget {
  const kind = kinds.find((one) => one === body['kind'])
  if (kind === undefined) throw errors.REQUEST_INVALID({ why: 'kind' })
  const needed = (key: string, when: boolean): string | null => (when ? neededText(body, key) : null)
  return {
    kind,
    entity: needed('entity', kind === 'record' || kind === 'view'),
    recordId: needed('recordId', kind === 'record'),
    view: kind === 'view' ? (textOf(body, 'view') ?? '') : null,
    report: needed('report', kind === 'report'),
    dashboard: needed('dashboard', kind === 'dashboard'),
  }
}

/** What each person marks, and where they were: only ever one's own, and only what one may still see. */
export const marks: Routes = (app, context) => {
  const { workspace } = context
  const { kit } = workspace.options
  const titles = async (
    actor: Actor,
    links: readonly Link[],
  ): Promise<(link: Link) => string | undefined> => {
    const { door, published } = await readDoor(workspace, actor)
    const groups = Map.groupBy(links, (one) => one.entity)
    const readable = (entity: EntityModel | undefined): boolean =>
      entity !== undefined && door.access.entity(entity.key) !== undefined
    const wanted = [...groups]
      .filter(([entity]) => readable(published.model.entity(entity)))
      .map(([entity, list]) => ({ entity, ids: list.map((one) => one.id) }))
    const refs = wanted.length === 0 ? {} : await door.refs(wanted)
    return ({ entity, id }) => refs[entity]?.[id] ?? undefined
  }
  app.get('/api/favourites', { config }, async (request) => {
    const actor = actorOf(request)
    if (actor.userId === null) return { data: [] }
    const rows = await workspace.store.side.marks.favourites(actor.userId)
    const records = rows.flatMap(({ entity, recordId }) =>
      entity === null || recordId === null ? [] : [{ entity, id: recordId }],
    )
    const titleOf = await titles(actor, records)
    const { documents } = modelFor(await workspace.published(), actor, kit)
    const knows = (list: readonly { readonly key: string }[], key: string | null): boolean =>
      list.some((one) => one.key === key)
    const shown: { readonly [K in FavouriteRow['kind']]: (row: FavouriteRow) => object | undefined } = {
      record: (row) => {
        const title = titleOf({ entity: row.entity ?? '', id: row.recordId ?? '' })
        return title === undefined ? undefined : { ...row, title }
      },
      view: (row) => (knows(documents.entity, row.entity) ? row : undefined),
      report: (row) => (knows(documents.report, row.report) ? row : undefined),
      dashboard: (row) => (knows(documents.dashboard, row.dashboard) ? row : undefined),
    }
    return { data: rows.flatMap((row) => shown[row.kind](row) ?? []) }
  })
  app.post('/api/favourites', { config }, async (request, reply) => {
    const target = targetOf(readObject(request.body))
    const { entity, recordId } = target
    // What one may not read is not there to be marked.
    if (entity !== null && recordId !== null)
      await openRecord(workspace, actorOf(request), { entity, id: recordId })
    return command(context, { request, reply }, async (unit, actor) => {
      if (actor.userId === null) throw runtimeErrors.FORBIDDEN({ what: 'favourites' })
      await unit.tx.side.marks.addFavourite(actor.userId, target)
      return { status: 204, body: null }
    })
  })
  app.delete<{ Params: { id: string } }>('/api/favourites/:id', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      if (actor.userId !== null) await unit.tx.side.marks.removeFavourite(actor.userId, request.params.id)
      return { status: 204, body: null }
    }),
  )
  app.get<{ Querystring: { limit?: string } }>('/api/visited', { config }, async (request) => {
    const actor = actorOf(request)
    if (actor.userId === null) return { data: [] }
    const limit = readNumber(request.query.limit, { name: 'limit', standard: 20, max: 100 })
    const rows = await workspace.store.side.marks.visited(actor.userId, limit)
    const titleOf = await titles(
      actor,
      rows.map(({ entity, recordId }) => ({ entity, id: recordId })),
    )
    return {
      data: rows.flatMap(({ entity, recordId, at }) => {
        const title = titleOf({ entity, id: recordId })
        return title === undefined ? [] : [{ entity, id: recordId, title, at }]
      }),
    }
  })
  app.post('/api/visited', { config }, async (request, reply) => {
    const body = readObject(request.body)
    const at = { entity: neededText(body, 'entity'), recordId: neededText(body, 'id') }
    await openRecord(workspace, actorOf(request), { entity: at.entity, id: at.recordId })
    return command(context, { request, reply }, async (unit, actor) => {
      if (actor.userId !== null) await unit.tx.side.marks.visit(actor.userId, at)
      return { status: 204, body: null }
    })
  })
}
