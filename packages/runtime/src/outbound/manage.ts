import type { ConnectorResult, ConnectorType } from '@mortise/connectors'
import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import type { Actor, ConnectionRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { placeOf, seal } from '../sealing/stored.ts'
import { askConnector } from './call-out.ts'

type Values = { readonly [key: string]: Json }

/** An account as administrators see it: of secrets only that they are there. */
export type ConnectionView = Omit<ConnectionRow, 'secrets'> & { readonly secretsSet: readonly string[] }

/** A system that one can have an account at. */
export type ConnectionKind = {
  readonly type: string
  readonly label: Localized
  readonly icon: string
  readonly group: string
  readonly about: Localized
  readonly fields: readonly FieldDocument[]
  /** What trying it out asks for; absent where it can't be tried. */
  readonly tryFields?: readonly FieldDocument[]
  /** It knows people by accounts of their own. */
  readonly people: boolean
  /** People can be looked up there by their mail addresses. */
  readonly byEmail: boolean
}

const isSecret = ({ settings }: FieldDocument): boolean => settings?.['secret'] === true

/** Connectors whose accounts stand in the list; the mail server has a page of its own. */
function listed(workspace: Pick<Workspace, 'options'>): readonly ConnectorType[] {
  return workspace.options.kit.connectors.all.filter(({ account }) => account === undefined)
}

/** The systems that one can have accounts at. */
export function connectionKinds(workspace: Workspace): readonly ConnectionKind[] {
  return listed(workspace).map(({ type, label, icon, group, auth, actions, tryBy, people, describe }) => {
    const tried = actions.find(({ key }) => key === tryBy)
    return {
      type,
      label,
      icon,
      group,
      about: describe({}),
      fields: auth,
      ...(tried === undefined ? {} : { tryFields: tried.settings }),
      people: people === true,
      byEmail:
        actions.find(({ key }) => key === 'find_person')?.settings.some(({ key }) => key === 'email') ===
        true,
    }
  })
}

function shown({ secrets, ...row }: ConnectionRow): ConnectionView {
  return { ...row, secretsSet: Object.keys(secrets).filter((key) => secrets[key] !== '') }
}

/** The accounts of the workspace, oldest first. */
export async function connectionList(workspace: Workspace): Promise<readonly ConnectionView[]> {
  return (await workspace.store.side.connections.list()).map(shown)
}

/** What an administrator says of an account. A secret that is not said stays as it is; an empty one goes. */
export type ConnectionGiven = {
  /** Absent for a new one. */
  readonly key: string | undefined
  readonly type: string
  readonly name: string
  readonly values: Values
}

async function freeKey(unit: Unit, type: string): Promise<string> {
  const taken = new Set((await unit.tx.side.connections.list()).map(({ key }) => key))
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? type : `${type}_${n}`
    if (!taken.has(key)) return key
  }
}

/** Keeps an account, new or changed. */
export async function saveConnection(
  unit: Unit,
  actor: Actor,
  given: ConnectionGiven,
): Promise<ConnectionView> {
  const { connections } = unit.tx.side
  const connector = listed(unit).find(({ type }) => type === given.type)
  const before = given.key === undefined ? null : await connections.get(given.key)
  if (connector === undefined || (given.key !== undefined && before?.type !== given.type))
    throw errors.CONNECTION_UNKNOWN({ name: given.key ?? given.type })
  const secrets: { [key: string]: string } = { ...before?.secrets }
  const settings: { [key: string]: Json } = {}
  for (const field of connector.auth) {
    const value = given.values[field.key]
    if (!isSecret(field)) {
      if (value !== undefined && value !== null && value !== '') settings[field.key] = value
    } else if (value === '' || value === null) delete secrets[field.key]
    else if (typeof value === 'string') secrets[field.key] = value
  }
  // What was trusted to one address is not sent to another.
  const moved = connector.auth.some(
    ({ key, type, default: usual = null }) =>
      type === 'url' && before !== null && (settings[key] ?? usual) !== (before.settings[key] ?? usual),
  )
  const kept = Object.keys(before?.secrets ?? {}).some((key) => given.values[key] === undefined)
  if (moved && kept) throw errors.CONNECTION_SECRETS_AGAIN()
  const lacking = connector.auth.find(
    ({ key, required }) => required === true && settings[key] === undefined && secrets[key] === undefined,
  )
  if (lacking !== undefined) throw errors.CONNECTION_INCOMPLETE({ name: labelOf(lacking, actor) })
  const key = given.key ?? (await freeKey(unit, given.type))
  const sealed = Object.fromEntries(
    Object.entries(secrets).map(([field, text]) => [
      field,
      text === '' || text === before?.secrets[field]
        ? text
        : seal(unit.options, text, placeOf('connection', key, field)),
    ]),
  )
  await connections.put({ key, type: given.type, name: given.name, settings, secrets: sealed })
  await auditDesign(unit.tx, actor, {
    action: 'connection_saved',
    data: { connection: key, type: given.type },
  })
  const row = await connections.get(key)
  if (row === null) throw errors.CONNECTION_UNKNOWN({ name: key })
  return shown(row)
}

