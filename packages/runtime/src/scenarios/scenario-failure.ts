import type { Localized } from '@mortise/errors'

/** A scenario did not go as it says. The message names the scenario, the step, and what was expected instead. */
export class ScenarioFailure extends Error {
  override readonly name = 'ScenarioFailure'
  /** The same in both languages. */
  readonly text: Localized

  constructor(text: string | Localized, options?: ErrorOptions) {
    const both = typeof text === 'string' ? { zh: text, en: text } : text
    super(both.en, options)
    this.text = both
  }
}

/** Somebody whom a scenario needs is not there: how it would have gone nobody can tell. */
export class CastMissing extends ScenarioFailure {}
