import type { Actor, FlowRunFactRow, FlowTaskFactRow } from '@mortise/store'
import { subordinatesOf } from '../../context/directory.ts'
import type { Unit } from '../../context/unit.ts'

/** So many records are asked about at once. */
const atOnce = 500

/** Of some runs those that somebody may know of: they started them, had a task in them, or may read their record. */
export async function runsSeen(
  unit: Unit,
  actor: Actor,
  given: { readonly runs: readonly FlowRunFactRow[]; readonly tasks: readonly FlowTaskFactRow[] },
): Promise<ReadonlySet<string>> {
  const { userId } = actor
  const seen = new Set(given.runs.filter(({ starter }) => starter === userId).map(({ id }) => id))
  for (const { runId, person, assignee } of given.tasks)
    if (person === userId || assignee === userId) seen.add(runId)
  const rest = given.runs.filter(({ id }) => !seen.has(id))
  const door = unit.door(actor)
  for (const [entity, runs] of Map.groupBy(rest, (run) => run.entity)) {
    if (unit.published.access(actor).entity(entity) === undefined) continue
    const ids = [...new Set(runs.map(({ recordId }) => recordId))]
    for (let at = 0; at < ids.length; at += atOnce) {
      const some = ids.slice(at, at + atOnce)
      const filter = { in: [{ var: 'id' }, some] }
      const { records } = await door.query({ entity, fields: ['id'], filter, limit: some.length })
      const readable = new Set(records.map(({ id }) => id))
      for (const run of runs) if (readable.has(run.recordId)) seen.add(run.id)
    }
  }
  return seen
}

/**
 * Whose figures somebody may see by name: their own, those of the people they lead (as manager or head of a department);
 * whoever administers the flow sees everybody's.
 */
export function peopleSeen(unit: Unit, actor: Actor, administers: boolean): (id: string) => boolean {
  if (administers) return () => true
  const { userId } = actor
  if (userId === null) return () => false
  const led = new Set([userId, ...subordinatesOf(unit.people.users, userId)])
  const headed = unit.people.departments.filter(({ headId }) => headId === userId)
  const below = new Set(headed.flatMap(({ id }) => unit.people.departmentsBelow(id)))
  for (const { id, departmentId } of unit.people.users)
    if (departmentId !== null && below.has(departmentId)) led.add(id)
  return (id) => led.has(id)
}
