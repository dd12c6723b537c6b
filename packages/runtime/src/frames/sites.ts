import type { Json } from '@mortise/expressions'
import { walkForm } from '@mortise/forms'
import { type FormDocument, isOfSites, readSite } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'

const setting = 'frames'
const most = 100

const sitesIn = (kept: Json): readonly string[] =>
  Array.isArray(kept) ? kept.flatMap((one) => (typeof one === 'string' ? (readSite(one) ?? []) : [])) : []

/** Sites whose pages forms may show in a frame, as an administrator wrote them down; none at first. */
export async function frameSites(workspace: Workspace): Promise<readonly string[]> {
  return sitesIn(await workspace.store.side.settings.get(setting))
}

/** Of some sites those that a form shows a page of. */
export function sitesOn(form: FormDocument, sites: readonly string[]): readonly string[] {
  const pages = walkForm(form).others.flatMap(({ node }) => (node.type === 'embed' ? [node.url] : []))
  return sites.filter((site) => pages.some((page) => isOfSites([site], page)))
}

/**
 * Keeps the sites whose pages may be shown. A frame with a page of our own could leave its sandbox, so `own`, the name
 * this server is reached by, is no such site. Throws SITE_INVALID with what can't be read, and SITE_OWN.
 */
export async function keepFrameSites(
  unit: Unit,
  actor: Actor,
  given: { readonly sites: unknown; readonly own: string },
): Promise<void> {
  const list: readonly unknown[] = Array.isArray(given.sites) ? given.sites : [given.sites]
  if (list.length > most) throw errors.SITES_MANY({ most })
  const sites = new Set<string>()
  for (const one of list) {
    const site = typeof one === 'string' ? readSite(one) : undefined
    if (site === undefined) throw errors.SITE_INVALID({ text: String(one).slice(0, 100) })
    if (site === given.own) throw errors.SITE_OWN({ site })
    sites.add(site)
  }
  await unit.tx.side.settings.put(setting, [...sites])
  await auditDesign(unit.tx, actor, { action: 'frames_changed', data: { sites: [...sites].join(', ') } })
}
