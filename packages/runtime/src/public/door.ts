import { hash } from 'node:crypto'
import type { FormDocument } from '@mortise/schema'
import type { PublicFormRow } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { publicFormOf } from './role.ts'

/** Whether a link takes submissions now, and if not, why. */
export type PublicState = 'open' | 'soon' | 'closed' | 'full' | 'off'

/** A link with the form it leads to. */
export type Opened = {
  readonly link: PublicFormRow
  readonly form: FormDocument
  readonly published: Published
  readonly state: PublicState
}

/** What is stored of a link's token. */
export function publicTokenHash(token: string): string {
  return hash('sha256', `public ${token}`, 'hex')
}

function stateOf(link: PublicFormRow, now: number): PublicState {
  if (!link.enabled) return 'off'
  if (link.closesAt !== null && now >= Date.parse(link.closesAt)) return 'closed'
  if (link.opensAt !== null && now < Date.parse(link.opensAt)) return 'soon'
  return link.quota !== null && link.submissions >= link.quota ? 'full' : 'open'
}

/** Follows a token. One that leads nowhere, was revoked, or whose form is public no longer all look the same. */
export async function openLink(workspace: Workspace, token: string): Promise<Opened> {
  const link = /^[\w-]{16,64}$/.test(token)
    ? await workspace.store.side.publicForms.byToken(publicTokenHash(token))
    : null
  const published = await workspace.published()
  const form = link === null ? undefined : publicFormOf(published.model, link.form)
  if (link === null || form === undefined || published.model.entity(form.entity) === undefined)
    throw errors.PUBLIC_FORM_GONE()
  return { link, form, published, state: stateOf(link, workspace.options.clock()) }
}

/** The same for whoever wants to send something: refuses while the link takes nothing. */
export async function openForSending(workspace: Workspace, token: string): Promise<Opened> {
  const opened = await openLink(workspace, token)
  if (opened.state !== 'open') throw errors.PUBLIC_FORM_CLOSED()
  return opened
}
