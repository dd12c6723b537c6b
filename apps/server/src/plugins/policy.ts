import { say } from '@mortise/errors'
import { runtimeErrors } from '@mortise/runtime'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { errors } from '../errors.ts'
import type { Policy, RouteLine } from '../types.ts'

type Allows = (request: FastifyRequest) => void

function signedIn(request: FastifyRequest): NonNullable<FastifyRequest['caller']> {
  if (request.caller === null) throw runtimeErrors.SIGN_IN_REQUIRED()
  return request.caller
}

// What somebody lacks the right to, as the refusal names it.
const named = {
  design: { zh: '设计应用', en: 'design apps' },
  admin: { zh: '管理工作区', en: 'manage the workspace' },
} as const

const rules: { readonly [P in Policy]: Allows } = {
  public: () => undefined,
  user: (request) => {
    signedIn(request)
  },
  design: (request) => {
    const caller = signedIn(request)
    if (!caller.design) throw runtimeErrors.FORBIDDEN({ what: say(named.design, caller.locale) })
  },
  admin: (request) => {
    const caller = signedIn(request)
    if (!caller.admin) throw runtimeErrors.FORBIDDEN({ what: say(named.admin, caller.locale) })
  },
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Who looks through another's eyes changes nothing in that person's name. */
function refuseWhileViewing({ caller, method, routeOptions }: FastifyRequest): void {
  if (caller?.viewer === undefined || reading.has(method) || routeOptions.config.whileViewing === true) return
  throw runtimeErrors.VIEWING_AS({ name: caller.name })
}

/**
 * Asks each route for its policy when it is declared, and holds every call to it. What nobody thought about is closed:
 * the server refuses to start. Register before any route. Gives the live table of routes.
 */
export function policies(app: FastifyInstance): readonly RouteLine[] {
  const table: RouteLine[] = []
  app.decorate('routeTable', table)
  app.addHook('onRoute', (route) => {
    const policy = route.config?.policy
    const methods = [route.method].flat()
    if (policy === undefined)
      throw errors.ROUTE_WITHOUT_POLICY({ method: methods.join(' '), path: route.url })
    for (const method of methods) if (method !== 'HEAD') table.push({ method, url: route.url, policy })
  })
  app.addHook('onRequest', (request, _reply, done) => {
    const policy = request.routeOptions.config.policy
    let refusal: unknown
    try {
      // Without a route there is nothing to protect: the answer is 404.
      if (policy !== undefined) rules[policy](request)
      refuseWhileViewing(request)
    } catch (error) {
      refusal = error
    }
    done(refusal as Error | undefined)
  })
  return table
}
