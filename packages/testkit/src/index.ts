export { type Dump, dumpSchema } from './database/dump.ts'
export { createTestDatabase, testTemplate, type TestDatabase } from './database/test-database.ts'
