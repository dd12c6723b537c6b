export { prepareStage } from './prepare-stage.ts'
export { runScenario } from '@mortise/runtime'
export { openStage, type Stage } from './stage.ts'
