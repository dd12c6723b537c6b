import type { Send } from './transport.ts'

/** That a record was given to somebody, and why. */
export type Assignment = {
  readonly id: string
  readonly policy: string
  /** The field it was given for; null where the policy is gone. */
  readonly field: string | null
  readonly userId: string
  readonly userName: string
  readonly why: string | { readonly zh: string; readonly en: string }
  /** `given`: nothing more is asked; `open`: to be taken up; `replaced`: given to somebody else since. */
  readonly state: 'given' | 'open' | 'accepted' | 'expired' | 'replaced'
  /** Until when it is to be taken up. */
  readonly acceptBy: string | null
  readonly at: string
}

/** Who got a record. */
export type AssignmentsApi = {
  /** Newest first. */
  readonly of: (entity: string, id: string) => Promise<readonly Assignment[]>
  /** Takes a record up that was given to oneself. */
  readonly accept: (entity: string, id: string) => Promise<void>
}

/** The part of the client about who got a record. */
export function assignmentsApi(send: Send): AssignmentsApi {
  return {
    of: async (entity, id) =>
      (await send<{ readonly data: readonly Assignment[] }>('GET', `/records/${entity}/${id}/assignments`))
        .data,
    accept: async (entity, id) => {
      await send('POST', `/records/${entity}/${id}/accept`, { body: {} })
    },
  }
}
