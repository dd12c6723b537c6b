import { isMortiseError } from '@mortise/errors'
import type { Workspace } from '@mortise/runtime'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Denials of one caller that are written down within a minute; a program gone wild must not fill the log. */
const perMinute = 30

/** Refusals for want of a right; what may not be seen answers as if it were not there, so those count too. */
function isDenial(error: unknown): boolean {
  return isMortiseError(error) && (error.status === 403 || error.code === 'RECORD_NOT_FOUND')
}

type Kept = { since: number; count: number }

/** Writes into the audit log whom the server refused what, so that tries to get round rights can be seen. */
export function denials(app: FastifyInstance, workspace: Workspace): void {
  const callers = new Map<string, Kept>()
  const { clock, log } = workspace.options
  const isNews = (caller: string): boolean => {
    const now = clock()
    const kept = callers.get(caller)
    if (kept === undefined || now - kept.since > 60_000) {
      // Everybody who was refused within the last minute at most is remembered.
      if (callers.size > 10_000) callers.clear()
      callers.set(caller, { since: now, count: 1 })
      return true
    }
    kept.count += 1
    return kept.count <= perMinute
  }
  app.addHook('onError', async (request, _reply, error) => {
    const { caller } = request
    if (caller === null || !isDenial(error) || !isNews(caller.userId ?? caller.name)) return
    await workspace.store.side.audit(entryOf(request, error)).catch((cause: unknown) => {
      log.error('denial not written', { error: String(cause) })
    })
  })
}

function entryOf(request: FastifyRequest, error: unknown) {
  const { caller } = request
  const { entity, id } = (request.params ?? {}) as { entity?: string; id?: string }
  const isId = id !== undefined && /^[0-9a-f-]{36}$/i.test(id)
  return {
    action: 'denied',
    actor: caller?.userId ?? null,
    actorName: caller?.name ?? '',
    via: caller?.via ?? 'api',
    ip: request.ip,
    entity: entity ?? null,
    recordId: isId ? id : null,
    data: {
      method: request.method,
      route: request.routeOptions.url ?? '',
      code: isMortiseError(error) ? error.code : '',
    },
  }
}
