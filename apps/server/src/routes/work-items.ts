import { toPublicError } from '@mortise/errors'
import {
  type ApproveMany,
  approveMany,
  type Box,
  commandItem,
  inbox,
  type ItemRequest,
  workItem,
} from '@mortise/runtime'
import type { FlowInstance } from '@mortise/flows'
import type { FastifyRequest } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { formAsked, neededText, picksAsked, readNumber, readObject, textOf } from './asked.ts'
import { eventOf, summaryOf } from './flow-shapes.ts'
import type { Routes } from './index.ts'

const config = { policy: 'user' } as const
const boxes = new Set(['todo', 'done', 'started', 'cc'])

function readRequest(
  item: { readonly id: string; readonly command: string },
  body: unknown,
  fallback: string,
): ItemRequest {
  const given = readObject(body ?? {})
  const { itemRev, recordVersion, to, kind, values, mode, resume, attachments } = given
  const texts = ['signature', 'remove'] as const
  const comment = textOf(given, 'comment')
  const target = textOf(given, 'target')
  return {
    itemId: item.id,
    command: item.command,
    commandId: textOf(given, 'commandId') ?? fallback,
    ...(typeof itemRev === 'number' ? { itemRev } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...(target === undefined ? {} : { target }),
    ...formAsked(given['form']),
    ...(typeof to === 'string' || Array.isArray(to) ? { to: to as string | readonly string[] } : {}),
    ...Object.fromEntries(
      texts.flatMap((key) => (textOf(given, key) === undefined ? [] : [[key, textOf(given, key)]])),
    ),
    ...(typeof recordVersion === 'number' ? { recordVersion } : {}),
    ...(Array.isArray(attachments) ? { attachments: attachments.map(String) } : {}),
    ...(mode === 'all' || mode === 'any' || mode === 'sequential' ? { mode } : {}),
    ...(resume === 'rerun' || resume === 'toRejecter' ? { resume } : {}),
    ...picksAsked(given['picks']),
    ...(kind === 'before' || kind === 'after' || kind === 'parallel' ? { kind } : {}),
    ...(values === undefined || values === null ? {} : { values: readObject(values) as never }),
  }
}

// Each is a transaction of its own; who has more presses twice.
const mostAtOnce = 100

function readMany(body: unknown, fallback: string): ApproveMany {
  const given = readObject(body)
  const { items } = given
  if (!Array.isArray(items) || items.length === 0 || items.length > mostAtOnce)
    throw errors.REQUEST_INVALID({ why: `items 1–${mostAtOnce}` })
  const comment = textOf(given, 'comment')
  return {
    items: items.map((one) => {
      const item = readObject(one)
      const { itemRev } = item
      return { id: neededText(item, 'id'), ...(typeof itemRev === 'number' ? { itemRev } : {}) }
    }),
    commandId: textOf(given, 'commandId') ?? fallback,
    ...(comment === undefined ? {} : { comment }),
  }
}

/** What became of one item, a refusal in the words it would have had alone. */
function outcomeFor(
  request: FastifyRequest,
  { id, error }: Awaited<ReturnType<typeof approveMany>>[number],
): object {
  if (error === undefined) return { id, done: true }
  const { status, body } = toPublicError(error, { locale: localeOf(request), requestId: request.id })
  if (status === 500) request.log.error({ err: error }, 'item not approved')
  return { id, done: false, ...body }
}

/** A person's tasks in flows. */
export const workItems: Routes = (app, context) => {
  const { workspace } = context
  app.get<{ Querystring: { box?: string; limit?: string; cursor?: string } }>(
    '/api/work-items',
    { config },
    async (request) => {
      const { box = 'todo', cursor } = request.query
      if (!boxes.has(box)) throw errors.REQUEST_INVALID({ why: 'box' })
      const limit = readNumber(request.query.limit, { name: 'limit', standard: 50, max: 200 })
      const page = await workspace.unit((unit) =>
        inbox(unit, actorOf(request), {
          box: box as Box,
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      )
      return { data: page.rows, nextCursor: page.nextCursor, todo: page.todo }
    },
  )
  app.get<{ Params: { id: string } }>('/api/work-items/:id', { config }, async (request) => {
    const data = await workspace.unit(async (unit) => {
      const view = await workItem(unit, actorOf(request), request.params.id)
      const { instance } = view
      const { locale } = actorOf(request)
      const summary = summaryOf(unit, instance, { title: instance.title, locale })
      return {
        ...view,
        item: {
          ...view.item,
          title: instance.title,
          entity: instance.entity,
          recordId: instance.recordId,
          flow: instance.flow,
          flowName: summary.flowName,
          starter: instance.starter.name,
          instanceId: instance.id,
        },
        instance: {
          ...summary,
          events: instance.events.map((one) =>
            eventOf(unit, one, { instance: instance as unknown as FlowInstance, locale }),
          ),
        },
      }
    })
    return { data }
  })
  app.post('/api/work-items/approve', { config }, async (request) => {
    const given = readMany(request.body, request.id)
    const outcomes = await approveMany(workspace, actorOf(request), given)
    return { data: outcomes.map((one) => outcomeFor(request, one)) }
  })
  app.post<{ Params: { id: string; command: string } }>(
    '/api/work-items/:id/:command',
    { config },
    (request, reply) =>
      command(context, { request, reply }, async (unit, actor) => ({
        body: { data: await commandItem(unit, actor, readRequest(request.params, request.body, request.id)) },
      })),
  )
}
