export { exportBpmn } from './export.ts'
export { importBpmn, type Imported } from './import.ts'
export type { Loss } from './loss.ts'
