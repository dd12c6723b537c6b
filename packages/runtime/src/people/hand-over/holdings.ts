import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import type { AgentView } from '../../flows/approvals/agents.ts'
import { agentsOf } from './agents.ts'
import { documentsNaming, type NamingDocument } from './documents.ts'
import { type HeldRecords, mostRecords } from './held.ts'
import { type Organization, organizationOf } from './organization.ts'
import { personFieldsOf } from './person-fields.ts'
import { recordsOf } from './records.ts'
import { giveTasks, type OpenTask, type OpenTasks, type StuckTask, tasksOf } from './tasks.ts'

/** Everything somebody holds, before it is handed over. */
export type Holdings = {
  readonly person: { readonly id: string; readonly name: string; readonly active: boolean }
  /** The oldest of them. */
  readonly tasks: readonly OpenTask[]
  readonly taskCount: number
  readonly records: readonly HeldRecords[]
  /** Person fields that name them, beside the owner's. */
  readonly fields: readonly HeldRecords[]
  readonly documents: readonly NamingDocument[]
  readonly agents: readonly AgentView[]
  readonly organization: Organization
  /** Those of the tasks that can not go to who is to take over. */
  readonly stuck: readonly StuckTask[]
  readonly recordLimit: number
}

/** So many tasks are shown and tried, and no more: one look is not to take minutes. */
const mostTasks = 200

/** What goes back as it came: the trial of a hand-over. */
class Undone extends Error {
  readonly stuck: readonly StuckTask[]
  constructor(stuck: readonly StuckTask[]) {
    super('undone')
    this.stuck = stuck
  }
}

/**
 * Everything a person holds. With `to` the tasks that are shown are handed over for a trial, and it is told which can not go.
 */
export async function holdingsOf(
  workspace: Workspace,
  actor: Actor,
  given: { readonly from: string; readonly to?: string | undefined },
): Promise<Holdings> {
  if (!actor.admin) throw errors.FORBIDDEN({ what: 'hand-over' })
  const { from, to } = given
  const held = await workspace.unit(async (unit) => ({
    person: personOf(unit, from),
    ...taskPart(await tasksOf(unit, { actor, from }, mostTasks)),
    records: await recordsOf(unit, actor, from),
    fields: await personFieldsOf(unit, actor, from),
    documents: await documentsNaming(unit, actor, from),
    agents: await agentsOf(unit, { actor, from }),
    organization: organizationOf(unit, from),
    recordLimit: mostRecords,
  }))
  const tried =
    to === undefined || held.tasks.length === 0 ? [] : await tryTasks(workspace, actor, { from, to })
  return { ...held, stuck: tried }
}

const taskPart = ({ tasks, count }: OpenTasks): Pick<Holdings, 'tasks' | 'taskCount'> => ({
  tasks,
  taskCount: count,
})

function personOf(unit: Unit, id: string): Holdings['person'] {
  const user = unit.people.users.find((one) => one.id === id)
  if (user === undefined) throw errors.RECORD_NOT_FOUND()
  return { id: user.id, name: user.name, active: user.active }
}

async function tryTasks(
  workspace: Workspace,
  actor: Actor,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly StuckTask[]> {
  try {
    return await workspace.unit(async (unit) => {
      const { stuck } = await giveTasks(
        unit,
        { actor, from, to },
        { commandId: unit.newId(), limit: mostTasks },
      )
      throw new Undone(stuck)
    })
  } catch (error) {
    if (error instanceof Undone) return error.stuck
    throw error
  }
}
