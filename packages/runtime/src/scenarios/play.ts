import { isMortiseError, type Localized, type LocalizedText, loggedError, say } from '@mortise/errors'
import type { ScenarioDocument, ScenarioStep } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { untriedDrafts } from '../trial/untried.ts'
import { inTrial, type TrialWorld } from '../trial/world.ts'
import { scenarioActor, scenarioOpening } from './actor.ts'
import type { Eyes } from './eyes.ts'
import { runScenario } from './run-scenario.ts'
import { CastMissing, ScenarioFailure } from './scenario-failure.ts'
import type { ScenarioStage } from './stage.ts'

/**
 * How a play went: well, not as it says, it does what only a workspace of its own can bear, it looks at what whoever
 * plays it may not see, it fails though drafts it may need can't be tried before they are published, or it was not played
 * to its end: it took too long, somebody it needs is gone, or something broke. Only the first two are an answer.
 */
export type Played = {
  readonly outcome: 'passed' | 'failed' | 'beyond' | 'unseen' | 'ahead' | 'broke'
  readonly why: Localized | null
}

const mostNamed = 3

/** What writes beyond a transaction, or changes who is there. */
const beyondTrial = [
  'import',
  'export',
  'publish',
  'person',
] as const satisfies readonly (keyof ScenarioStep)[]

/** Plays a scenario among the data there is, with what is drafted. Nothing of it stays, nobody hears of it. */
export async function playScenario(
  workspace: Workspace,
  actor: Actor,
  scenario: ScenarioDocument,
): Promise<Played> {
  const steps = [...(scenario.given ?? []), ...scenario.steps]
  if (steps.some((step) => beyondTrial.some((part) => step[part] !== undefined)))
    return { outcome: 'beyond', why: null }
  // A seed of its own: whoever plays the same beside it would wait for rows of the same ids.
  const seed = `${scenario.key} ${workspace.newId()}`
  const start = { viewer: actor, seed, at: scenario.startsAt ?? scenarioOpening }
  try {
    // Thrown out of the transaction, so that whatever the database refused goes with it.
    return await inTrial(workspace, start, async (world): Promise<Played> => {
      await runScenario(stageIn(world, actor), scenario).catch((error: unknown) => {
        throw world.refusal() ?? error
      })
      const refusal = world.refusal()
      if (refusal !== undefined) throw refusal
      return { outcome: 'passed', why: null }
    })
  } catch (error) {
    if (causes(error).some(isUnseen)) return { outcome: 'unseen', why: toldOf(error) }
    if (causes(error).some(isTaken)) return { outcome: 'beyond', why: toldOf(error) }
    const known = toldOf(error)
    if (known === null || isNoAnswer(reasonOf(error)))
      return { outcome: 'broke', why: known ?? unexpected(workspace, error) }
    return failedOf(workspace, actor, { scenario, why: known })
  }
}

/** What went wrong is no answer while an entity or a role that is drafted, too, is met as it is published. */
async function failedOf(
  workspace: Workspace,
  { locale }: Actor,
  { scenario, why }: { readonly scenario: ScenarioDocument; readonly why: Localized },
): Promise<Played> {
  const untried = await untriedDrafts(workspace, scenario)
  if (untried.length === 0) return { outcome: 'failed', why }
  const labels = untried.map(
    ({ json, key }) => say((json as { label?: LocalizedText } | null)?.label, locale) || key,
  )
  const { text } = errors.SCENARIO_AHEAD({ names: labels.slice(0, mostNamed).join('、') })
  return { outcome: 'ahead', why: { zh: `${text.zh}${why.zh}`, en: `${text.en} ${why.en}` } }
}

/** Publishing must not break on it; whoever keeps the server looks it up. */
function unexpected({ options }: Workspace, error: unknown): Localized {
  options.log.error('scenario not played', { error: loggedError(error) })
  return errors.SCENARIO_BROKE().text
}

/** What a step failed of. */
const reasonOf = (error: unknown): unknown =>
  error instanceof ScenarioFailure && error.cause !== undefined ? reasonOf(error.cause) : error

/** Says nothing about what is played: it was cut short, a person is missing, or the machinery beneath it failed. */
function isNoAnswer(error: unknown): boolean {
  if (error instanceof ScenarioFailure) return error instanceof CastMissing
  return !isMortiseError(error) || error.kind !== 'user' || error.code === 'TRIAL_TOO_LONG'
}

/** The play wants something of its own that other data here has already. */
const isTaken = (error: unknown): boolean => isMortiseError(error) && error.code === 'RECORD_DUPLICATE_VALUE'

const isUnseen = (error: unknown): boolean => isMortiseError(error) && error.code === 'SCENARIO_UNSEEN'

const causes = (error: unknown): readonly unknown[] =>
  error instanceof Error ? [error, ...causes(error.cause)] : []

function toldOf(error: unknown): Localized | null {
  return error instanceof ScenarioFailure || isMortiseError(error) ? error.text : null
}

/** Administrators may be told everything. */
function eyesIn({ made, notices }: TrialWorld, viewer: Actor): Eyes | null {
  if (viewer.admin) return null
  const heard: Eyes['heard'] = (userId, title) =>
    notices.findLast((one) => one.title === title && one.userId === userId)?.heard
  return { viewer, made, heard }
}

function stageIn(world: TrialWorld, viewer: Actor): ScenarioStage {
  const { workspace } = world
  const now = (): number => Date.parse(world.now())
  return {
    workspace,
    now,
    pass: (milliseconds) => world.waitUntil(new Date(now() + milliseconds).toISOString()),
    settle: async () => {
      await world.settle()
      const failed = world.told.find((one) => one.type === 'failed')
      if (failed !== undefined) throw new ScenarioFailure(failed.message)
    },
    actor: (name) => scenarioActor(workspace, name),
    lasting: false,
    eyes: eyesIn(world, viewer),
  }
}
