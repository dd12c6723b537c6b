import type { WireRecord } from '@mortise/client'

/** A person in an org map with those who report to them. */
export type OrgNode = { readonly person: WireRecord; readonly below: readonly OrgNode[] }

const idOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null && 'id' in value
      ? String(value.id)
      : undefined

/** Whom somebody reports to, among the people given. */
export function bossOf(
  person: WireRecord,
  parent: string,
  people: readonly WireRecord[],
): WireRecord | undefined {
  const boss = idOf(person[parent])
  return people.find(({ id }) => id === boss)
}

/** Whether `boss` stands below `person`: then `person` can't report to them. */
export function standsBelow(
  boss: WireRecord,
  person: WireRecord,
  { parent, people }: { readonly parent: string; readonly people: readonly WireRecord[] },
): boolean {
  const seen = new Set<string>()
  for (let at: WireRecord | undefined = boss; at !== undefined; at = bossOf(at, parent, people)) {
    if (at.id === person.id) return true
    if (seen.has(at.id)) return false
    seen.add(at.id)
  }
  return false
}

/** People as trees. Who reports to nobody here stands on top, and so does one of each circle that data may hold. */
export function orgTrees(people: readonly WireRecord[], parent: string): readonly OrgNode[] {
  const placed = new Set<string>()
  const treeOf = (person: WireRecord): OrgNode => {
    placed.add(person.id)
    const below = people.filter((one) => bossOf(one, parent, people)?.id === person.id && !placed.has(one.id))
    return { person, below: below.map(treeOf) }
  }
  const tops = people.filter((one) => bossOf(one, parent, people) === undefined).map(treeOf)
  const circles = people.flatMap((one) => (placed.has(one.id) ? [] : [treeOf(one)]))
  return [...tops, ...circles]
}
