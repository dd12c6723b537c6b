import { randomUUID } from 'node:crypto'
import { loggedError } from '@mortise/errors'
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { isSandbox, openHub, type Runtime, userActor, type Workspace } from '@mortise/runtime'
import type { Actor } from '@mortise/store'
import { errors } from './errors.ts'
import { isTooDeep, tooDeep } from './nesting.ts'
import { callers } from './plugins/caller.ts'
import { denials } from './plugins/denials.ts'
import { failures } from './plugins/failures.ts'
import { forgeryGuard } from './plugins/forgery.ts'
import { headers } from './plugins/headers.ts'
import { pages } from './plugins/pages.ts'
import { policies } from './plugins/policy.ts'
import { sandboxHost } from './plugins/sandbox.ts'
import { routes } from './routes/index.ts'
import type { HttpSettings, ServerContext } from './types.ts'

/** Builds the HTTP server of one workspace. Not yet listening: `listen` or `inject` it. */
export async function buildServer(
  runtime: Runtime,
  workspace: Workspace,
  settings: HttpSettings,
): Promise<FastifyInstance> {
  const app = fastify({
    logger: loggerOf(settings.log),
    // A logger of its own for every request costs more than all that is ever written: who writes names the request.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: 20 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    trustProxy: settings.url.startsWith('https:') ? 'loopback' : false,
  })
  const { mayKnow, mayDesign } = await knowing(workspace)
  const hub = openHub(workspace.store, mayKnow, mayDesign)
  app.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/') && reply.getHeader('cache-control') === undefined)
      void reply.header('cache-control', 'no-store')
    done(null, payload)
  })
  app.addHook('onClose', () => hub.close())
  const sandboxes = sandboxHost(runtime, workspace, {
    url: settings.url,
    build: (copy) => buildServer(runtime, copy, settings),
  })
  // Before anybody is asked who they are: in a copy they are known by what the copy knows.
  if (!isSandbox(workspace.key))
    app.addHook('onRequest', (request, reply, done) => {
      // Hardly anybody is in one: for all others there is nothing to wait for.
      const answering = sandboxes.answer(request, reply)
      if (answering === undefined) return done()
      answering.then((answered) => {
        if (!answered) done()
      }, done)
    })
  app.addHook('onClose', () => sandboxes.closeAll())
  failures(app)
  denials(app, workspace)
  await callers(app, { workspace, url: settings.url })
  await headers(app, settings)
  forgeryGuard(app, settings.url)
  const table = policies(app)
  const context: ServerContext = { runtime, workspace, hub, sandboxes, settings, routes: table }
  readJson(app)
  for (const register of routes) await app.register(async (scope) => register(scope, context))
  await pages(app, workspace, settings.webFolder)
  return app
}

/** Failures alone are logged, and of those nothing that anybody stored or sent. */
function loggerOf(log: HttpSettings['log']): NonNullable<FastifyServerOptions['logger']> {
  if (log === undefined || log === false) return false
  const serializers = { err: (error: Error) => ({ stack: '', ...loggedError(error) }) }
  return { level: 'warn', serializers, ...(log === true ? {} : { stream: log }) }
}

/** A command without arguments may come with the JSON header and no body; none is nested without end. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined)
    void parse(request, body as string, (error, value: unknown) => {
      if (error === null && isTooDeep(value)) done(errors.REQUEST_INVALID({ why: tooDeep }))
      else done(error, value)
    })
  })
}

type Knowing = {
  readonly mayKnow: (userId: string | null, entity: string) => boolean
  readonly mayDesign: (userId: string | null) => boolean
}

/** Whether a person may know an entity, and may design, answered from what is cached of metadata and people. */
async function knowing(workspace: Workspace): Promise<Knowing> {
  let known = { published: await workspace.published(), people: await workspace.people() }
  let answers = new Map<string, boolean>()
  workspace.store.onChange((change) => {
    if (change.topic !== 'model' && change.topic !== 'people') return
    Promise.all([workspace.published(), workspace.people()])
      .then(([published, people]) => {
        known = { published, people }
        answers = new Map()
      })
      // The next change tries again; until then the old rights hold for hints only.
      .catch(() => undefined)
  })
  const actorOf = (userId: string | null): Actor | null => {
    const user = known.people.users.find((one) => one.id === userId && one.active)
    return user === undefined ? null : userActor(user, known.people, known.published.roleFacts, { via: 'ui' })
  }
  const remembered = (name: string, ask: () => boolean): boolean => {
    const answer = answers.get(name) ?? ask()
    answers.set(name, answer)
    return answer
  }
  return {
    mayKnow: (userId, entity) =>
      remembered(`${userId} ${entity}`, () => {
        const actor = actorOf(userId)
        return actor !== null && known.published.access(actor).entity(entity) !== undefined
      }),
    mayDesign: (userId) => remembered(`${userId}`, () => actorOf(userId)?.design === true),
  }
}
