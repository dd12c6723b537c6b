export { builtinKit, builtinParts } from './builtin.ts'
export { checkEngines } from './check-engines.ts'
export { inspectionOf } from './inspection.ts'
export { createKit, type Kit, type KitParts } from './kit.ts'
