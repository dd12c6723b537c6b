import { isMortiseError } from './mortise-error.ts'
import { type Locale, say } from './text.ts'

/** One place in an answer's error, in the caller's language. */
export type PublicErrorDetail = {
  readonly path: string
  readonly code: string
  readonly message: string
  readonly file?: string
}

/** The error body of every HTTP answer. Never holds a stack, SQL or inner text. */
export type PublicError = {
  readonly code: string
  readonly message: string
  readonly requestId: string
  readonly details: readonly PublicErrorDetail[]
  readonly data?: unknown
}

const hidden = {
  zh: '系统出了点问题，我们已记录下来。请稍后再试；如果仍不行，请把编号告诉管理员。',
  en: 'Something went wrong on our side and was recorded. Try again later; if it stays, give the number to your administrator.',
}

/** Turns anything thrown into the shape and language that a caller may see, with its HTTP status. */
export function toPublicError(
  error: unknown,
  options: { readonly locale: Locale; readonly requestId: string },
): { readonly status: number; readonly body: { readonly error: PublicError } } {
  const { locale, requestId } = options
  if (!isMortiseError(error) || error.kind === 'unexpected') {
    const code = isMortiseError(error) ? error.code : 'UNEXPECTED'
    return { status: 500, body: { error: { code, message: say(hidden, locale), requestId, details: [] } } }
  }
  const details = error.details.map(({ path, code, message, file }) => ({
    path,
    code,
    message: say(message, locale),
    ...(file === undefined ? {} : { file }),
  }))
  const data = error.data === undefined ? {} : { data: error.data }
  const body = { error: { code: error.code, message: say(error.text, locale), requestId, details, ...data } }
  return { status: error.status, body }
}
