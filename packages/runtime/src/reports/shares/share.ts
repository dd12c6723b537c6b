import { randomBytes } from 'node:crypto'
import type { Json } from '@mortise/expressions'
import {
  type Actor,
  auditedBy,
  type PublicKeyRow,
  type ReportShareRow,
  type ReportTarget,
} from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { auditDesign } from '../../design/publish.ts'
import { errors } from '../../errors.ts'
import { keyed, publicKeys } from '../../public/keys.ts'
import { lapsedFilters, namedTarget, openTarget, targetName } from '../target.ts'
import { readFilters } from '../watches/terms.ts'
import { shareTokenHash } from './token.ts'

const setting = 'report_links'
const dayMs = 86_400_000
/** A link is open for at most so many days. */
const mostDays = 366

/** A link as those who manage it see it. */
export type ShownShare = Omit<ReportShareRow, 'keyId' | 'nonce' | 'revokedAt' | 'target'> & {
  /** Key and name of what it shows; null where it shows nothing any more. */
  readonly target: string | null
  readonly label: string | null
  /** Path of the page, `/s/…`; null where its key was renewed and it leads nowhere. */
  readonly path: string | null
  readonly createdByName: string
  /** Whether it opens now: whoever made it is there, may share, and may see it. */
  readonly open: boolean
}

/** Roles whose people may show reports to the world; nobody at first. */
export async function sharingRoles(workspace: Pick<Workspace, 'store'>): Promise<readonly string[]> {
  const kept: Json = await workspace.store.side.settings.get(setting)
  return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : []
}

/** Keeps which roles those are. Links of people who may no longer share lead nowhere from then on. */
export async function keepSharingRoles(unit: Unit, actor: Actor, given: unknown): Promise<void> {
  const known = new Set(unit.published.roles.filter((role) => role.service !== true).map((role) => role.key))
  if (!Array.isArray(given) || !given.every((one) => typeof one === 'string' && known.has(one)))
    throw errors.REPORT_SHARE_INVALID({ why: 'roles' })
  const roles = [...new Set(given as string[])]
  await unit.tx.side.settings.put(setting, roles)
  await auditDesign(unit.tx, actor, { action: 'report_links_changed', data: { roles: roles.join(', ') } })
}

/** Whether somebody may show reports to the world: a right of its own, for people, not for keys. */
export async function mayShareReports(workspace: Workspace, actor: Actor): Promise<boolean> {
  if (actor.kind !== 'user' || actor.userId === null) return false
  const roles = await sharingRoles(workspace)
  return actor.roles.some((role) => roles.includes(role))
}

const wrong = (why: string): Error => errors.REPORT_SHARE_INVALID({ why })

/** An origin as a header may hold it. */
function siteOf(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : ''
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  const { origin } = URL.canParse(address) ? new URL(address) : { origin: '' }
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(origin)) throw wrong(`sites: ${text.slice(0, 80)}`)
  return origin
}

function readShare(given: { readonly [key: string]: unknown }, now: number) {
  const { days = 30, sites = [] } = given
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > mostDays)
    throw wrong(`days: 1–${mostDays}`)
  if (!Array.isArray(sites) || sites.length > 30) throw wrong('sites')
  return {
    expiresAt: new Date(now + days * dayMs).toISOString(),
    sites: [...new Set(sites.map(siteOf))],
    filters: readFilters(given['filters']),
  }
}

