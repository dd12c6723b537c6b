import { isMortiseError, type Localized } from '@mortise/errors'
import type { ScenarioDocument, ScenarioStep } from '@mortise/schema'
import { inbox } from '../flows/inbox.ts'
import { act } from './acts.ts'
import type { Cast } from './cast.ts'
import { expectAll } from './expectations.ts'
import { ScenarioFailure } from './scenario-failure.ts'
import type { ScenarioStage } from './stage.ts'

/** Replays a scenario on a stage of its own. Throws a `ScenarioFailure` at the first step that does not go as it says. */
export async function runScenario(stage: ScenarioStage, scenario: ScenarioDocument): Promise<void> {
  const cast: Cast = { stage, records: new Map(), tasksBefore: new Map() }
  const { startsAt } = scenario
  if (startsAt !== undefined) await stage.pass(Math.max(0, Date.parse(startsAt) - stage.now()))
  if (!stage.lasting) await noteTasks(cast, scenario)
  const parts = { given: scenario.given ?? [], step: scenario.steps }
  for (const [part, steps] of Object.entries(parts))
    for (const [index, step] of steps.entries())
      await play(cast, step).catch((error: unknown) => {
        // What nobody expected may quote anything.
        if (stage.eyes !== null && !(error instanceof ScenarioFailure || isMortiseError(error))) throw error
        const note = step.note === undefined ? '' : ` (${step.note})`
        const { zh, en } = told(error)
        const place = part === 'given' ? '前提第' : '第'
        throw new ScenarioFailure(
          {
            zh: `${place} ${index + 1} 步${note}：${zh}`,
            en: `${scenario.key}, ${part} ${index + 1}${note}: ${en}`,
          },
          { cause: error },
        )
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
    throw new ScenarioFailure({
      zh: `应当失败（${step.fails}），却成功了`,
      en: `expected it to fail with ${step.fails}, but it went well`,
    })
  if (isMortiseError(error) && error.code === step.fails) return
  const { zh, en } = told(error)
  throw new ScenarioFailure(
    {
      zh: `应当失败（${step.fails}），却是：${zh}`,
      en: `expected it to fail with ${step.fails}, but: ${en}`,
    },
    { cause: error },
  )
}

function told(error: unknown): Localized {
  if (error instanceof ScenarioFailure) return error.text
  if (!isMortiseError(error)) {
    const text = error instanceof Error ? error.message : String(error)
    return { zh: text, en: text }
  }
  const details = error.details.map((one) => `${one.path}: ${one.code} ${one.message.en}`).join('; ')
  const zh = [error.text.zh, ...error.details.map((one) => one.message.zh)].join(' ')
  return { zh, en: details === '' ? error.message : `${error.message} [${details}]` }
}

/** What people have to do already does not count. */
async function noteTasks(cast: Cast, { given = [], steps }: ScenarioDocument): Promise<void> {
  for (const { expect } of [...given, ...steps]) {
    const as = expect?.workItems?.as
    if (as === undefined || as.startsWith('$')) continue
    const person = await cast.stage.actor(as)
    const { todo } = await cast.stage.workspace.unit((unit) => inbox(unit, person, { box: 'todo', limit: 1 }))
    cast.tasksBefore.set(person.userId ?? '', todo)
  }
}
