import { createHash, createHmac } from 'node:crypto'
import type { ConnectorContext, ConnectorResult, ConnectorType, Token } from '@mortise/connectors'
import type { Workspace } from '../context/workspace.ts'
import type { Connection } from './connections.ts'

type Kept = { readonly token: string; readonly until: number }

/** Tokens of this process, by workspace; the systems give every process the same one, or let several be good at a time. */
const tokens = new WeakMap<Workspace, Map<string, Kept>>()

/** So long before its end a token is not used any more. */
const earlyMs = 5 * 60_000

function tokensOf(workspace: Workspace): Map<string, Kept> {
  let known = tokens.get(workspace)
  if (known === undefined) tokens.set(workspace, (known = new Map()))
  return known
}

/** What a connector gets for one call. */
export function connectorContext(
  workspace: Workspace,
  given: {
    readonly connector: ConnectorType
    readonly connection: Connection
    readonly idempotencyKey: string
    readonly timeZone: string
  },
): ConnectorContext {
  const { connector, connection, idempotencyKey, timeZone } = given
  const { outbound, clock, url } = workspace.options
  const { side } = workspace.store
  const known = tokensOf(workspace)
  const place = `${connector.type} ${connection.sign}`
  return {
    ...outbound,
    hmac: (key, text) => Promise.resolve(createHmac('sha256', key).update(text).digest()),
    sha256: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
    secret: (name) => {
      const value = connection.secrets[name]
      return value === '' ? undefined : value
    },
    now: workspace.now(),
    timeZone,
    home: url,
    idempotencyKey,
    token: async (name, obtain) => {
      const kept = known.get(`${place} ${name}`)
      if (kept !== undefined && clock() < kept.until) return kept.token
      const fresh: Token | ConnectorResult = await obtain()
      if ('ok' in fresh) return fresh
      known.set(`${place} ${name}`, { token: fresh.token, until: clock() + fresh.seconds * 1000 - earlyMs })
      return fresh.token
    },
    forget: (name) => {
      known.delete(`${place} ${name}`)
    },
    pace: async (name, most, seconds) =>
      (await side.countCalls(`out ${place.slice(0, 200)} ${name}`, 1, seconds)).count <= most,
    account: async (userId) => {
      const row = await side.connections.account(userId, connector.type)
      return row === null
        ? undefined
        : { id: row.account, ...(row.union === null ? {} : { union: row.union }) }
    },
  }
}
