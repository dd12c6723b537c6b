import type { FastifyInstance, FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Writes that a browser signs with its cookie must come from our own page: a form of another site can neither set our
 * header nor send JSON, and its Origin gives it away. Sign-in is held to the same, so that nobody is signed in unasked.
 */
export function forgeryGuard(app: FastifyInstance, url: string): void {
  const own = new URL(url).origin
  app.addHook('onRequest', (request, _reply, done) => {
    done(isForged(request, own) ? errors.REQUEST_FORGED() : undefined)
  })
}

function isForged(request: FastifyRequest, own: string): boolean {
  if (harmless.has(request.method) || request.headers.authorization !== undefined) return false
  const { policy, unsigned = false } = request.routeOptions.config
  if (policy === undefined || unsigned) return false
  return request.headers['x-mortise'] !== '1' || !sameOrigin(request, own)
}

function sameOrigin(request: FastifyRequest, own: string): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  if (origin === own) return true
  // Behind other names of this host (127.0.0.1 and localhost), the browser's own Host header is what counts.
  const host = request.headers.host ?? ''
  return origin === `http://${host}` || origin === `https://${host}`
}
