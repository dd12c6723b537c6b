import type { ReportWatchRow } from '@mortise/store'
import type { People } from '../../context/directory.ts'

/** The people a wish reaches today: named, by their group or by their role; whoever left, or wants no more, is not there. */
export function reached(
  people: People,
  { recipients }: Pick<ReportWatchRow, 'recipients'>,
  left: ReadonlySet<string>,
): readonly string[] {
  const ids = new Set<string>()
  for (const { kind, id } of recipients) {
    if (kind === 'user') ids.add(id)
    if (kind === 'group')
      for (const user of people.users) if (user.groupIds?.includes(id) === true) ids.add(user.id)
    if (kind === 'role') for (const user of people.users) if (user.roles.includes(id)) ids.add(user.id)
  }
  return people.users
    .filter((user) => user.active && ids.has(user.id) && !left.has(user.id))
    .map(({ id }) => id)
}
