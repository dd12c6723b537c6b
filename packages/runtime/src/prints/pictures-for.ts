import type { Unit } from '../context/unit.ts'

/**
 * Pictures that a template shows, as `data:` URIs by name. `at` asks for those of an earlier instant: a document of last
 * year has the seal of last year.
 */
export async function picturesFor(
  unit: Unit,
  names: readonly string[],
  at?: string,
): Promise<{ readonly [name: string]: string }> {
  if (names.length === 0) return {}
  const found = await unit.tx.side.companyPictures.read(names, at)
  return Object.fromEntries(found.map(({ name, type, data }) => [name, `data:${type};base64,${data}`]))
}
