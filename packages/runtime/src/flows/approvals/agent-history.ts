import { type Locale, say } from '@mortise/errors'
import type { Actor, StandInRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { headOf, titleFor } from '../title.ts'
import { type AgentView, viewOfAgent } from './agents.ts'

const mostRules = 100
const mostDecisions = 100

/** A task that somebody decided in the place of whose it was, as both of them see it. */
export type StandInDecision = StandInRow & {
  readonly principalName: string
  readonly agentName: string
}

/** What was: rules about agents that are over, and what was decided in somebody's place. */
export type AgentHistory = {
  readonly rules: readonly AgentView[]
  readonly decisions: readonly StandInDecision[]
}

/** The last of what somebody had a part in; administrators see everybody's. */
export async function agentHistory(unit: Unit, actor: Actor): Promise<AgentHistory> {
  const whose = actor.admin ? null : actor.userId
  if (!actor.admin && actor.userId === null) return { rules: [], decisions: [] }
  const rules = await unit.tx.flows.formerAgents(unit.now, whose, mostRules)
  const rows = await unit.tx.flows.standInDecisions(whose, mostDecisions)
  const name = (id: string): string => unit.people.directory.user(id)?.name ?? id
  const seeing = { published: unit.published, kit: unit.options.kit }
  const decisions = rows.map(
    (row): StandInDecision => ({
      ...row,
      nodeName: stepName(unit, row, actor.locale),
      principalName: name(row.principal),
      agentName: name(row.agent),
      title: titleFor(seeing, actor, { ...headOf(row), nodes: [row.nodeId] }),
    }),
  )
  return { rules: rules.map((row) => viewOfAgent(unit, row, actor.locale)), decisions }
}

function stepName(unit: Unit, { flow, nodeId, nodeName }: StandInRow, locale: Locale): string {
  const nodes = unit.published.model.document('flow', flow)?.nodes ?? []
  return say(nodes.find(({ id }) => id === nodeId)?.name, locale) || nodeName
}

/** Flows in which people are asked and whose records somebody may read: what they can give to an agent one by one. */
export function flowsToGive(
  unit: Unit,
  actor: Actor,
): readonly { readonly key: string; readonly name: string }[] {
  const access = unit.published.access(actor)
  const { nodes } = unit.options.kit
  return unit.published.model
    .documents('flow')
    .filter((flow) => flow.enabled !== false && access.entity(flow.entity) !== undefined)
    .filter((flow) => flow.nodes.some((node) => nodes.find(node.type)?.operations !== undefined))
    .map(({ key, label }) => ({ key, name: say(label, actor.locale) }))
}
