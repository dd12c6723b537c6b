/** A scenario did not go as it says. The message names the scenario, the step, and what was expected instead. */
export class ScenarioFailure extends Error {
  override readonly name = 'ScenarioFailure'
}
