import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { HttpSettings } from '../types.ts'

/** Largest file that may be sent, in bytes. */
export const fileLimit: number = 200 * 1024 * 1024

/** The same for tables to be imported, which are read as they come. */
export const importLimit: number = 8 * 1024 * 1024 * 1024

/** Headers that keep browsers careful, a brake on too many calls, compression and file uploads. */
export async function headers(app: FastifyInstance, settings: HttpSettings): Promise<void> {
  const secure = settings.url.startsWith('https:')
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Styles of components are written into the page as it runs.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        frameAncestors: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'sameorigin' },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  })
  await app.register(rateLimit, {
    max: settings.callsPerMinute ?? 3000,
    timeWindow: '1 minute',
    // After it is known who calls: a made-up token must not open an account of its own.
    hook: 'preHandler',
    keyGenerator: (request) =>
      request.caller === null ? request.ip : (request.caller.sessionId ?? `key:${request.caller.keyId}`),
  })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await app.register(multipart, {
    limits: { files: 1, fileSize: fileLimit, fields: 20, fieldSize: 100_000, headerPairs: 100 },
  })
}
