import type { FieldRight } from '@mortise/schema'
import type { Send } from './transport.ts'

/** To whom a record is opened. */
export type SharePartner = { readonly kind: 'user' | 'department' | 'role'; readonly id: string }

/** A record opened to somebody. */
export type ShareEntry = {
  readonly id: string
  readonly with: SharePartner & { readonly name: string }
  readonly level: 'read' | 'write'
  readonly by: string | null
  readonly at: string
  readonly until: string | null
}

/** Why a role lets somebody do something, or does not. */
export type AccessReason = {
  readonly role: string
  readonly label: string
  readonly allowed: boolean
  readonly scope: string
  readonly condition?: string
  readonly byShare?: true
}

/** The rights of a person on a record, with the reason for each. */
export type AccessEntry = {
  readonly user: { readonly id: string; readonly name: string; readonly roles: readonly string[] }
  readonly admin: boolean
  readonly acts: readonly {
    readonly act: 'read' | 'update' | 'delete' | 'export' | 'print' | 'share'
    readonly allowed: boolean
    readonly because: readonly AccessReason[]
  }[]
  readonly fields: readonly {
    readonly field: string
    readonly label: string
    readonly right: FieldRight
    readonly because: readonly {
      readonly role: string
      readonly label: string
      readonly right: FieldRight
      /** False where the role does not match the record. */
      readonly counts: boolean
    }[]
  }[]
  readonly shares: readonly ShareEntry[]
}

/** Sharing single records, why somebody sees one, and looking through somebody's eyes. */
export type AccessApi = {
  readonly shares: (entity: string, id: string) => Promise<readonly ShareEntry[]>
  readonly share: (
    entity: string,
    id: string,
    share: { readonly with: SharePartner; readonly level: 'read' | 'write'; readonly until?: string },
  ) => Promise<ShareEntry>
  readonly unshare: (entity: string, id: string, share: string) => Promise<void>
  /** For administrators. */
  readonly why: (entity: string, id: string, user: string) => Promise<AccessEntry>
  /** From now on this session sees what that person sees and changes nothing; null ends it. */
  readonly viewAs: (user: string | null) => Promise<void>
}

/** The access part of the client. */
export function accessApi(send: Send): AccessApi {
  const at = (entity: string, id: string): string => `/records/${encodeURIComponent(entity)}/${id}`
  const data = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data
  return {
    shares: (entity, id) => data(send('GET', `${at(entity, id)}/shares`)),
    share: (entity, id, share) => data(send('POST', `${at(entity, id)}/shares`, { body: share })),
    unshare: async (entity, id, share) => {
      await send('DELETE', `${at(entity, id)}/shares/${share}`)
    },
    why: (entity, id, user) => data(send('GET', `${at(entity, id)}/access`, { query: { user } })),
    viewAs: async (user) => {
      if (user === null) await send('DELETE', '/view-as')
      else await send('POST', '/view-as', { body: { user } })
    },
  }
}
