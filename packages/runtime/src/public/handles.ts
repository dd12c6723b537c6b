import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Workspace } from '../context/workspace.ts'
import { keyed, publicKeys } from './keys.ts'

/** What strangers are told in place of a record's id, and the way back. */
export type Handles = {
  readonly handleOf: (id: string) => string
  /** The id that a handle stands for; any id at all for a made-up handle, undefined for what has not even its form. */
  readonly idOf: (handle: unknown) => string | undefined
}

const cipher = 'aes-128-ecb'
const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

function written(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return parts.join('-')
}

/**
 * Ids tell when a record was made, and the same id in two places tells that it is the same record. So each choice of each
 * link gives records names of its own: one block of a cipher under a key that only this choice has, written as an id.
 * Nothing is stored; renewing the workspace's key ends them.
 */
export async function handlesOf(
  workspace: Workspace,
  of: { readonly link: string; readonly path: string },
): Promise<Handles> {
  const [key] = await publicKeys(workspace)
  if (key === undefined) throw new Error('no key')
  const secret = keyed(key, 'offer', `${of.link}\n${of.path}`).subarray(0, 16)
  // A single block: there is no second one to be told apart from it.
  const through = (bytes: Buffer, make: typeof createCipheriv | typeof createDecipheriv): Buffer => {
    const one = make(cipher, secret, null).setAutoPadding(false)
    return Buffer.concat([one.update(bytes), one.final()])
  }
  return {
    handleOf: (id) => written(through(bytesOf(id), createCipheriv)),
    idOf: (handle) =>
      typeof handle === 'string' && shape.test(handle)
        ? written(through(bytesOf(handle), createDecipheriv))
        : undefined,
  }
}
