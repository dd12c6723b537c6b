import type { Json } from '@mortise/expressions'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'

type Details = { readonly [key: string]: Json }

const setting = 'company'

/** What prints say of the own company: what administrators entered goes over what the app came with. */
export async function companyDetails(unit: Unit): Promise<Details> {
  return { ...givenByApp(unit), ...((await unit.tx.side.settings.get(setting)) as Details | null) }
}

function givenByApp(unit: Unit): Details | undefined {
  return unit.published.model.apps[0]?.settings?.['company'] as Details | undefined
}

const isDetails = (json: unknown): json is Details =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/**
 * Changes details of the own company key by key: those that are not named stay, so that two people who edit different ones
 * lose nothing. `was` is what the editor had before; where somebody else changed the same detail meanwhile,
 * COMPANY_CHANGED names it. Throws COMPANY_DETAILS for what is no text.
 */
export async function changeCompany(
  unit: Unit,
  given: { readonly details: unknown; readonly was?: unknown },
): Promise<void> {
  const { details, was } = given
  if (!isDetails(details) || (was !== undefined && !isDetails(was)))
    throw errors.COMPANY_DETAILS({ name: setting })
  const before = ((await unit.tx.side.settings.locked(setting)) as Details | null) ?? {}
  const shown: Details = { ...givenByApp(unit), ...before }
  for (const [key, value] of Object.entries(details)) {
    if (
      !/^[a-z][a-z0-9_]{0,47}$/.test(key) ||
      (value !== null && (typeof value !== 'string' || value.length > 500))
    )
      throw errors.COMPANY_DETAILS({ name: key.slice(0, 48) })
    const seen = was === undefined ? undefined : (was[key] ?? '')
    if (seen !== undefined && seen !== (shown[key] ?? '') && value !== (shown[key] ?? ''))
      throw errors.COMPANY_CHANGED({ name: key })
  }
  await unit.tx.side.settings.put(setting, { ...before, ...details })
}
