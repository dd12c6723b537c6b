/** What a log keeps of an error: enough to find it, and nothing of what people stored or sent. */
export type LoggedError = {
  readonly type: string
  readonly code?: string
  readonly message: string
  readonly stack?: string
  readonly cause?: LoggedError
}

type Told = Error & { readonly code?: unknown }

const sqlState = /^[0-9A-Z]{5}$/

/** A database quotes values in its messages, so of those only the state is kept; other errors are our own words. */
function messageOf(error: Told): string {
  const fromDatabase = typeof error.code === 'string' && sqlState.test(error.code)
  return fromDatabase ? `database error ${String(error.code)}` : error.message.slice(0, 500)
}

/** Stack lines without the message that stands before them. */
function framesOf({ stack }: Error): string | undefined {
  const lines = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return lines.length === 0 ? undefined : lines.join('\n')
}

/** An error as it stands in a log: type, code, message and place; never rows, details or parameters. */
export function loggedError(error: unknown, depth: number = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is no error was thrown' }
  const told: Told = error
  const stack = framesOf(error)
  return {
    type: error.name,
    ...(typeof told.code === 'string' ? { code: told.code } : {}),
    message: messageOf(told),
    ...(stack === undefined ? {} : { stack }),
    ...(error.cause === undefined || depth > 3 ? {} : { cause: loggedError(error.cause, depth + 1) }),
  }
}
