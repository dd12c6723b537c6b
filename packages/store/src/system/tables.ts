import type { Runner } from '../database/runner.ts'
import type { Tables } from '../store.ts'
import { type TableOptions, systemContext } from './context.ts'
import { designTables } from './design/design-tables.ts'
import { flowTables } from './flows/flow-tables.ts'
import { jobTables } from './jobs/job-tables.ts'
import { peopleTables } from './people/people-tables.ts'
import { sideTables } from './side/side-tables.ts'

/**
 * The modules over our own tables, on a pool or on the connection of a transaction. `schema` is the Postgres schema's
 * name, unquoted. Work that needs several statements opens a transaction by `options.transaction` where there is none.
 */
export function createTables(
  runner: Runner,
  schema: string,
  options: TableOptions = {},
): Omit<Tables, 'records'> {
  const context = systemContext(runner, schema, options)
  return {
    people: peopleTables(context),
    design: designTables(context),
    jobs: jobTables(context),
    flows: flowTables(context),
    side: sideTables(context),
  }
}
