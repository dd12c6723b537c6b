import { say } from '@mortise/errors'
import type { FlowContext } from '@mortise/flows'
import { type Actor, auditedBy, type FlowAgentRow, type StandsFor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { chainOf, faultOf, standsFor } from './standing-in.ts'

const known = new WeakMap<Unit, Promise<readonly FlowAgentRow[]>>()

/** Rules that have not ended, read once a unit. */
function rulesOf(unit: Unit): Promise<readonly FlowAgentRow[]> {
  let rules = known.get(unit)
  if (rules === undefined) known.set(unit, (rules = unit.tx.flows.agents(unit.now)))
  return rules
}

/** Who acts for whom in a flow, as the engine asks it. */
export async function agentsIn(unit: Unit, flow: string): Promise<NonNullable<FlowContext['agentsOf']>> {
  const rules = await rulesOf(unit)
  return (actor, principal) => chainOf(rules, { actor, principal, flow, at: unit.now })
}

/** Whose tasks somebody sees beside their own now. */
export async function principalsOf(unit: Unit, userId: string): Promise<readonly StandsFor[]> {
  return standsFor(await rulesOf(unit), userId, unit.now)
}

/** A rule as people see it. `flowNames`: what its flows are called; null: it holds for all. */
export type AgentView = FlowAgentRow & {
  readonly principalName: string
  readonly agentName: string
  readonly endedByName: string | null
  readonly flowNames: readonly string[] | null
}

/** A rule with the names of whom and what it speaks of. */
export function viewOfAgent(unit: Unit, row: FlowAgentRow, locale: Actor['locale']): AgentView {
  const { people, published } = unit
  const name = (id: string): string => people.directory.user(id)?.name ?? id
  const flow = (key: string): string => say(published.model.document('flow', key)?.label ?? key, locale)
  return {
    ...row,
    principalName: name(row.principal),
    agentName: name(row.agent),
    endedByName: row.endedBy === null ? null : name(row.endedBy),
    flowNames: row.flows?.map(flow) ?? null,
  }
}

/** Rules somebody has a part in; administrators see all. */
export async function listAgents(unit: Unit, actor: Actor): Promise<readonly AgentView[]> {
  const rules = await rulesOf(unit)
  const mine = (row: FlowAgentRow): boolean => row.principal === actor.userId || row.agent === actor.userId
  return rules.filter((row) => actor.admin || mine(row)).map((row) => viewOfAgent(unit, row, actor.locale))
}

/** Says who stands in for somebody, from when to when. People say it for themselves, administrators for anybody. */
export async function makeAgent(
  unit: Unit,
  actor: Actor,
  given: {
    readonly principal?: string
    readonly agent: string
    readonly startsAt: string
    readonly endsAt: string
    readonly flows: readonly string[] | null
    readonly note: string | null
  },
): Promise<AgentView> {
  const principal = given.principal ?? actor.userId ?? ''
  if (principal !== actor.userId && !actor.admin) throw errors.FORBIDDEN({ what: 'principal' })
  const { directory } = unit.people
  const person = (id: string): string => directory.user(id)?.name ?? id
  for (const id of [principal, given.agent])
    if (directory.user(id)?.active !== true) throw errors.AGENT_UNFIT({ person: person(id) })
  if (!(given.startsAt < given.endsAt) || given.endsAt <= unit.now) throw errors.AGENT_TIME()
  const unknown = given.flows?.find((flow) => unit.published.model.document('flow', flow) === undefined)
  if (unknown !== undefined) throw errors.FLOW_NOT_FOUND({ name: unknown })
  await unit.tx.flows.lockAgents()
  const row = { ...given, principal, id: unit.newId(), createdBy: actor.userId }
  const fault = faultOf(await unit.tx.flows.agents(unit.now), row)
  if (fault === 'circle') throw errors.AGENT_CIRCLE({ person: person(given.agent) })
  if (fault === 'chain') throw errors.AGENT_CHAIN()
  const made = await unit.tx.flows.putAgent(row)
  known.delete(unit)
  await tellAgent(unit, actor, { action: 'agent_set', row: made })
  unit.announce({ topic: 'inbox', users: [principal, given.agent] })
  return viewOfAgent(unit, made, actor.locale)
}

/** Ends a rule. */
export async function endAgent(unit: Unit, actor: Actor, id: string): Promise<void> {
  const row = (await rulesOf(unit)).find((one) => one.id === id)
  if (row === undefined || (row.principal !== actor.userId && !actor.admin)) throw errors.AGENT_NOT_FOUND()
  await unit.tx.flows.endAgent(id, actor.userId)
  known.delete(unit)
  await tellAgent(unit, actor, { action: 'agent_ended', row })
  unit.announce({ topic: 'inbox', users: [row.principal, row.agent] })
}

/** The audit log says who let whom act for whom. */
export async function tellAgent(
  unit: Unit,
  actor: Actor,
  { action, row }: { readonly action: string; readonly row: FlowAgentRow },
): Promise<void> {
  const { principal, agent, startsAt, endsAt, flows } = row
  await unit.tx.side.audit({
    action,
    ...auditedBy(actor),
    entity: null,
    recordId: null,
    data: { principal, agent, startsAt, endsAt, flows },
  })
}
