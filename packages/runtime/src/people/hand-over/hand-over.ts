import { isMortiseError } from '@mortise/errors'
import { type Actor, auditedBy } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { errors } from '../../errors.ts'
import { type GivenAgents, giveAgents } from './agents.ts'
import { giveDocuments } from './documents.ts'
import { giveOrganization } from './organization.ts'
import { giveFields } from './person-fields.ts'
import { giveRecords } from './records.ts'
import { giveTasks } from './tasks.ts'
import { type Giving, type HandOverAsk, type HoldingPart, holdingParts } from './types.ts'

/** How much of each part went. */
export type HandedOver = {
  readonly tasks: number
  readonly records: number
  readonly fields: number
  readonly documents: number
  readonly agents: GivenAgents
  readonly organization: number
}

/** So many tasks go in one transaction: it holds their runs, in which nobody else can do anything meanwhile. */
const tasksAtOnce = 200

/**
 * Gives what a person who leaves holds to others: open tasks, records, person fields, places in flows and rules, rules about agents, whom
 * they lead. One transaction: all of it goes, or nothing, and then it is said what stood in the way. Of a great many tasks the
 * oldest go before it, some at a time (`atOnce`): those stay given, and who asks again goes on behind them. Administrators only.
 */
export async function handOver(
  workspace: Workspace,
  actor: Actor,
  ask: HandOverAsk,
  { atOnce = tasksAtOnce }: { readonly atOnce?: number } = {},
): Promise<HandedOver> {
  if (!actor.admin || actor.userId === null) throw errors.FORBIDDEN({ what: 'hand-over' })
  const before = await giveAhead(workspace, actor, { ask, atOnce })
  const done = await workspace
    .unit((unit) => give(unit, actor, ask))
    .catch((error: unknown) => {
      throw before === 0 ? error : halted(error, before)
    })
  // People and what they are named in are others now, for this process at once.
  workspace.expire()
  return { ...done, tasks: before + done.tasks }
}

/** The oldest tasks, until no more are left than go with the rest. Gives how many went. */
async function giveAhead(
  workspace: Workspace,
  actor: Actor,
  { ask, atOnce }: { readonly ask: HandOverAsk; readonly atOnce: number },
): Promise<number> {
  const { from } = ask
  const to = ask.to.tasks
  let before = 0
  let left = Number.POSITIVE_INFINITY
  for (let more = to !== null; more; )
    try {
      const count = await workspace.unit(async (unit) => {
        refuseUnfit(unit, ask)
        const [first] = await unit.tx.flows.openItemsOf(from, 1)
        const open = first?.total ?? 0
        // What flows give back at once would be given for ever: the rest of the hand-over says so.
        if (to === null || open <= atOnce || open >= left) return 0
        left = open
        const tasks = await allTasks(unit, { actor, from, to }, { ...saidIn(ask), limit: atOnce })
        await note(unit, actor, { ask, done: { tasks } })
        unit.announce({ topic: 'inbox', users: [from, to] })
        return tasks
      })
      before += count
      more = count > 0
    } catch (error) {
      throw before === 0 ? error : halted(error, before)
    }
  return before
}

const saidIn = ({ commandId, comment }: HandOverAsk) => ({
  commandId,
  ...(comment === undefined ? {} : { comment }),
})

/** All of these tasks, or none. */
async function allTasks(unit: Unit, giving: Giving, given: Parameters<typeof giveTasks>[2]): Promise<number> {
  const { given: count, stuck } = await giveTasks(unit, giving, given)
  if (stuck.length > 0) throw refusedTasks(stuck)
  return count
}

/** Something stood in the way of the rest. */
function halted(error: unknown, count: number): unknown {
  if (!isMortiseError(error) || error.kind === 'unexpected') return error
  const { path, code, message } = { path: '', code: error.code, message: error.text }
  const details = error.details.length === 0 ? [{ path, code, message }] : error.details
  return errors.HAND_OVER_HALTED({ count }, { details, cause: error })
}

async function give(unit: Unit, actor: Actor, ask: HandOverAsk): Promise<HandedOver> {
  refuseUnfit(unit, ask)
  const { from, commandId } = ask
  const part = <T>(
    name: HoldingPart,
    none: T,
    run: (giving: { actor: Actor; from: string; to: string }) => Promise<T>,
  ): Promise<T> => {
    const to = ask.to[name]
    return to === null ? Promise.resolve(none) : run({ actor, from, to })
  }
  const tasks = await part('tasks', 0, (giving) => allTasks(unit, giving, saidIn(ask)))
  const records = await part('records', 0, (giving) => giveRecords(unit, giving, commandId))
  const { fields: chosen } = ask
  const fields = await part('fields', 0, (giving) => giveFields(unit, giving, { commandId, fields: chosen }))
  const agents = await part('agents', { moved: 0, ended: 0 }, (giving) => giveAgents(unit, giving))
  const organization = await part('organization', 0, (giving) => giveOrganization(unit, giving))
  // Last of all: what came before went by the design as it was.
  const documents = await part('documents', 0, (giving) => giveDocuments(unit, giving))
  const done = { tasks, records, fields, documents, agents, organization }
  await note(unit, actor, { ask, done })
  unit.announce({ topic: 'people' })
  unit.announce({ topic: 'inbox', users: [from, ...holdingParts.flatMap((one) => ask.to[one] ?? [])] })
  return done
}

/** Says in the log what went to whom. */
async function note(
  unit: Unit,
  actor: Actor,
  { ask, done }: { readonly ask: HandOverAsk; readonly done: Partial<HandedOver> },
): Promise<void> {
  await unit.tx.side.audit({
    action: 'handed_over',
    ...auditedBy(actor),
    entity: null,
    recordId: null,
    data: { from: ask.from, to: ask.to, ...done },
  })
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
