export { prepareStage } from './prepare-stage.ts'
export { runScenario } from './run-scenario.ts'
export { ScenarioFailure } from './scenario-failure.ts'
export { openStage, type Stage } from './stage.ts'
