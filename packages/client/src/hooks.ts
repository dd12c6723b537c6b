import type { Send } from './transport.ts'

/** A message that came in for a rule. */
export type HookCall = {
  readonly id: string
  readonly messageId: string
  /** `ignored`: no record fitted; `failed`: what it said could not be written. */
  readonly state: 'done' | 'ignored' | 'failed'
  readonly entity: string | null
  readonly recordId: string | null
  readonly error: { readonly code: string; readonly zh: string; readonly en: string } | null
  readonly at: string
}

/** The address by which systems outside set a rule off. */
export type Hook = {
  /** The rule is published and answers messages, so that it can have an address. */
  readonly ready: boolean
  /** Below the address of the product; null while the rule has none. */
  readonly path: string | null
  readonly createdAt: string | null
  readonly calls: readonly HookCall[]
}

/** Addresses of rules; for those who design. */
export type HooksApi = {
  readonly get: (rule: string) => Promise<Hook>
  /** Makes an address, or another one; the secret is told this once. */
  readonly make: (rule: string) => Promise<{ readonly path: string; readonly secret: string }>
  readonly remove: (rule: string) => Promise<void>
}

/** The part of the client about addresses of rules. */
export function hooksApi(send: Send): HooksApi {
  const data = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data
  const at = (rule: string): string => `/rules/${encodeURIComponent(rule)}/hook`
  return {
    get: (rule) => data(send('GET', at(rule))),
    make: (rule) => data(send('POST', at(rule), { body: {} })),
    remove: async (rule) => {
      await send('DELETE', at(rule))
    },
  }
}
