import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { PublicKeyRow } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'

type Known = { readonly keys: Promise<readonly PublicKeyRow[]>; readonly at: number }

const known = new WeakMap<Workspace, Known>()

async function load(workspace: Workspace): Promise<readonly PublicKeyRow[]> {
  const { publicForms } = workspace.store.side
  const rows = await publicForms.keys()
  if (rows.length > 0) return rows
  return publicForms.firstKey(freshKey())
}

/** How long a process goes by the keys that it has read: so soon all of them know of a renewal. */
const knownMs = 10_000

/**
 * The keys of a workspace: the one that signs first, then those that were renewed, the oldest last. The first is made when
 * it is needed.
 */
export function publicKeys(workspace: Workspace, fresh: boolean = false): Promise<readonly PublicKeyRow[]> {
  const now = workspace.options.clock()
  const last = known.get(workspace)
  if (!fresh && last !== undefined && now - last.at < knownMs) return last.keys
  const keys = load(workspace)
  known.set(workspace, { keys, at: now })
  // What could not be read is read again next time.
  keys.catch(() => known.delete(workspace))
  return keys
}

async function keyOf(workspace: Workspace, id: string): Promise<PublicKeyRow | undefined> {
  const find = (keys: readonly PublicKeyRow[]): PublicKeyRow | undefined =>
    keys.find((key) => key.id === id && !key.retired)
  return find(await publicKeys(workspace)) ?? find(await publicKeys(workspace, true))
}

/** A new key, for the first of a workspace and for a renewal. */
export function freshKey(): { readonly id: string; readonly secret: string } {
  return { id: randomBytes(6).toString('base64url'), secret: randomBytes(32).toString('base64url') }
}

/** A keyed digest; `use` keeps one kind of token from passing for another. */
export function keyed(key: Pick<PublicKeyRow, 'secret'>, use: string, text: string): Buffer {
  return createHmac('sha256', key.secret).update(`${use}\n${text}`).digest()
}

/** Signs plain data with the newest key: `<data>.<key id>.<signature>`. */
export async function sealed(workspace: Workspace, use: string, data: object): Promise<string> {
  const [key] = await publicKeys(workspace)
  if (key === undefined) throw new Error('no key')
  const body = Buffer.from(JSON.stringify(data)).toString('base64url')
  return `${body}.${key.id}.${keyed(key, use, body).toString('base64url')}`
}

/** Reads what was signed; undefined for anything that was not. Whether it is still good its reader decides. */
export async function unsealed(workspace: Workspace, use: string, token: unknown): Promise<unknown> {
  if (typeof token !== 'string' || token.length > 1000) return undefined
  const [body = '', id = '', signature = '', ...more] = token.split('.')
  const key = more.length > 0 || id === '' ? undefined : await keyOf(workspace, id)
  if (key === undefined) return undefined
  const given = Buffer.from(signature, 'base64url')
  const right = keyed(key, use, body)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}
