import { say } from '@mortise/errors'
import {
  agentHistory,
  endAgent,
  flowsToGive,
  handOver,
  holdingParts,
  type Holdings,
  holdingsOf,
  listAgents,
  makeAgent,
} from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import { neededText, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const user = { policy: 'user' } as const
const admin = { policy: 'admin' } as const

function instant(body: ReturnType<typeof readObject>, key: string): string {
  const at = Date.parse(neededText(body, key))
  if (Number.isNaN(at)) throw errors.REQUEST_INVALID({ why: key })
  return new Date(at).toISOString()
}

/** Who takes over each part: whoever is named for it, or for all; null leaves it where it is. */
function receivers(body: ReturnType<typeof readObject>) {
  const all = textOf(body, 'to') ?? null
  const parts = readObject(body['parts'] ?? {})
  const of = (part: string): string | null => {
    const named = parts[part]
    if (named === null || typeof named === 'string') return named
    // Person fields often tell what was: they are handed over where it is asked for.
    return part === 'fields' ? null : all
  }
  if (all === null && Object.keys(parts).length === 0) throw errors.REQUEST_INVALID({ why: 'to' })
  return Object.fromEntries(holdingParts.map((part) => [part, of(part)])) as {
    readonly [K in (typeof holdingParts)[number]]: string | null
  }
}

/** Person fields that are chosen. */
function fieldsIn(fields: unknown): { readonly fields?: readonly string[] } {
  if (fields === undefined || fields === null) return {}
  if (!Array.isArray(fields)) throw errors.REQUEST_INVALID({ why: 'fields' })
  return { fields: fields.map(String) }
}

/** Holdings with refusals in the words of the reader. */
function holdingsFor(request: FastifyRequest, { stuck, ...held }: Holdings): object {
  const locale = localeOf(request)
  return { ...held, stuck: stuck.map(({ task, error }) => ({ id: task.id, why: say(error.text, locale) })) }
}

/** Who stands in for whom, and what becomes of all that somebody who leaves holds. */
export const standingIn: Routes = (app, context) => {
  const { workspace } = context
  app.get('/api/agents', { config: user }, async (request) => {
    const actor = actorOf(request)
    return workspace.unit(async (unit) => ({
      data: await listAgents(unit, actor),
      flows: flowsToGive(unit, actor),
    }))
  })
  app.get('/api/agents/history', { config: user }, async (request) => ({
    data: await workspace.unit((unit) => agentHistory(unit, actorOf(request))),
  }))
  app.post('/api/agents', { config: user }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const principal = textOf(body, 'principal')
      const { flows } = body
      const made = await makeAgent(unit, actor, {
        ...(principal === undefined ? {} : { principal }),
        agent: neededText(body, 'agent'),
        startsAt: instant(body, 'startsAt'),
        endsAt: instant(body, 'endsAt'),
        flows: Array.isArray(flows) && flows.length > 0 ? flows.map(String) : null,
        note: textOf(body, 'note') ?? null,
      })
      return { status: 201, body: { data: made } }
    }),
  )
  app.delete<{ Params: { id: string } }>('/api/agents/:id', { config: user }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      await endAgent(unit, actor, request.params.id)
      return { status: 204, body: null }
    }),
  )
  app.get<{ Params: { id: string }; Querystring: { to?: string } }>(
    '/api/users/:id/holdings',
    { config: admin },
    async (request) => {
      const { to } = request.query
      const held = await holdingsOf(workspace, actorOf(request), { from: request.params.id, to })
      return { data: holdingsFor(request, held) }
    },
  )
  app.post<{ Params: { id: string } }>('/api/users/:id/hand-over', { config: admin }, async (request) => {
    const body = readObject(request.body)
    const comment = textOf(body, 'comment')
    const done = await handOver(workspace, actorOf(request), {
      from: request.params.id,
      to: receivers(body),
      ...fieldsIn(body['fields']),
      commandId: textOf(body, 'commandId') ?? request.id,
      ...(comment === undefined ? {} : { comment }),
    })
    return { data: done }
  })
}
