import type { Actor } from '@mortise/store'
import { keyActor, type People, tokenHash, userActor, type Workspace } from '@mortise/runtime'
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Name of the session cookie; browsers accept the `__Host-` one only over TLS, from this very host. */
export function cookieName(url: string): string {
  return url.startsWith('https:') ? '__Host-mortise_session' : 'mortise_session'
}

/** Sets the session cookie. */
export function setSession(
  reply: FastifyReply,
  url: string,
  session: { readonly token: string; readonly expiresAt: string },
): void {
  reply.setCookie(cookieName(url), session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.startsWith('https:'),
    expires: new Date(session.expiresAt),
  })
}

/** Takes the session cookie away. */
export function clearSession(reply: FastifyReply, url: string): void {
  reply.clearCookie(cookieName(url), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.startsWith('https:'),
  })
}

/** Sessions ended: no process takes them any longer. */
export function sessionsEnded(workspace: Workspace): void {
  workspace.expire()
  // Only a hint: without it other processes notice within half a second.
  workspace.store.announce({ topic: 'people' }).catch(() => undefined)
}

/** Finds out who calls: by API key, by the session cookie, or nobody. */
export async function callers(
  app: FastifyInstance,
  given: { workspace: Workspace; url: string },
): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('caller', null)
  app.decorateRequest('byCookie', false)
  app.addHook('onRequest', async (request) => {
    const found = tokenOf(request, given.url)
    if (found === undefined || request.routeOptions.config.policy === undefined) return
    request.byCookie = !found.bearer
    request.caller = await callerNow(given.workspace, request, given.url)
  })
}

function tokenOf(
  request: FastifyRequest,
  url: string,
): { readonly token: string; readonly bearer: boolean } | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const token = bearer ?? request.cookies[cookieName(url)]
  return token === undefined || token === '' ? undefined : { token, bearer: bearer !== undefined }
}

/** Who a request's session or key stands for at this moment: what stays open for long asks again. */
export async function callerNow(
  workspace: Workspace,
  request: FastifyRequest,
  url: string,
): Promise<Actor | null> {
  const found = tokenOf(request, url)
  if (found === undefined) return null
  return found.bearer ? byKey(workspace, found.token, request) : bySession(workspace, found.token, request)
}

async function bySession(
  workspace: Workspace,
  token: string,
  request: FastifyRequest,
): Promise<Actor | null> {
  const session = await workspace.session(tokenHash(token))
  if (session === null || !session.user.active) return null
  const [published, people] = [await workspace.published(), await workspace.people()]
  const origin = { via: 'ui', sessionId: session.id, ip: request.ip }
  const own = ownActor(session, { people, facts: published.roleFacts, origin })
  if (session.viewAs === null || !own.admin) return own
  const seen = people.users.find((one) => one.id === session.viewAs && one.active)
  if (seen === undefined) return own
  const viewer = { id: session.user.id, name: session.user.name }
  return {
    ...userActor(seen, people, published.roleFacts, { ...origin, via: `view:${viewer.name}` }),
    locale: own.locale,
    viewer,
  }
}

type Session = NonNullable<Awaited<ReturnType<Workspace['session']>>>
type Facts = Parameters<typeof userActor>[2]
type Origin = { readonly via: string; readonly sessionId: string; readonly ip: string }
type Known = { readonly people: People; readonly facts: Facts; readonly actor: Actor }

const actors = new WeakMap<Session, Known>()

/** Who a session stands for: the same from one call to the next, as long as nothing that it is made of has changed. */
function ownActor(
  session: Session,
  of: { readonly people: People; readonly facts: Facts; readonly origin: Origin },
): Actor {
  const { people, facts, origin } = of
  const known = actors.get(session)
  if (known !== undefined && known.people === people && known.facts === facts && known.actor.ip === origin.ip)
    return known.actor
  const actor = userActor(session.user, people, facts, origin)
  actors.set(session, { people, facts, actor })
  return actor
}

async function byKey(workspace: Workspace, token: string, request: FastifyRequest): Promise<Actor | null> {
  const key = await workspace.store.people.apiKeyByToken(tokenHash(token))
  if (key === null) return null
  const published = await workspace.published()
  return keyActor(key, published.roleFacts, { ip: request.ip })
}
