import { randomBytes } from 'node:crypto'
import { type Actor, auditedBy, type PublicFormRow, type PublicKeyRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { publicTokenHash } from './door.ts'
import { freshKey, publicKeys } from './keys.ts'
import { auditLink, linkToken, type PublicLink, shownLink } from './links.ts'

type Key = Pick<PublicKeyRow, 'id' | 'secret'>

async function readdress(unit: Unit, link: PublicFormRow, key: Key): Promise<void> {
  const nonce = randomBytes(24).toString('base64url')
  const tokenHash = publicTokenHash(linkToken(key, nonce))
  await unit.tx.side.publicForms.readdress(link.id, { keyId: key.id, nonce, tokenHash })
}

/** Gives a link another address. The one before, its QR code and frames with it, lead nowhere from now on. */
export async function renewPublicLink(workspace: Workspace, actor: Actor, id: string): Promise<PublicLink> {
  const [key] = await publicKeys(workspace, true)
  const row = await workspace.unit(async (unit) => {
    const tables = unit.tx.side.publicForms
    const link = await tables.get(id)
    if (key === undefined || link === null || link.revokedAt !== null) throw errors.PUBLIC_LINK_NOT_FOUND()
    await readdress(unit, link, key)
    await auditLink(unit, actor, { action: 'public_link_readdressed', link })
    return (await tables.get(id)) ?? link
  })
  return shownLink(workspace, row)
}

/**
 * Changes the key of the workspace: every link gets another address, and whatever was signed before (addresses, riddles,
 * links to follow a submission) ends, in this process at once and in all others within seconds. Gives how many links.
 */
export async function renewPublicKey(workspace: Workspace, actor: Actor): Promise<number> {
  const key = freshKey()
  await publicKeys(workspace)
  const count = await workspace.unit(async (unit) => {
    const tables = unit.tx.side.publicForms
    await tables.renewKey(key)
    const links = await tables.list()
    for (const link of links) await readdress(unit, link, key)
    await unit.tx.side.audit({
      action: 'public_key_renewed',
      ...auditedBy(actor),
      entity: null,
      recordId: null,
      data: { links: links.length },
    })
    return links.length
  })
  await publicKeys(workspace, true)
  return count
}
