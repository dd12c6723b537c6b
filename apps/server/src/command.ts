import { createHash } from 'node:crypto'
import type { Json } from '@mortise/expressions'
import { runtimeErrors, type Unit } from '@mortise/runtime'
import type { Actor } from '@mortise/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from './types.ts'

/** What a route answers: a status and a JSON body. */
export type Answer = { readonly status?: number; readonly body: unknown }

/** The caller of a route that only signed-in callers reach. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.caller === null) throw runtimeErrors.SIGN_IN_REQUIRED()
  return request.caller
}

/** Whose idempotency keys these are. */
function keeper(actor: Actor): string {
  return actor.userId ?? actor.keyId ?? actor.kind
}

function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return undefined
  // A record that waited for a network while its kind or form was renamed is sent to another address than at first.
  const first = request.headers['idempotency-path']
  const isPath = typeof first === 'string' && /^\/api\/[\w/?=&.%-]{1,200}$/.test(first)
  const url = isPath ? first : request.url
  return createHash('sha256').update(`${request.method} ${url}\n${key}`).digest('hex')
}

/**
 * Carries out a write in one transaction and answers. With an `Idempotency-Key` the answer is kept in the same
 * transaction, so that a call that is sent again does nothing twice, even when the first answer was lost.
 */
export async function command(
  context: ServerContext,
  call: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  work: (unit: Unit, actor: Actor) => Promise<Answer>,
): Promise<FastifyReply> {
  const { request, reply } = call
  const actor = actorOf(request)
  const key = keyOf(request)
  const { status = 200, body } = await context.workspace.unit(async (unit) => {
    if (key === undefined) return work(unit, actor)
    const known = await unit.tx.side.idempotency(key, keeper(actor))
    if (known !== null) return known
    const made = await work(unit, actor)
    await unit.tx.side.saveIdempotency(key, keeper(actor), {
      status: made.status ?? 200,
      body: (made.body ?? null) as Json,
    })
    return made
  })
  return status === 204 ? reply.code(204).send() : reply.code(status).send(body)
}