/** Opens a report or dashboard to whoever has the link, with the rights that its maker has whenever it is looked at. */
export async function createShare(
  workspace: Workspace,
  actor: Actor,
  given: { readonly [key: string]: unknown },
): Promise<ShownShare> {
  const { userId } = actor
  if (userId === null || !(await mayShareReports(workspace, actor))) throw errors.REPORT_SHARE_REFUSED()
  const { targetKind, target: asked } = given
  if ((targetKind !== 'report' && targetKind !== 'dashboard') || typeof asked !== 'string')
    throw wrong('target')
  const { kit } = workspace.options
  const published = await workspace.published()
  const target = namedTarget(published, actor, { targetKind, target: asked, kit })
  const open = openTarget(published, actor, { ...target, kit })
  const settings = readShare(given, workspace.options.clock())
  const [key] = await publicKeys(workspace, true)
  if (key === undefined || open === undefined) throw errors.REPORT_SHARE_NOT_FOUND()
  const lapsed = lapsedFilters({ published, actor, kit }, open, settings.filters)
  if (lapsed.length > 0) throw wrong(`filters: ${lapsed.join(', ')}`)
  const nonce = randomBytes(24).toString('base64url')
  const row = await workspace.unit(async (unit) => {
    const made = await unit.tx.side.reportShares.create({
      ...target,
      ...settings,
      title: targetName(open, actor.locale),
      keyId: key.id,
      nonce,
      tokenHash: shareTokenHash(shareToken(key, nonce)),
      createdBy: userId,
    })
    await auditShare(unit, actor, { action: 'report_link_created', row: made })
    return made
  })
  return shownShare(workspace, actor, row)
}

function auditShare(
  unit: Unit,
  actor: Actor,
  { action, row }: { readonly action: string; readonly row: ReportShareRow },
): Promise<void> {
  return unit.tx.side.audit({
    action,
    ...auditedBy(actor),
    entity: null,
    recordId: null,
    data: { link: row.id, [row.targetKind]: row.target, until: row.expiresAt, sites: row.sites.join(', ') },
  })
}

/** The token that a key makes of a nonce: it can be shown again and is stored nowhere. */
function shareToken(key: Pick<PublicKeyRow, 'secret'>, nonce: string): string {
  return keyed(key, 'report', nonce).subarray(0, 24).toString('base64url')
}

async function shownShare(workspace: Workspace, actor: Actor, row: ReportShareRow): Promise<ShownShare> {
  const { keyId, nonce, revokedAt: _revokedAt, target: _target, ...rest } = row
  const key = (await publicKeys(workspace)).find(({ id, retired }) => id === keyId && !retired)
  const [published, people] = [await workspace.published(), await workspace.people()]
  const maker = people.users.find(({ id }) => id === row.createdBy)
  const { kit } = workspace.options
  const open = openTarget(published, actor, { ...row, kit })
  const roles = await sharingRoles(workspace)
  return {
    ...rest,
    target: open?.key ?? null,
    label: open === undefined ? null : targetName(open, actor.locale),
    path: key === undefined ? null : `/s/${shareToken(key, nonce)}`,
    createdByName: maker?.name ?? '—',
    open:
      key !== undefined &&
      open !== undefined &&
      lapsedFilters({ published, actor, kit }, open, row.filters).length === 0 &&
      maker?.active === true &&
      maker.roles.some((role) => roles.includes(role)) &&
      Date.parse(row.expiresAt) > workspace.options.clock(),
  }
}

/** Links somebody made, of one report or of all; those of everybody for who administers and asks for them. */
export async function listShares(
  workspace: Workspace,
  actor: Actor,
  asked: Partial<ReportTarget> & { readonly everybody?: boolean },
): Promise<readonly ShownShare[]> {
  if (actor.userId === null) return []
  const { targetKind, target, everybody } = asked
  const of =
    targetKind === undefined || target === undefined
      ? undefined
      : namedTarget(await workspace.published(), actor, { targetKind, target, kit: workspace.options.kit })
  const rows = await workspace.store.side.reportShares.list({
    of,
    ...(everybody === true && actor.admin ? {} : { createdBy: actor.userId }),
  })
  return Promise.all(rows.map((row) => shownShare(workspace, actor, row)))
}

/** Takes a link back for good; its maker may, and who administers. */
export async function revokeShare(workspace: Workspace, actor: Actor, id: string): Promise<void> {
  await workspace.unit(async (unit) => {
    const row = await unit.tx.side.reportShares.get(id)
    const may = row !== null && (row.createdBy === actor.userId || actor.admin)
    if (row === null || !may || row.revokedAt !== null) throw errors.REPORT_SHARE_NOT_FOUND()
    await unit.tx.side.reportShares.revoke(id)
    await auditShare(unit, actor, { action: 'report_link_revoked', row })
  })
}
