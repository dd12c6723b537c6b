import { isMortiseError, type Locale, type MortiseError, toPublicError } from '@mortise/errors'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'

/** Language of a caller: the person's own, else what the program asks for. */
export function localeOf(request: FastifyRequest): Locale {
  const asked = request.headers['accept-language']?.trim().toLowerCase()
  if (asked !== undefined && asked !== '' && asked !== '*') return asked.startsWith('zh') ? 'zh' : 'en'
  return request.caller?.locale ?? 'zh'
}

type Translation = (error: FastifyError) => MortiseError
const invalid: Translation = (error) => errors.REQUEST_INVALID({ why: error.message })
const tooLarge: Translation = () => errors.REQUEST_TOO_LARGE()

/** The framework's own refusals in our words, by status. */
const translations: { readonly [status: number]: Translation } = {
  400: invalid,
  406: tooLarge,
  413: tooLarge,
  415: () => errors.MEDIA_UNSUPPORTED(),
  429: (error) => errors.CALLS_TOO_MANY({ seconds: Number(/\d+/.exec(error.message)?.[0] ?? 60) }),
}

function ours(error: unknown): unknown {
  if (isMortiseError(error)) return error
  const status = (error as Partial<FastifyError> | null)?.statusCode ?? 500
  const translate = translations[status] ?? (status < 500 ? invalid : undefined)
  return translate === undefined ? error : translate(error as FastifyError)
}

/** Answers everything thrown in one shape and in the caller's language; only the unexpected is logged as an error. */
export function failures(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => answer(ours(thrown), request, reply))
}

/** Whether the answer broke off because its reader went away: a page that was left, a download that was stopped. */
function wasLeft(error: unknown, { raw }: FastifyReply): boolean {
  return (error as { readonly code?: unknown } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE' && raw.destroyed
}

/** Sends an error as every answer shows it. */
export function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = toPublicError(error, { locale: localeOf(request), requestId: request.id })
  if (status === 500 && !wasLeft(error, reply))
    request.log.error({ reqId: request.id, err: error }, 'request failed')
  if (status === 503) void reply.header('retry-after', '2')
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(body)
}
