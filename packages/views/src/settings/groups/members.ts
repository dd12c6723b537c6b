import type { UserEntry } from '@mortise/client'

/** Everybody who belongs to a group: those who have left do so too, and come back with it. */
export function membersOf(group: string, people: readonly UserEntry[]): readonly UserEntry[] {
  return people.filter(({ groupIds }) => groupIds?.includes(group) === true)
}

/** Who may be chosen for a group: people at work, and those who have left as long as they belong to it. */
export function choosable(people: readonly UserEntry[], members: readonly string[]): readonly UserEntry[] {
  return people.filter(({ id, active }) => active || members.includes(id))
}
