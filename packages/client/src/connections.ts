import type { Localized, LocalizedText } from '@mortise/errors'
import type { Send } from './transport.ts'

/** A field of an account: as field documents describe settings. */
export type ConnectionField = {
  readonly key: string
  readonly type: string
  readonly label: LocalizedText
  readonly help?: LocalizedText
  readonly required?: boolean
  readonly default?: unknown
  readonly settings?: { readonly [key: string]: unknown }
}

/** A system that one can have an account at. */
export type ConnectionKind = {
  readonly type: string
  readonly label: Localized
  readonly icon: string
  readonly group: string
  readonly about: Localized
  readonly fields: readonly ConnectionField[]
  /** What trying it out asks for; absent where it can't be tried. */
  readonly tryFields?: readonly ConnectionField[]
  readonly people: boolean
  /** People can be looked up there by their mail addresses. */
  readonly byEmail: boolean
}

type Values = { readonly [key: string]: unknown }

/** An account at a system outside. Secrets go in and never come out: `secretsSet` names those that are there. */
export type Connection = {
  readonly key: string
  readonly type: string
  readonly name: string
  readonly settings: Values
  readonly secretsSet: readonly string[]
  readonly updatedAt: string
}

/** Who somebody is at a system outside. */
export type PersonAccount = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly account: string | null
}

/** Something that would have gone out while nothing does. */
export type CapturedCall = {
  readonly id: string
  readonly connector: string
  readonly action: string
  readonly settings: Values
  readonly at: string
}

/** Accounts at systems outside; for administrators. */
export type ConnectionsApi = {
  readonly all: () => Promise<{
    readonly kinds: readonly ConnectionKind[]
    readonly connections: readonly Connection[]
    /** Nothing leaves: it is kept instead. */
    readonly testMode: boolean
    /** Name of the key that secrets are sealed with; null where they are not. */
    readonly keyId?: string | null
  }>
  /** What accounts are called; for those who design. */
  readonly names: () => Promise<readonly Pick<Connection, 'key' | 'type' | 'name'>[]>
  /** Without `key` a new one. A secret that is not said stays as it is. */
  readonly save: (given: {
    readonly key?: string | undefined
    readonly type: string
    readonly name: string
    readonly values: Values
  }) => Promise<Connection>
  readonly remove: (key: string) => Promise<void>
  readonly attempt: (
    key: string,
    values: Values,
  ) => Promise<{ readonly works: boolean; readonly why?: string }>
  readonly people: (key: string) => Promise<readonly PersonAccount[]>
  /** By mobile number, mail address or the id there; empty takes the account away. */
  readonly setPerson: (
    key: string,
    given: { readonly userId: string; readonly account: string },
  ) => Promise<{ readonly account: string | null; readonly why?: string }>
  /** Looks everybody up by their mail addresses. */
  readonly match: (key: string) => Promise<{ readonly found: number; readonly left: number }>
  /** Makes a new key and seals all secrets with it. */
  readonly rotateKey: () => Promise<{ readonly keyId: string; readonly sealed: number }>
  readonly testMode: (on: boolean) => Promise<void>
  readonly captured: () => Promise<readonly CapturedCall[]>
  readonly clearCaptured: () => Promise<void>
}

/** The part of the client about accounts at systems outside. */
export function connectionsApi(send: Send): ConnectionsApi {
  const data = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data
  const at = (key: string, rest = ''): string => `/connections/${encodeURIComponent(key)}${rest}`
  return {
    all: () => data(send('GET', '/connections')),
    names: () => data(send('GET', '/connections/names')),
    save: ({ key, ...body }) =>
      data(key === undefined ? send('POST', '/connections', { body }) : send('PUT', at(key), { body })),
    remove: async (key) => {
      await send('DELETE', at(key))
    },
    attempt: (key, values) => data(send('POST', at(key, '/try'), { body: { values } })),
    people: (key) => data(send('GET', at(key, '/people'))),
    setPerson: (key, body) => data(send('PUT', at(key, '/people'), { body })),
    match: (key) => data(send('POST', at(key, '/match'), { body: {} })),
    rotateKey: () => data(send('POST', '/connections/rotate-key', { body: {} })),
    testMode: async (on) => {
      await send('PUT', '/outbound/test-mode', { body: { on } })
    },
    captured: () => data(send('GET', '/outbound/captured')),
    clearCaptured: async () => {
      await send('DELETE', '/outbound/captured')
    },
  }
}
