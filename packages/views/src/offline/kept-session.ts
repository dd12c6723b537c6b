import { type Client, isApiError, type Me, type ModelAnswer } from '@mortise/client'
import { type DeviceStore, deviceStore } from './device-store.ts'

type Kept = { readonly id: string; readonly user: string; readonly value: unknown }

/**
 * Who is signed in and the model of their forms, as last heard: with it the product opens without a network. Only what
 * the person was told about themselves is kept, no record of anybody; signing out forgets it.
 */
export type KeptSession = {
  readonly me: () => Promise<Me>
  readonly model: () => Promise<ModelAnswer>
  readonly forget: () => Promise<void>
}

/** Makes the session calls of a client fall back to what was heard last, while the server can't be reached. */
export function keptSession(client: Client, store: DeviceStore = deviceStore): KeptSession {
  let user = ''
  const keep = (id: string, value: unknown): void =>
    void store.put('session', { id, user, value } as Kept).catch(() => undefined)
  const kept = (id: string): Promise<Kept | undefined> =>
    store.get<Kept>('session', id).catch(() => undefined)
  const forget = async (): Promise<void> => {
    await Promise.all(['me', 'model'].map((id) => store.remove('session', id).catch(() => undefined)))
  }
  return {
    me: async () => {
      try {
        const me = await client.session.me()
        user = me.user.id
        // Looking through somebody's eyes is not to outlast the visit.
        if (me.viewer === null || me.viewer === undefined) keep('me', me)
        return me
      } catch (error) {
        if (isApiError(error) && error.status === 401) await forget()
        const last = isApiError(error) && error.status === 0 ? await kept('me') : undefined
        if (last === undefined) throw error
        user = last.user
        return last.value as Me
      }
    },
    model: async () => {
      try {
        const model = await client.session.model()
        keep('model', model)
        return model
      } catch (error) {
        const last = isApiError(error) && error.status === 0 ? await kept('model') : undefined
        if (last === undefined || last.user !== user) throw error
        return last.value as ModelAnswer
      }
    },
    forget,
  }
}
