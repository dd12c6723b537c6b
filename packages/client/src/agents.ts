import type { Send } from './transport.ts'

/** Who stands in for whom, from when to when. `flows`: only in these; null: in all. */
export type AgentRule = {
  readonly id: string
  readonly principal: string
  readonly principalName: string
  readonly agent: string
  readonly agentName: string
  readonly startsAt: string
  readonly endsAt: string
  readonly flows: readonly string[] | null
  readonly flowNames: readonly string[] | null
  readonly note: string | null
  /** When and by whom it was ended before its time. */
  readonly endedAt: string | null
  readonly endedByName: string | null
}

/** A rule to be made. Only administrators say it for others (`principal`). */
export type NewAgentRule = Pick<AgentRule, 'agent' | 'startsAt' | 'endsAt' | 'flows' | 'note'> & {
  readonly principal?: string
}

/** What somebody decided in the place of whose task it was. */
export type StandInDecision = {
  readonly id: string
  readonly title: string
  readonly nodeName: string
  readonly principalName: string
  readonly agentName: string
  readonly state: string
  readonly decidedAt: string
  readonly entity: string
  readonly recordId: string
}

/** Rules one has a part in, and the flows one can choose from. */
export type AgentRules = {
  readonly rules: readonly AgentRule[]
  readonly flows: readonly { readonly key: string; readonly name: string }[]
}

/** Standing agents. */
export type AgentsApi = {
  readonly all: () => Promise<AgentRules>
  readonly history: () => Promise<{
    readonly rules: readonly AgentRule[]
    readonly decisions: readonly StandInDecision[]
  }>
  readonly add: (rule: NewAgentRule) => Promise<void>
  readonly end: (id: string) => Promise<void>
}

/** The part of the client about who stands in for whom. */
export function agentsApi(send: Send): AgentsApi {
  return {
    all: async () => {
      const { data, flows } = await send<{
        readonly data: AgentRules['rules']
        readonly flows: AgentRules['flows']
      }>('GET', '/agents')
      return { rules: data, flows }
    },
    history: async () => {
      const { data } = await send<{ readonly data: Awaited<ReturnType<AgentsApi['history']>> }>(
        'GET',
        '/agents/history',
      )
      return data
    },
    add: async (rule) => {
      await send('POST', '/agents', { body: rule })
    },
    end: async (id) => {
      await send('DELETE', `/agents/${id}`)
    },
  }
}
