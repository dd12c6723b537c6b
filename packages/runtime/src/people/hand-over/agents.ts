import type { AgentView } from '../../flows/approvals/agents.ts'
import { tellAgent, viewOfAgent } from '../../flows/approvals/agents.ts'
import { faultOf } from '../../flows/approvals/standing-in.ts'
import type { Unit } from '../../context/unit.ts'
import type { Giving } from './types.ts'

/** What became of rules about agents: those that now name the new person, and those that ended. */
export type GivenAgents = { readonly moved: number; readonly ended: number }

/** Rules about agents in which somebody has a part. */
export async function agentsOf(
  unit: Unit,
  { actor, from }: Omit<Giving, 'to'>,
): Promise<readonly AgentView[]> {
  const rules = await unit.tx.flows.agents(unit.now)
  return rules
    .filter((row) => row.agent === from || row.principal === from)
    .map((row) => viewOfAgent(unit, row, actor.locale))
}

/** Whoever was to stand in is replaced; nobody stands in any more for who has left. */
export async function giveAgents(unit: Unit, { actor, from, to }: Giving): Promise<GivenAgents> {
  await unit.tx.flows.lockAgents()
  const rules = await unit.tx.flows.agents(unit.now)
  let moved = 0
  let ended = 0
  let kept = rules.filter((row) => row.agent !== from && row.principal !== from)
  for (const row of rules) {
    if (row.agent !== from && row.principal !== from) continue
    const next = { ...row, agent: to }
    if (row.principal === from || faultOf(kept, next) !== undefined) {
      await unit.tx.flows.endAgent(row.id, actor.userId)
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
