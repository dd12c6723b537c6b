import { hookOf, makeHook, receiveMessage, removeHook } from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { command } from '../command.ts'
import { neighbourhood, openBrake } from '../plugins/public-brake.ts'
import type { Routes } from './index.ts'

type AtToken = { Params: { token: string } }
type AtRule = { Params: { rule: string } }

/** Messages a minute: of one sender's neighbourhood, and of all senders to one address. */
const most = { sender: 300, address: 600 }
const bodyLimit = 256 * 1024

// What is counted holds for all processes and is not kept beyond a minute or two.
const outside = { policy: 'public', rateLimit: false, unsigned: true } as const
const config = { policy: 'design' } as const

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined
}

/** Messages from systems outside, each signed with the secret of its address: nobody's session or key counts here. */
export const hooks: Routes = (app, context) => {
  const { workspace, settings } = context
  const brake = openBrake(workspace.options.clock, workspace.store.side.countCalls)
  const factor = settings.publicFactor ?? 1
  // What was signed is the body as it came, byte for byte.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post<AtToken>('/api/hooks/:token', { config: outside, bodyLimit }, async (request, reply) => {
    const { token } = request.params
    await brake.count(`hook ${neighbourhood(request.ip)}`, most.sender * factor)
    await brake.count(`hook at ${token.slice(0, 64)}`, most.address * factor)
    const data = await receiveMessage(workspace, {
      token,
      body: typeof request.body === 'string' ? request.body : '',
      timestamp: header(request, 'x-mortise-timestamp'),
      signature: header(request, 'x-mortise-signature'),
      messageId: header(request, 'x-mortise-id') ?? header(request, 'idempotency-key'),
    })
    return reply.code(data.repeated ? 200 : 202).send({ data })
  })
}

/** The addresses themselves, for those who design: what is open to the world is part of the design. */
export const hookAddresses: Routes = (app, context) => {
  app.get<AtRule>('/api/rules/:rule/hook', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit) => ({
      body: { data: await hookOf(unit, request.params.rule) },
    })),
  )
  app.post<AtRule>('/api/rules/:rule/hook', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => ({
      status: 201,
      body: { data: await makeHook(unit, actor, request.params.rule) },
    })),
  )
  app.delete<AtRule>('/api/rules/:rule/hook', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      await removeHook(unit, actor, request.params.rule)
      return { status: 204, body: null }
    }),
  )
}
