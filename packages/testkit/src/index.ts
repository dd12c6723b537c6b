export { type Dump, dumpSchema } from './database/dump.ts'
export { openTestClient, type TestClient } from './database/test-client.ts'
export { createTestDatabase, testTemplate, type TestDatabase } from './database/test-database.ts'
