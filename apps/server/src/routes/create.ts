import { isMortiseError, toPublicError } from '@mortise/errors'
import { createRecords, rootCause, saveRecord, type Saved, type Unit } from '@mortise/runtime'
import { emptyTally } from '@mortise/rules'
import type { RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { FastifyRequest } from 'fastify'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import type { ServerContext } from '../types.ts'
import { formAsked, readObject } from './asked.ts'
import type { Routes } from './index.ts'
import { saved, withoutHead } from './saved.ts'
import { wire } from './wire.ts'

const most = 1000
type AtEntity = { Params: { entity: string }; Querystring: { [name: string]: string | undefined } }
type Request = FastifyRequest<AtEntity>

function save(
  unit: Unit,
  actor: Actor,
  given: { readonly values: unknown; readonly request: Request },
): Promise<Saved> {
  const { request, values } = given
  // Each record's rules are its own business: one chain doesn't count against the next.
  unit.cascade.tally = emptyTally
  return saveRecord(unit, actor, {
    request: {
      op: 'create',
      entity: request.params.entity,
      values: withoutHead(readObject(values) as RecordValues),
      ...(request.query['ignoreDuplicates'] === 'true' ? { ignoreDuplicates: true } : {}),
      ...formAsked(request.query['form']),
    },
    cause: rootCause(request.id),
  })
}

/** Each by itself: what is right is made, what is wrong says why, in the order of the request. */
async function partial(
  context: ServerContext,
  request: Request,
  list: readonly unknown[],
): Promise<readonly object[]> {
  const actor = actorOf(request)
  const answers: object[] = []
  for (const values of list) {
    try {
      const done = await context.workspace.unit((unit) => save(unit, actor, { values, request }))
      answers.push({ data: wire(done.record) })
    } catch (error) {
      if (!isMortiseError(error) || error.kind !== 'user') throw error
      answers.push(toPublicError(error, { locale: localeOf(request), requestId: request.id }).body)
    }
  }
  return answers
}

/**
 * Making records: one, or many that are made all or not at all (`?partial=true`: as many as can be). Quick search finds
 * fifty and more of one request a moment later; what is wrong with one of many says with which, `records/17/phone`.
 */
export const create: Routes = (app, context) => {
  app.post<AtEntity>(
    '/api/records/:entity',
    { config: { policy: 'user' }, compress: false },
    async (request, reply) => {
      const { body } = request
      if (Array.isArray(body) && body.length > most) throw errors.RECORDS_TOO_MANY({ limit: most })
      if (Array.isArray(body) && request.query['partial'] === 'true')
        return reply.code(207).send({ data: await partial(context, request, body) })
      return command(context, { request, reply }, async (unit, actor) => {
        if (!Array.isArray(body)) {
          const done = await save(unit, actor, { values: body, request })
          return {
            status: 201,
            body: await saved(unit, actor, { entity: request.params.entity, done, request }),
          }
        }
        const made = await createRecords(unit, actor, {
          entity: request.params.entity,
          rows: body.map((values) => withoutHead(readObject(values) as RecordValues)),
          ignoreDuplicates: request.query['ignoreDuplicates'] === 'true',
          ...formAsked(request.query['form']),
          cause: rootCause(request.id),
        })
        return { status: 201, body: { data: made.map(({ record }) => wire(record)) } }
      })
    },
  )
}
