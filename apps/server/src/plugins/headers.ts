import compress from '@fastify/compress'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { HttpSettings } from '../types.ts'

/** Largest file that may be sent, in bytes. */
export const fileLimit: number = 200 * 1024 * 1024

/** The same for tables to be imported, which are read as they come. */
export const importLimit: number = 8 * 1024 * 1024 * 1024

const policy: readonly string[] = [
  "default-src 'self'",
  "script-src 'self'",
  // Styles of components are written into the page as it runs.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self' blob:",
  "frame-ancestors 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
]

/** What every answer tells browsers of today. Put together once: it is the same for all. */
function carefulHeaders(secure: boolean): { readonly [name: string]: string } {
  return {
    'content-security-policy': policy.join(';'),
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    ...(secure
      ? {
          'cross-origin-opener-policy': 'same-origin',
          'origin-agent-cluster': '?1',
          'strict-transport-security': 'max-age=31536000; includeSubDomains',
        }
      : {}),
  }
}

type Framing = {
  /** Sites, as `https://bi.example.com`, whose pages may stand in frames of this one, beside our own. */
  readonly pages: readonly string[]
  /** Sites that may show this page in a frame; none at all, not even our own, when empty; absent for our own alone. */
  readonly within?: readonly string[]
}

/** Says what may stand in frames of a page, and in whose frames it may stand. */
export function framed(reply: FastifyReply, { pages, within }: Framing): void {
  const ancestors = within?.length === 0 ? "'none'" : within?.join(' ')
  const own = policy.map((rule) => {
    if (rule.startsWith('frame-src')) return [rule, ...pages].join(' ')
    return rule.startsWith('frame-ancestors') && ancestors !== undefined
      ? `frame-ancestors ${ancestors}`
      : rule
  })
  void reply.header('content-security-policy', own.join(';'))
  if (within === undefined) return
  if (within.length === 0) void reply.header('x-frame-options', 'DENY')
  else void reply.removeHeader('x-frame-options')
}

/** Sites as a policy names them. */
export function asPages(sites: readonly string[]): readonly string[] {
  return sites.map((site) => `https://${site}`)
}

/** Headers that keep browsers careful, a brake on too many calls, compression and file uploads. */
export async function headers(app: FastifyInstance, settings: HttpSettings): Promise<void> {
  const careful = carefulHeaders(settings.url.startsWith('https:'))
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(careful)
    done()
  })
  await app.register(rateLimit, {
    max: settings.callsPerMinute ?? 3000,
    timeWindow: '1 minute',
    // After it is known who calls: a made-up token must not open an account of its own.
    hook: 'preHandler',
    // Who is within it need not be told so with every answer; who is not hears when to come back.
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    keyGenerator: (request) =>
      request.caller === null ? request.ip : (request.caller.sessionId ?? `key:${request.caller.keyId}`),
  })
  // Below this, packing costs both sides more than the line does.
  await app.register(compress, { threshold: 4096, encodings: ['br', 'gzip'] })
  await app.register(multipart, {
    limits: { files: 1, fileSize: fileLimit, fields: 20, fieldSize: 100_000, headerPairs: 100 },
  })
}
