import { isMortiseError, MortiseError } from '@mortise/errors'
import { readDoor } from '@mortise/runtime'
import type { FastifyRequest } from 'fastify'
import { actorOf } from '../command.ts'
import type { ServerContext } from '../types.ts'
import { wire } from './wire.ts'

/**
 * A write on an old version answers 409 with the record as it is now and the values that were sent, so that a screen can
 * show both side by side.
 */
export async function withBothVersions<T>(
  context: ServerContext,
  request: FastifyRequest,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isMortiseError(error) || error.code !== 'RECORD_CONFLICT') throw error
    const { entity, id } = request.params as { entity: string; id: string }
    const { door } = await readDoor(context.workspace, actorOf(request))
    const current = await door.get(entity, id, { rows: 'all' })
    throw new MortiseError({
      code: error.code,
      kind: error.kind,
      status: error.status,
      text: error.text,
      details: error.details,
      cause: error,
      data: { current: current === null ? null : wire(current), yours: request.body ?? null },
    })
  }
}
