import type { AgentRule } from './agents.ts'
import type { Send } from './transport.ts'

/** Parts of what somebody holds, each of which may go to somebody else. */
export type HoldingPart = 'tasks' | 'records' | 'fields' | 'documents' | 'agents' | 'organization'

type Entry = { readonly id: string; readonly name: string }

/** Everything somebody holds. */
export type Holdings = {
  readonly person: Entry & { readonly active: boolean }
  /** The oldest of them. */
  readonly tasks: readonly {
    readonly id: string
    readonly title: string
    readonly nodeName: string
    readonly createdAt: string
  }[]
  readonly taskCount: number
  readonly records: readonly { readonly entity: string; readonly label: string; readonly count: number }[]
  /** Person fields that name them, beside the owner's. */
  readonly fields: readonly {
    readonly entity: string
    readonly field: string
    readonly label: string
    readonly count: number
  }[]
  readonly documents: readonly {
    readonly kind: string
    readonly key: string
    readonly label: string
    readonly places: number
  }[]
  readonly agents: readonly AgentRule[]
  readonly organization: { readonly departments: readonly Entry[]; readonly reports: readonly Entry[] }
  /** Tasks that can not go to who was asked about, and why. */
  readonly stuck: readonly { readonly id: string; readonly why: string }[]
  readonly recordLimit: number
}

/** Who takes over what: by part, null where it stays. */
export type HandOverAsk = {
  readonly parts: { readonly [K in HoldingPart]: string | null }
  /** Of the person fields only these (`deal.keeper`). */
  readonly fields?: readonly string[]
  readonly commandId: string
  readonly comment?: string
}

/** Handing over what somebody holds who leaves; for administrators. */
export type HandOverApi = {
  /** With `to`: which tasks can not go to that person is told too. */
  readonly holdings: (id: string, to?: string) => Promise<Holdings>
  /** All of it or nothing. */
  readonly give: (id: string, ask: HandOverAsk) => Promise<void>
}

/** The part of the client about what somebody leaves behind. */
export function handOverApi(send: Send): HandOverApi {
  return {
    holdings: async (id, to) =>
      (await send<{ readonly data: Holdings }>('GET', `/users/${id}/holdings`, { query: { to } })).data,
    give: async (id, ask) => {
      await send('POST', `/users/${id}/hand-over`, { body: ask })
    },
  }
}
