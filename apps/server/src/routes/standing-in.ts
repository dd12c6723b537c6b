import { toPublicError } from '@mortise/errors'
import { endAgent, type HandedOver, handOver, listAgents, makeAgent } from '@mortise/runtime'
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

function outcomeFor(request: FastifyRequest, { id, error }: HandedOver): object {
  if (error === undefined) return { id, done: true }
  const { body } = toPublicError(error, { locale: localeOf(request), requestId: request.id })
  return { id, done: false, ...body }
}

/** Who stands in for whom, and what becomes of the tasks of somebody who leaves. */
export const standingIn: Routes = (app, context) => {
  const { workspace } = context
  app.get('/api/agents', { config: user }, async (request) => ({
    data: await workspace.unit((unit) => listAgents(unit, actorOf(request))),
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
  app.post<{ Params: { id: string } }>('/api/users/:id/hand-over', { config: admin }, async (request) => {
    const body = readObject(request.body)
    const comment = textOf(body, 'comment')
    const { items, ...done } = await handOver(workspace, actorOf(request), {
      from: request.params.id,
      to: neededText(body, 'to'),
      commandId: textOf(body, 'commandId') ?? request.id,
      ...(comment === undefined ? {} : { comment }),
    })
    return { data: { ...done, items: items.map((one) => outcomeFor(request, one)) } }
  })
}
