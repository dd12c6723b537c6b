import { randomBytes } from 'node:crypto'
import type { RecordValues } from '@mortise/schema'
import {
  type Actor,
  auditedBy,
  type PublicFormPatch,
  type PublicFormRow,
  type PublicKeyRow,
  type PublicSubmissionRow,
} from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { publicTokenHash } from './door.ts'
import { keyed, publicKeys } from './keys.ts'
import { publicFormOf } from './role.ts'

/** Riddles of new links: some 65,000 digests, well under a second on a phone. */
const usualDifficulty = 16

/** A link as those who manage it see it. */
export type PublicLink = Omit<PublicFormRow, 'keyId' | 'nonce' | 'revokedAt'> & {
  /** Path of the page, `/f/…`. */
  readonly path: string
  readonly createdByName: string
  /** Whoever opened the link is gone: rules and flows without a role of their own have no rights any more. */
  readonly orphaned: boolean
}

/** The token of a link: worked out anew from its nonce, so that it can be shown again but is stored nowhere. */
async function tokenOf(workspace: Workspace, row: Pick<PublicFormRow, 'keyId' | 'nonce'>): Promise<string> {
  const find = async (fresh: boolean) =>
    (await publicKeys(workspace, fresh)).find(({ id }) => id === row.keyId)
  const key = (await find(false)) ?? (await find(true))
  if (key === undefined) throw errors.PUBLIC_LINK_NOT_FOUND()
  return linkToken(key, row.nonce)
}

/** The token that a key makes of a nonce. */
export function linkToken(key: Pick<PublicKeyRow, 'secret'>, nonce: string): string {
  return keyed(key, 'link', nonce).subarray(0, 18).toString('base64url')
}

/** A link as those who manage it see it. */
export async function shownLink(workspace: Workspace, row: PublicFormRow): Promise<PublicLink> {
  const { keyId, nonce, revokedAt: _revokedAt, ...rest } = row
  const opener = (await workspace.people()).users.find(({ id }) => id === row.createdBy)
  return {
    ...rest,
    path: `/f/${await tokenOf(workspace, { keyId, nonce })}`,
    createdByName: opener?.name ?? '—',
    orphaned: opener?.active !== true,
  }
}

/** Links of a form, or of all forms, newest first. */
export async function publicLinks(workspace: Workspace, form?: string): Promise<readonly PublicLink[]> {
  const rows = await workspace.store.side.publicForms.list(form)
  return Promise.all(rows.map((row) => shownLink(workspace, row)))
}

/** Settings of a link as a person sent them. */
export type LinkSettings = PublicFormPatch

/** Records need an owner who is there. */
async function refuseNobody(workspace: Workspace, { owner }: LinkSettings): Promise<void> {
  if (owner === undefined || owner === null) return
  const isThere = (await workspace.people()).users.some(({ id, active }) => id === owner && active)
  if (!isThere) throw errors.PUBLIC_LINK_INVALID({ why: 'owner' })
}

/** Notes what somebody did to a link. */
export function auditLink(
  unit: Unit,
  actor: Actor,
  given: { readonly action: string; readonly link: PublicFormRow; readonly data?: RecordValues },
): Promise<void> {
  const { action, link, data = {} } = given
  return unit.tx.side.audit({
    action,
    ...auditedBy(actor),
    entity: link.entity,
    recordId: null,
    data: { link: link.id, form: link.form, channel: link.channel, ...data },
  })
}

/** Opens a form to the world by a new link. What rules do with what comes in, they do with this person's rights. */
export async function createPublicLink(
  workspace: Workspace,
  actor: Actor,
  given: { readonly form: string; readonly settings: LinkSettings },
): Promise<PublicLink> {
  const { userId } = actor
  const form = publicFormOf((await workspace.published()).model, given.form)
  if (form === undefined) throw errors.PUBLIC_FORM_UNKNOWN({ name: given.form })
  if (userId === null) throw errors.FORBIDDEN({ what: 'public link' })
  await refuseNobody(workspace, given.settings)
  const [key] = await publicKeys(workspace)
  if (key === undefined) throw errors.PUBLIC_LINK_NOT_FOUND()
  const nonce = randomBytes(24).toString('base64url')
  const tokenHash = publicTokenHash(await tokenOf(workspace, { keyId: key.id, nonce }))
  const row = await workspace.unit(async (unit) => {
    const made = await unit.tx.side.publicForms.create({
      difficulty: usualDifficulty,
      owner: userId,
      ...given.settings,
      entity: form.entity,
      form: given.form,
      keyId: key.id,
      nonce,
      tokenHash,
      createdBy: userId,
    })
    await auditLink(unit, actor, { action: 'public_link_created', link: made })
    return made
  })
  return shownLink(workspace, row)
}

async function known(unit: Unit, id: string): Promise<PublicFormRow> {
  const row = await unit.tx.side.publicForms.get(id)
  if (row === null || row.revokedAt !== null) throw errors.PUBLIC_LINK_NOT_FOUND()
  return row
}

/** Changes how a link is operated, at once and without publishing. */
export async function changePublicLink(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly settings: LinkSettings },
): Promise<PublicLink> {
  await refuseNobody(workspace, given.settings)
  const row = await workspace.unit(async (unit) => {
    await known(unit, given.id)
    await unit.tx.side.publicForms.update(given.id, given.settings)
    const link = await known(unit, given.id)
    await auditLink(unit, actor, { action: 'public_link_changed', link, data: { ...given.settings } })
    return link
  })
  return shownLink(workspace, row)
}

/** Takes a link back for good: it leads nowhere from now on. What came in by it stays. */
export function revokePublicLink(workspace: Workspace, actor: Actor, id: string): Promise<void> {
  return workspace.unit(async (unit) => {
    const link = await known(unit, id)
    await unit.tx.side.publicForms.revoke(id)
    await auditLink(unit, actor, { action: 'public_link_revoked', link })
  })
}

/** What came in by a link, newest first. */
export async function publicSubmissions(
  workspace: Workspace,
  link: string,
  state?: PublicSubmissionRow['state'],
): Promise<readonly PublicSubmissionRow[]> {
  const { publicForms } = workspace.store.side
  if ((await publicForms.get(link)) === null) throw errors.PUBLIC_LINK_NOT_FOUND()
  return publicForms.submissions(link, { limit: 200, ...(state === undefined ? {} : { state }) })
}
