import { sql } from '@mortise/expressions/sql'
import type { PeopleTables } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { apiKeyTables } from './api-keys.ts'
import { attemptTables } from './attempts.ts'
import { departmentTables } from './departments.ts'
import { groupTables } from './groups.ts'
import { regionTables } from './regions.ts'
import { sessionTables } from './sessions.ts'
import { userTables } from './users.ts'

/** People, departments, sessions and keys of one workspace. */
export function peopleTables(context: SystemContext): PeopleTables {
  return {
    ...userTables(context),
    ...departmentTables(context),
    ...regionTables(context),
    ...groupTables(context),
    ...sessionTables(context),
    ...attemptTables(context),
    ...apiKeyTables(context),
    revision: async () => {
      const row = await context.runner.first<{ revision: number }>(
        sql`select revision from ${context.table('people_revision')}`,
      )
      return row?.revision ?? 0
    },
  }
}
