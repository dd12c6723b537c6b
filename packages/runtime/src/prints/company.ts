import type { Json } from '@mortise/expressions'
import type { Unit } from '../context/unit.ts'

type Details = { readonly [key: string]: Json }

/** What prints say of the own company: what administrators entered goes over what the app came with. */
export async function companyDetails(unit: Unit): Promise<Details> {
  const given = unit.published.model.apps[0]?.settings?.['company'] as Details | undefined
  const entered = (await unit.tx.side.settings.get('company')) as Details | null
  return { ...given, ...entered }
}
