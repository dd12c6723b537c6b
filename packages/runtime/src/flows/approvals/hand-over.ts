import { isMortiseError } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../../context/workspace.ts'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { loadItem } from '../commands.ts'
import { step } from '../step.ts'
import { tellAgent } from './agents.ts'
import { faultOf } from './standing-in.ts'

/** What became of one task: `error` says why it stayed where it was. */
export type HandedOver = { readonly id: string; readonly error?: unknown }

/** What a hand-over did. */
export type HandOver = {
  readonly items: readonly HandedOver[]
  /** Rules about agents that now name the new person, and those that ended. */
  readonly agents: { readonly moved: number; readonly ended: number }
  /** Flows that name the person who leaves: their next runs would still ask for them. */
  readonly named: readonly string[]
}

/**
 * Gives everything a person who leaves has open in flows to somebody else, each task in a transaction of its own: one that
 * can not go (who takes over is kept out of it, say) keeps none of the others. Agents' rules follow. Administrators only.
 */
export async function handOver(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly from: string
    readonly to: string
    readonly commandId: string
    readonly comment?: string
  },
): Promise<HandOver> {
  const { from, to } = given
  if (!actor.admin || actor.userId === null) throw errors.FORBIDDEN({ what: 'hand-over' })
  const open = await workspace.unit(async (unit) => {
    const person = unit.people.directory.user(to)
    if (from === to || person?.active !== true) throw errors.AGENT_UNFIT({ person: person?.name ?? to })
    return unit.tx.flows.openItemsOf(from)
  })
  const items: HandedOver[] = []
  for (const { id } of open)
    try {
      await workspace.unit((unit) => handItem(unit, actor, { ...given, itemId: id }))
      items.push({ id })
    } catch (error) {
      if (!isMortiseError(error)) throw error
      items.push({ id, error })
    }
  return workspace.unit(async (unit) => {
    const agents = await moveRules(unit, actor, given)
    const key = unit.people.users.find((one) => one.id === from)?.key ?? from
    const named = unit.published.model
      .documents('flow')
      .filter(({ nodes }) => [from, key].some((one) => JSON.stringify(nodes).includes(`"user":"${one}"`)))
      .map((flow) => flow.key)
    const failed = items.filter((one) => one.error !== undefined).length
    await unit.tx.side.audit({
      action: 'handed_over',
      actor: actor.userId,
      actorName: actor.name,
      via: actor.via,
      ip: actor.ip ?? null,
      entity: null,
      recordId: null,
      data: { from, to, items: items.length - failed, failed, agents, named },
    })
    return { items, agents, named }
  })
}

async function handItem(
  unit: Unit,
  actor: Actor,
  given: {
    readonly itemId: string
    readonly to: string
    readonly commandId: string
    readonly comment?: string
  },
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
      to: given.to,
      ...(comment === undefined ? {} : { comment }),
    },
  })
}

/** Whoever was to stand in is replaced; nobody stands in any more for who has left. */
async function moveRules(
  unit: Unit,
  actor: Actor,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<HandOver['agents']> {
  await unit.tx.flows.lockAgents()
  const rules = await unit.tx.flows.agents(unit.now)
  let moved = 0
  let ended = 0
  let kept = rules.filter((row) => row.agent !== from && row.principal !== from)
  for (const row of rules) {
    if (row.agent !== from && row.principal !== from) continue
    const next = { ...row, agent: to }
    if (row.principal === from || faultOf(kept, next) !== undefined) {
      await unit.tx.flows.removeAgent(row.id)
      await tellAgent(unit, actor, { action: 'agent_ended', row })
      ended += 1
    } else {
      kept = [...kept, next]
      await tellAgent(unit, actor, { action: 'agent_set', row: await unit.tx.flows.putAgent(next) })
      moved += 1
    }
  }
  return { moved, ended }
}
