export { createTestDatabase, testTemplate, type TestDatabase } from './database/test-database.ts'
