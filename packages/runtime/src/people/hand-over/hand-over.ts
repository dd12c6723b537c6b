import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { type GivenAgents, giveAgents } from './agents.ts'
import { giveDocuments } from './documents.ts'
import { giveOrganization } from './organization.ts'
import { giveFields } from './person-fields.ts'
import { giveRecords } from './records.ts'
import { giveTasks } from './tasks.ts'
import { type HandOverAsk, type HoldingPart, holdingParts } from './types.ts'

/** How much of each part went. */
export type HandedOver = {
  readonly tasks: number
  readonly records: number
  readonly fields: number
  readonly documents: number
  readonly agents: GivenAgents
  readonly organization: number
}

/**
 * Gives what a person who leaves holds to others: open tasks, records, person fields, places in flows and rules, rules about agents, whom
 * they lead. One transaction: all of it goes, or nothing, and then it is said what stood in the way. Administrators only.
 */
export async function handOver(workspace: Workspace, actor: Actor, ask: HandOverAsk): Promise<HandedOver> {
  if (!actor.admin || actor.userId === null) throw errors.FORBIDDEN({ what: 'hand-over' })
  const done = await workspace.unit((unit) => give(unit, actor, ask))
  // People and what they are named in are others now, for this process at once.
  workspace.expire()
  return done
}

async function give(unit: Unit, actor: Actor, ask: HandOverAsk): Promise<HandedOver> {
  refuseUnfit(unit, ask)
  const { from, commandId, comment } = ask
  const part = <T>(
    name: HoldingPart,
    none: T,
    run: (giving: { actor: Actor; from: string; to: string }) => Promise<T>,
  ): Promise<T> => {
    const to = ask.to[name]
    return to === null ? Promise.resolve(none) : run({ actor, from, to })
  }
  const tasks = await part('tasks', 0, async (giving) => {
    const given = { commandId, ...(comment === undefined ? {} : { comment }) }
    const { given: count, stuck } = await giveTasks(unit, giving, given)
    if (stuck.length > 0) throw refusedTasks(stuck)
    return count
  })
  const records = await part('records', 0, (giving) => giveRecords(unit, giving, commandId))
  const { fields: chosen } = ask
  const fields = await part('fields', 0, (giving) => giveFields(unit, giving, { commandId, fields: chosen }))
  const agents = await part('agents', { moved: 0, ended: 0 }, (giving) => giveAgents(unit, giving))
  const organization = await part('organization', 0, (giving) => giveOrganization(unit, giving))
  // Last of all: what came before went by the design as it was.
  const documents = await part('documents', 0, (giving) => giveDocuments(unit, giving))
  const done = { tasks, records, fields, documents, agents, organization }
  await unit.tx.side.audit({
    action: 'handed_over',
    actor: actor.userId,
    actorName: actor.name,
    via: actor.via,
    ip: actor.ip ?? null,
    entity: null,
    recordId: null,
    data: { from, to: ask.to, ...done },
  })
  unit.announce({ topic: 'people' })
  unit.announce({ topic: 'inbox', users: [from, ...holdingParts.flatMap((one) => ask.to[one] ?? [])] })
  return done
}

function refuseUnfit(unit: Unit, { from, to }: HandOverAsk): void {
  if (unit.people.users.every((one) => one.id !== from)) throw errors.RECORD_NOT_FOUND()
  for (const name of holdingParts) {
    const id = to[name]
    if (id === null) continue
    const person = unit.people.directory.user(id)
    if (id === from || person?.active !== true) throw errors.AGENT_UNFIT({ person: person?.name ?? id })
  }
}

function refusedTasks(stuck: Awaited<ReturnType<typeof giveTasks>>['stuck']): Error {
  return errors.HAND_OVER_REFUSED(
    { count: stuck.length },
    {
      details: stuck.map(({ task, error: { code, text } }) => ({
        path: `/tasks/${task.id}`,
        code,
        message: { zh: `“${task.title}”：${text.zh}`, en: `“${task.title}”: ${text.en}` },
      })),
    },
  )
}
