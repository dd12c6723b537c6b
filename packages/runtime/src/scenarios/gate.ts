import { type ErrorDetail, listed, type Localized, say } from '@mortise/errors'
import type { Actor } from '@mortise/store'
import { systemActor } from '../context/actor.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { type KnownScenario, playKnown, scenarios } from './keep.ts'
import type { Played } from './play.ts'

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

/**
 * Refuses to publish what makes a kept scenario fail, where that is what the workspace wants. One that gives no answer has
 * not passed: it is said which and why, and whoever has looked at it may publish all the same (`acceptUnjudged`).
 * @throws SCENARIOS_FAILED, SCENARIOS_UNJUDGED
 */
export async function refuseFailing(
  workspace: Workspace,
  actor: Actor,
  { acceptUnjudged = false }: { readonly acceptUnjudged?: boolean } = {},
): Promise<void> {
  if ((await scenarioGate(workspace)) !== 'block') return
  const failed: KnownScenario[] = []
  const unjudged: Unjudged[] = []
  const judges = await judgesOf(workspace)
  for (const one of await scenariosConcerned(workspace)) {
    const judge = judges(one.key)
    const { outcome, why } = await playKnown(workspace, judge ?? actor, one.key)
    if (outcome === 'failed') failed.push(one)
    else if (outcome !== 'passed')
      unjudged.push({ scenario: one, outcome, why: judge === undefined || actor.admin ? why : null })
  }
  const namesOf = (list: readonly KnownScenario[]): string =>
    listed(
      list.map(({ document }) => say(document.label, actor.locale)),
      actor.locale,
    )
  if (failed.length > 0) throw errors.SCENARIOS_FAILED({ count: failed.length, names: namesOf(failed) })
  if (unjudged.length === 0) return
  const names = namesOf(unjudged.map(({ scenario }) => scenario))
  if (!acceptUnjudged)
    throw errors.SCENARIOS_UNJUDGED(
      { count: unjudged.length, names },
      { details: unjudged.map((one) => detailOf(one)) },
    )
  await workspace.store.transaction((tx) =>
    auditDesign(tx, actor, {
      action: 'scenarios_unjudged',
      data: { scenarios: unjudged.map(({ scenario, outcome }) => ({ key: scenario.key, outcome })) },
    }),
  )
}

/** A scenario that gave no answer; `why`: as far as whoever publishes may be told. */
type Unjudged = {
  readonly scenario: KnownScenario
  readonly outcome: Exclude<Played['outcome'], 'passed' | 'failed'>
  readonly why: Localized | null
}

const reasons: { readonly [O in Unjudged['outcome']]: Localized } = {
  beyond: {
    zh: '会导入、发布、改动人员，或与现有数据重复，不能在这里运行',
    en: 'it imports, publishes, changes people or wants values that are taken, and can’t be played here',
  },
  unseen: {
    zh: '要看您没有权限查看的数据，需要管理员运行',
    en: 'it looks at data you may not read: have an administrator play it',
  },
  ahead: {
    zh: '要用到草稿里改过的内容，发布后才能运行',
    en: 'it needs what drafts change, and can be played once that is published',
  },
  broke: { zh: '没有运行完', en: 'it was not played to its end' },
}

function detailOf({ scenario, outcome, why }: Unjudged): ErrorDetail {
  const { key, document } = scenario
  const reason = why ?? reasons[outcome]
  return {
    path: `/scenarios/${key}`,
    code: 'SCENARIOS_UNJUDGED',
    message: {
      zh: `“${say(document.label, 'zh')}”：${reason.zh}`,
      en: `“${say(document.label, 'en')}”: ${reason.en}`,
    },
  }
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
