import { translateFailure } from '../database/failures.ts'
import type { Runner } from '../database/runner.ts'
import type { Tables } from '../store.ts'
import { type SystemContext, type TableOptions, systemContext } from './context.ts'
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
  return new LazyTables(context)
}

/** All modules at once, as an object that may be copied like any other. */
export function madeTables(tables: Omit<Tables, 'records'>): Omit<Tables, 'records'> {
  const { people, design, jobs, flows, assignments, behaviours, slas, rules, side } = tables
  return { people, design, jobs, flows, assignments, behaviours, slas, rules, side }
}

/**
 * The same tables, or the same transaction, but for what is given. A copy by spreading would lose the modules: each is made
 * when it is first asked for.
 */
export function tablesWith<T extends Omit<Tables, 'records'>>(tables: T, own: Partial<T>): T {
  return Object.create(tables, Object.getOwnPropertyDescriptors(own)) as T
}

/**
 * A transaction uses one or two of the modules, and every save opens one: each is made when it is first asked for. A class,
 * because an object with nine such properties of its own costs forty times as much to make.
 */
class LazyTables implements Omit<Tables, 'records'> {
  // Not private to the engine: whoever stands before it (`tablesWith`) asks through its own.
  private readonly context: SystemContext
  private readonly made: { -readonly [K in keyof Tables]?: Tables[K] } = {}

  constructor(context: SystemContext) {
    this.context = context
  }

  get people(): Tables['people'] {
    return (this.made.people ??= peopleTables(this.context))
  }

  get design(): Tables['design'] {
    return (this.made.design ??= designTables(this.context))
  }

  get jobs(): Tables['jobs'] {
    return (this.made.jobs ??= jobTables(this.context))
  }

  get flows(): Tables['flows'] {
    return (this.made.flows ??= flowTables(this.context))
  }

  get assignments(): Tables['assignments'] {
    return (this.made.assignments ??= assignmentTables(this.context))
  }

  get behaviours(): Tables['behaviours'] {
    return (this.made.behaviours ??= behaviourTables(this.context))
  }

  get slas(): Tables['slas'] {
    return (this.made.slas ??= slaTables(this.context))
  }

  get rules(): Tables['rules'] {
    return (this.made.rules ??= ruleTables(this.context))
  }

  get side(): Tables['side'] {
    return (this.made.side ??= sideTables(this.context))
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
