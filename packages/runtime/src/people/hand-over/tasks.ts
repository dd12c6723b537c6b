import { isMortiseError, type MortiseError } from '@mortise/errors'
import type { OpenItemRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { loadItem } from '../../flows/opened.ts'
import { step } from '../../flows/step.ts'
import { headOf, titleFor } from '../../flows/title.ts'
import type { Giving } from './types.ts'

/** A task that waits for somebody. */
export type OpenTask = {
  readonly id: string
  readonly title: string
  readonly nodeName: string
  readonly flow: string
  readonly entity: string
  readonly recordId: string
  readonly createdAt: string
}

/** A task that can not go to the one who takes over, and why. */
export type StuckTask = { readonly task: OpenTask; readonly error: MortiseError }

/** Some of what waits for a person, and how much there is of it. */
export type OpenTasks = { readonly tasks: readonly OpenTask[]; readonly count: number }

/** What waits for a person in flows, oldest first; no more than `limit`, where one is given. */
export async function tasksOf(
  unit: Unit,
  { actor, from }: Omit<Giving, 'to'>,
  limit?: number,
): Promise<OpenTasks> {
  const seeing = { published: unit.published, kit: unit.options.kit }
  const rows = await unit.tx.flows.openItemsOf(from, limit)
  const tasks = rows.map(
    (row): OpenTask => ({ ...openTask(row), title: titleFor(seeing, actor, headOf(row)) }),
  )
  return { tasks, count: rows[0]?.total ?? 0 }
}

function openTask({ id, title, nodeName, flow, entity, recordId, createdAt }: OpenItemRow): OpenTask {
  return { id, title, nodeName, flow, entity, recordId, createdAt }
}

/**
 * Gives every open task of a person to another, whose agents and rights hold from then on; the oldest only, with `limit`.
 * What can not go (who takes over is kept out of it, say) is told, and stays as it was; whether the rest may go without it
 * is for the caller to say.
 */
export async function giveTasks(
  unit: Unit,
  giving: Giving,
  given: { readonly commandId: string; readonly comment?: string; readonly limit?: number },
): Promise<{ readonly given: number; readonly stuck: readonly StuckTask[] }> {
  const { limit, ...said } = given
  const { tasks } = await tasksOf(unit, giving, limit)
  const stuck: StuckTask[] = []
  for (const task of tasks)
    try {
      await unit.tx.savepoint(() => giveTask(unit, giving, { ...said, itemId: task.id }))
    } catch (error) {
      if (!isMortiseError(error)) throw error
      stuck.push({ task, error })
    }
  return { given: tasks.length - stuck.length, stuck }
}

async function giveTask(
  unit: Unit,
  { actor, to }: Giving,
  given: { readonly itemId: string; readonly commandId: string; readonly comment?: string },
): Promise<void> {
  const { instance, definition, title } = await loadItem(unit, given.itemId, true)
  const commandId = `${given.commandId}:${given.itemId}`
  if (!(await unit.tx.flows.recordCommand(instance.id, commandId))) return
  const { comment } = given
  await step(unit, {
    definition,
    instance,
    title,
    command: {
      type: 'reassign',
      commandId,
      actor: actor.userId ?? '',
      itemId: given.itemId,
      to,
      ...(comment === undefined ? {} : { comment }),
    },
  })
}
