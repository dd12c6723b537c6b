import { translateFailure } from '../database/failures.ts'
import type { Runner } from '../database/runner.ts'
import type { Tables } from '../store.ts'
import { type TableOptions, systemContext } from './context.ts'
import { designTables } from './design/design-tables.ts'
import { flowTables } from './flows/flow-tables.ts'
import { jobTables } from './jobs/job-tables.ts'
import { peopleTables } from './people/people-tables.ts'
import { assignmentTables } from './rules/assignments.ts'
import { ruleTables } from './rules/rule-tables.ts'
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
  const context = systemContext(runner.inTransaction ? runner : translating(runner), schema, options)
  // A transaction uses one or two of them: each is made when it is first asked for.
  return madeOnUse({
    people: () => peopleTables(context),
    design: () => designTables(context),
    jobs: () => jobTables(context),
    flows: () => flowTables(context),
    assignments: () => assignmentTables(context),
    rules: () => ruleTables(context),
    side: () => sideTables(context),
  })
}

type Makers<T> = { readonly [K in keyof T]: () => T[K] }

/** An object whose properties are made when they are first read. To add to it use `Object.assign`: a copy reads all. */
function madeOnUse<T extends object>(makers: Makers<T>): T {
  const made = {} as T
  for (const key of Object.keys(makers) as (keyof T)[]) {
    Object.defineProperty(made, key, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = makers[key]()
        Object.defineProperty(made, key, { enumerable: true, value })
        return value
      },
    })
  }
  return made
}

/**
 * Gives failures of the database the error that says what to do. Not inside a transaction: whoever runs it must see
 * which failures may be tried again, and translates what is left.
 */
function translating(runner: Runner): Runner {
  const guard = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw translateFailure(error)
    })
  return {
    rows: (statement) => guard(runner.rows(statement)),
    first: (statement) => guard(runner.first(statement)),
    change: (statement) => guard(runner.change(statement)),
    post: (statement) => guard(runner.post(statement)),
    inTransaction: false,
  }
}
