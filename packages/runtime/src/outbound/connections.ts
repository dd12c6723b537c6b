import type { ConnectorType } from '@mortise/connectors'
import type { Json } from '@mortise/expressions'
import type { ConnectionRow } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { placeOf, unseal } from '../sealing/stored.ts'
import { isSealed } from '../sealing/vault.ts'

type Values = { readonly [key: string]: Json }

/** An account at a system outside, as a call uses it. */
export type Connection = {
  /** Tells one form of it from another: a token of what it was before is worth nothing. */
  readonly sign: string
  readonly settings: Values
  readonly secrets: { readonly [key: string]: string | undefined }
}

function opened({ options }: Workspace, { key, secrets }: ConnectionRow): Connection['secrets'] {
  return Object.fromEntries(
    Object.entries(secrets).map(([field, text]) => [
      field,
      unseal(options, text, placeOf('connection', key, field)),
    ]),
  )
}

const textIn = (values: Values): Connection['secrets'] =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
  )

/**
 * The account that a call goes by: the one that it names, else the first of its system. Connectors that have a setting of
 * their own (the mail server) are found there, and so is what was set before there was a list of connections.
 */
export async function connectionFor(
  workspace: Workspace,
  connector: ConnectorType,
  named: Json | undefined,
): Promise<Connection> {
  const { settings, connections } = workspace.store.side
  const row =
    connector.account !== undefined
      ? null
      : typeof named === 'string' && named !== ''
        ? await connections.get(named)
        : await connections.firstOf(connector.type)
  if (row !== null && row.type === connector.type)
    return { sign: `${row.key} ${row.updatedAt}`, settings: row.settings, secrets: opened(workspace, row) }
  const name = connector.account ?? `connection:${connector.type}`
  const values = ((await settings.get(name)) ?? {}) as Values
  const { options } = workspace
  const secrets = Object.fromEntries(
    Object.entries(textIn(values)).map(([field, text = '']) => [
      field,
      isSealed(text) ? unseal(options, text, placeOf('setting', name, field)) : text,
    ]),
  )
  return { sign: JSON.stringify(values), settings: values, secrets }
}
