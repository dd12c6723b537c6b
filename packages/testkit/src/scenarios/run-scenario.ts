import { isMortiseError } from '@mortise/errors'
import type { ScenarioDocument, ScenarioStep } from '@mortise/schema'
import { act } from './acts.ts'
import type { Cast } from './cast.ts'
import { expectAll } from './expectations.ts'
import { ScenarioFailure } from './scenario-failure.ts'
import type { Stage } from './stage.ts'

/** Replays a scenario on a stage of its own. Throws a `ScenarioFailure` at the first step that does not go as it says. */
export async function runScenario(stage: Stage, scenario: ScenarioDocument): Promise<void> {
  const cast: Cast = { stage, records: new Map() }
  const parts = { given: scenario.given ?? [], step: scenario.steps }
  for (const [part, steps] of Object.entries(parts))
    for (const [index, step] of steps.entries())
      await play(cast, step).catch((error: unknown) => {
        const note = step.note === undefined ? '' : ` (${step.note})`
        throw new ScenarioFailure(`${scenario.key}, ${part} ${index + 1}${note}: ${told(error)}`, {
          cause: error,
        })
      })
}

async function play(cast: Cast, step: ScenarioStep): Promise<void> {
  const work = async (): Promise<void> => {
    const actor = await cast.stage.actor(step.as ?? 'admin')
    await act(cast, actor, step)
    if (step.expect !== undefined) await expectAll(cast, actor, step.expect)
  }
  if (step.fails === undefined) return work()
  const error = await work().then(
    () => undefined,
    (failure: unknown) => failure,
  )
  if (error === undefined)
    throw new ScenarioFailure(`expected it to fail with ${step.fails}, but it went well`)
  if (isMortiseError(error) && error.code === step.fails) return
  throw new ScenarioFailure(`expected it to fail with ${step.fails}, but: ${told(error)}`, { cause: error })
}

function told(error: unknown): string {
  if (!isMortiseError(error)) return error instanceof Error ? error.message : String(error)
  const details = error.details.map((one) => `${one.path}: ${one.code} ${one.message.en}`).join('; ')
  return details === '' ? error.message : `${error.message} [${details}]`
}
