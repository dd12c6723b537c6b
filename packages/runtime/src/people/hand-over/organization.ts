import type { Unit } from '../../context/unit.ts'
import type { Giving } from './types.ts'

type Entry = { readonly id: string; readonly name: string }

/** Whom somebody leads: approvals that go up the line would find nobody. */
export type Organization = {
  readonly departments: readonly Entry[]
  readonly reports: readonly Entry[]
}

const entry = ({ id, name }: Entry): Entry => ({ id, name })

/** Departments that somebody heads and people whose manager they are. */
export function organizationOf(unit: Unit, from: string): Organization {
  const { departments, users } = unit.people
  return {
    departments: departments.filter((one) => one.headId === from).map(entry),
    reports: users.filter((one) => one.active && one.managerId === from).map(entry),
  }
}

/** Somebody else leads them. Who takes over and reported to the leaver reports to whom the leaver reported to. */
export async function giveOrganization(unit: Unit, { from, to }: Giving): Promise<number> {
  const { departments, reports } = organizationOf(unit, from)
  const above = unit.people.directory.user(from)?.managerId ?? null
  for (const { id } of departments) await unit.tx.people.updateDepartment(id, { headId: to })
  for (const { id } of reports)
    await unit.tx.people.updateUser(id, { managerId: id === to ? (above === to ? null : above) : to })
  return departments.length + reports.length
}
