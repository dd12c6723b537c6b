import { translateFailure } from '../database/failures.ts'
import type { Runner } from '../database/runner.ts'
import type { Tables } from '../store.ts'
import { type TableOptions, systemContext } from './context.ts'
import { designTables } from './design/design-tables.ts'
import { flowTables } from './flows/flow-tables.ts'
import { jobTables } from './jobs/job-tables.ts'
import { peopleTables } from './people/people-tables.ts'
import { assignmentTables } from './rules/assignments.ts'
import { behaviourTables } from './rules/behaviours.ts'
import { ruleTables } from './rules/rule-tables.ts'
import { slaTables } from './rules/slas.ts'
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
  const made: { -readonly [K in keyof Tables]?: Tables[K] } = {}
  // A transaction uses one or two of them: each is made when it is first asked for. To add to the object use
  // `Object.assign`: a copy reads all.
  return {
    get people() {
      return (made.people ??= peopleTables(context))
    },
    get design() {
      return (made.design ??= designTables(context))
    },
    get jobs() {
      return (made.jobs ??= jobTables(context))
    },
    get flows() {
      return (made.flows ??= flowTables(context))
    },
    get assignments() {
      return (made.assignments ??= assignmentTables(context))
    },
    get behaviours() {
      return (made.behaviours ??= behaviourTables(context))
    },
    get slas() {
      return (made.slas ??= slaTables(context))
    },
    get rules() {
      return (made.rules ??= ruleTables(context))
    },
    get side() {
      return (made.side ??= sideTables(context))
    },
  }
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