function labelOf({ label, key }: FieldDocument, { locale }: Actor): string {
  return typeof label === 'string' ? label : (label[locale] ?? key)
}

/** Takes an account away. What goes by it fails from now on, and says so. */
export async function removeConnection(unit: Unit, actor: Actor, key: string): Promise<void> {
  await unit.tx.side.connections.remove(key)
  await auditDesign(unit.tx, actor, { action: 'connection_removed', data: { connection: key } })
}

/** Tries an account out as it is kept; tells why it does not work. It is really called, in test mode too. */
export async function tryConnection(
  workspace: Workspace,
  given: { readonly key: string; readonly values: Values },
): Promise<{ readonly works: boolean; readonly why?: Localized }> {
  const row = await workspace.store.side.connections.get(given.key)
  const connector = row === null ? undefined : workspace.options.kit.connectors.find(row.type)
  if (row === null || connector?.tryBy === undefined) throw errors.CONNECTION_UNKNOWN({ name: given.key })
  const result = await askConnector(workspace, {
    connector: row.type,
    action: connector.tryBy,
    settings: { ...given.values, connection: row.key },
    idempotencyKey: `try:${workspace.newId()}`,
  })
  if (result?.ok === true) return { works: true }
  return { works: false, ...(result === undefined ? {} : { why: result.message }) }
}

/** Who people are at a system. */
export type AccountView = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly account: string | null
}

/** The people of the workspace with their accounts at the system of a connection. */
export async function accountList(workspace: Workspace, key: string): Promise<readonly AccountView[]> {
  const row = await known(workspace, key)
  const accounts = new Map(
    (await workspace.store.side.connections.accounts(row.type)).map((one) => [one.userId, one.account]),
  )
  const { users } = await workspace.people()
  return users
    .filter(({ active }) => active)
    .map(({ id, name, email }) => ({ userId: id, name, email, account: accounts.get(id) ?? null }))
}

async function known(workspace: Workspace, key: string): Promise<ConnectionRow> {
  const row = await workspace.store.side.connections.get(key)
  const connector = row === null ? undefined : workspace.options.kit.connectors.find(row.type)
  if (row === null || connector?.people !== true) throw errors.CONNECTION_UNKNOWN({ name: key })
  return row
}

function find(
  workspace: Workspace,
  row: ConnectionRow,
  settings: Values,
): Promise<ConnectorResult | undefined> {
  return askConnector(workspace, {
    connector: row.type,
    action: 'find_person',
    settings: { ...settings, connection: row.key },
    idempotencyKey: `find:${workspace.newId()}`,
  })
}

const isMobile = (text: string): boolean => /^(\+\d{1,3})?1?\d{10}$/.test(text)

async function keepFound(
  workspace: Workspace,
  row: ConnectionRow,
  given: { readonly userId: string; readonly found: Json },
): Promise<string> {
  const { id = '', union } = given.found as { readonly id?: string; readonly union?: string }
  await workspace.store.side.connections.putAccount({
    userId: given.userId,
    system: row.type,
    account: id,
    union: union === undefined || union === '' ? null : union,
  })
  return id
}

/**
 * Says who somebody is there: by a mobile number or an address, by which that person is looked up, or by the id itself.
 * Empty takes the account away.
 */
export async function saveAccount(
  workspace: Workspace,
  given: { readonly key: string; readonly userId: string; readonly account: string },
): Promise<{ readonly account: string | null; readonly why?: Localized }> {
  const row = await known(workspace, given.key)
  const { connections } = workspace.store.side
  const { userId } = given
  const text = given.account.trim()
  if (text === '') {
    await connections.removeAccount(userId, row.type)
    return { account: null }
  }
  const asked = isMobile(text) ? { mobile: text } : text.includes('@') ? { email: text } : { id: text }
  const result = await find(workspace, row, asked)
  if (result?.ok === true)
    return {
      account: await keepFound(workspace, row, { userId, found: { ...asked, ...(result.data as Values) } }),
    }
  // Not every system can be asked about an id: then it is taken as it was given.
  if ('id' in asked) return { account: await keepFound(workspace, row, { userId, found: asked }) }
  return { account: null, ...(result === undefined ? {} : { why: result.message }) }
}

/** Looks everybody up who has no account yet, by their mail addresses; gives how many were found. */
export async function matchPeople(
  workspace: Workspace,
  key: string,
): Promise<{ readonly found: number; readonly left: number }> {
  const row = await known(workspace, key)
  const open = (await accountList(workspace, key)).filter(
    ({ account, email }) => account === null && email !== '',
  )
  let found = 0
  for (const { userId, email } of open) {
    const result = await find(workspace, row, { email })
    if (result?.ok !== true) continue
    await keepFound(workspace, row, { userId, found: result.data })
    found += 1
  }
  return { found, left: open.length - found }
}
