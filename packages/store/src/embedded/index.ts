export { embeddedErrors } from './errors.ts'
export { startEmbeddedPostgres } from './start.ts'
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './types.ts'
