import { loggedError } from '@mortise/errors'
import { type Runtime, sandboxGone, sandboxKeys, tokenHash, type Workspace } from '@mortise/runtime'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cookieName } from './caller.ts'

/** Name of the cookie that leads a browser into a sandbox instead. */
const cookie = 'mortise_sandbox'
const maxAgeMs = 5000
const watchMs = 60_000

/** The copies of a workspace, each answered by a server of its own that nobody else reaches. */
export type SandboxHost = {
  readonly workspace: (key: string) => Workspace
  /** Lets go of one that is taken away. */
  readonly close: (key: string) => Promise<void>
  /** Answers a request of a browser that is in one of them; false where it is in none after all, undefined where it can't be. */
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => Promise<boolean> | undefined
  readonly closeAll: () => Promise<void>
}

type Inside = { readonly app: FastifyInstance; readonly stop: () => Promise<void> }

/** Leads a browser into a sandbox, or (null) out of it. */
export function leadInto(reply: FastifyReply, url: string, key: string | null): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: url.startsWith('https:') } as const
  if (key === null) reply.clearCookie(cookie, options)
  else reply.setCookie(cookie, key, options)
}

function keyIn(request: FastifyRequest): string | undefined {
  // Programs come with a key of the workspace itself.
  const { authorization, cookie: cookies } = request.headers
  if (authorization !== undefined || cookies?.includes(cookie) !== true) return undefined
  return cookieOf(request, cookie, '[a-z0-9_]+')
}

/** A cookie of a request that nobody has read the cookies of yet. */
function cookieOf({ headers }: FastifyRequest, name: string, form: string): string | undefined {
  return new RegExp(`(?:^|;\\s*)${name}=(${form})(?:;|$)`, 'u').exec(headers.cookie ?? '')?.[1]
}

/** The copy, in which somebody is known only as long as they are known where they came from. */
function leaningOn(main: Workspace, inside: Workspace): Workspace {
  return {
    ...inside,
    session: async (hash) => ((await main.session(hash)) === null ? null : inside.session(hash)),
  }
}

/** Keeps the servers of a workspace's copies; each is opened when somebody first comes in. */
export function sandboxHost(
  runtime: Runtime,
  main: Workspace,
  given: { readonly url: string; readonly build: (workspace: Workspace) => Promise<FastifyInstance> },
): SandboxHost {
  const open = new Map<string, Promise<Inside>>()
  let known = { keys: new Set<string>(), at: Number.NEGATIVE_INFINITY }
  const isThere = async (key: string): Promise<boolean> => {
    const now = runtime.options.clock()
    if (known.keys.has(key) && now - known.at < maxAgeMs) return true
    known = { keys: new Set((await sandboxKeys(main)).map((one) => one.key)), at: now }
    // What was taken away elsewhere, should nobody have heard of it.
    for (const one of open.keys()) if (!known.keys.has(one)) letGo(one)
    return known.keys.has(key)
  }
  /** Whether whoever asks went in, and still is who they were: all others are answered outside, where they can sign in. */
  const isIn = async (request: FastifyRequest, key: string): Promise<boolean> => {
    const token = cookieOf(request, cookieName(given.url), '[^;]+')
    return (
      token !== undefined &&
      (await leaningOn(main, runtime.workspace(key)).session(tokenHash(token))) !== null
    )
  }
  const openOne = async (key: string): Promise<Inside> => {
    const app = await given.build(leaningOn(main, runtime.workspace(key)))
    await app.ready()
    const worker = runtime.startWorker(key)
    return { app, stop: () => worker.stop() }
  }
  const closing = new Map<string, Promise<void>>()
  const closeOne = async (key: string): Promise<void> => {
    const found = open.get(key)
    open.delete(key)
    known = { keys: new Set(), at: Number.NEGATIVE_INFINITY }
    // One that could not be opened has nothing to let go of.
    const inside = await found?.catch(() => undefined)
    await inside?.stop()
    await inside?.app.close()
  }
  // Whoever takes one away waits for it, though this process may have heard of it already.
  const close = (key: string): Promise<void> => {
    const begun = closing.get(key) ?? closeOne(key).finally(() => closing.delete(key))
    closing.set(key, begun)
    return begun
  }
  const letGo = (key: string): void => {
    close(key).catch((error: unknown) => {
      runtime.options.log.error('sandbox not closed', { key, error: loggedError(error) })
    })
  }
  const stopHearing = main.store.onChange(({ topic, id }) => {
    if (topic === sandboxGone && id !== undefined && open.has(id)) letGo(id)
  })
  // Word of it may have been lost: a copy that is gone must not be worked on for ever.
  const watch = setInterval(() => {
    if (open.size === 0) return
    isThere('').catch((error: unknown) => {
      runtime.options.log.error('sandboxes not looked at', { error: loggedError(error) })
    })
  }, watchMs).unref()
  const answerIn = async (key: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    if (!(await isThere(key)) || !(await isIn(request, key))) return false
    const found = open.get(key) ?? openOne(key)
    open.set(key, found)
    const { app } = await found.catch((error: unknown) => {
      open.delete(key)
      throw error
    })
    reply.hijack()
    app.routing(request.raw, reply.raw)
    return true
  }
  return {
    workspace: (key) => runtime.workspace(key),
    close,
    answer: (request, reply) => {
      const key = keyIn(request)
      return key === undefined ? undefined : answerIn(key, request, reply)
    },
    closeAll: async () => {
      stopHearing()
      clearInterval(watch)
      await Promise.all([...open.keys()].map(close))
    },
  }
}
