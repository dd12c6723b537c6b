import { say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import { systemActor } from '../context/actor.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { type KnownScenario, playKnown, scenarios } from './keep.ts'

const setting = 'scenario_gate'

/** What scenarios that fail mean for publishing: nothing is played, people are told, or it is refused. */
export type ScenarioGate = 'off' | 'warn' | 'block'

/** What failing scenarios mean here; told and no more where nobody said anything. */
export async function scenarioGate(workspace: Workspace): Promise<ScenarioGate> {
  const value = await workspace.store.side.settings.get(setting)
  return value === 'off' || value === 'block' ? value : 'warn'
}

/** Says what failing scenarios shall mean. */
export async function setScenarioGate(unit: Unit, actor: Actor, gate: ScenarioGate): Promise<void> {
  await unit.tx.side.settings.put(setting, gate)
  await auditDesign(unit.tx, actor, { action: 'scenario_gate', data: { gate } })
}

/** Scenarios that were kept here and that what is drafted may have changed: of apps with drafts. */
export async function scenariosConcerned(workspace: Workspace): Promise<readonly KnownScenario[]> {
  const drafts = await workspace.store.design.drafts()
  const apps = new Set(drafts.map(({ app }) => app))
  return (await scenarios(workspace)).filter(({ own, app }) => own && apps.has(app))
}

/** Refuses to publish what makes a kept scenario fail, where that is what the workspace wants. */
export async function refuseFailing(workspace: Workspace, actor: Actor): Promise<void> {
  if ((await scenarioGate(workspace)) !== 'block') return
  const failed: KnownScenario[] = []
  const judges = await judgesOf(workspace)
  for (const one of await scenariosConcerned(workspace))
    if ((await playKnown(workspace, judges(one.key) ?? actor, one.key)).outcome === 'failed') failed.push(one)
  if (failed.length === 0) return
  const names = failed.map(({ document }) => say(document.label, actor.locale))
  throw errors.SCENARIOS_FAILED({ count: failed.length, names: names.join('、') })
}

/** What an administrator kept counts whoever publishes, though only its name is told then. */
async function judgesOf(workspace: Workspace): Promise<(key: string) => Actor | undefined> {
  const kept = await workspace.store.side.scenarios.list()
  const { directory } = await workspace.people()
  const admins = new Set(directory.admins().map(({ id }) => id))
  const trusted = new Set(
    kept.filter(({ author }) => author !== null && admins.has(author)).map(({ key }) => key),
  )
  return (key) => (trusted.has(key) ? systemActor('scenario') : undefined)
}
