import { documentKinds } from '@mortise/schema'
import type { Actor, DesignSign } from '@mortise/store'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import type { ServerContext } from '../types.ts'
import { readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const longest = 200

/** Who does something to a design, as the others at it are told. `window` tells one person's windows apart. */
export async function signOf(
  { workspace }: ServerContext,
  actor: Actor,
  given: { readonly state: DesignSign['state']; readonly window: string | undefined; readonly at?: string },
): Promise<DesignSign> {
  const { directory } = await workspace.people()
  const user = actor.userId ?? ''
  return {
    user,
    name: directory.user(user)?.name ?? '',
    window: (given.window ?? '').slice(0, longest),
    state: given.state,
    ...(given.at === undefined ? {} : { at: given.at.slice(0, longest) }),
  }
}

/** Who is at a document: told to the other designers, and kept nowhere. Windows say it again while they are open. */
export const designLive: Routes = (app, context) => {
  app.post('/api/design/presence', { config: { policy: 'design' } }, async (request, reply) => {
    const body = readObject(request.body)
    const kind = documentKinds.find((one) => one === body['kind'])
    const [key, window, at] = [textOf(body, 'key'), textOf(body, 'window'), textOf(body, 'at')]
    if (kind === undefined || key === undefined || window === undefined || key.length > longest)
      throw errors.REQUEST_INVALID({ why: 'kind, key, window' })
    const state = body['state'] === 'away' ? 'away' : 'here'
    const sign = await signOf(context, actorOf(request), {
      state,
      window,
      ...(at === undefined ? {} : { at }),
    })
    await context.workspace.store.announce({ topic: 'design', id: `${kind}/${key}`, sign })
    return reply.code(204).send()
  })
}
