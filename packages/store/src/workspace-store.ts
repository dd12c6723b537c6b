import type { EntityChange, ExtensionList } from '@mortise/schema'
import type { FieldType } from '@mortise/fields'
import { rawSql } from '@mortise/expressions/sql'
import type pg from 'pg'
import { type Announcer, type Change, announcement } from './database/announcer.ts'
import { refuseWhileFilling } from './bulk/indexes.ts'
import { openBulkSession } from './bulk/session.ts'
import { isStalePlan, translateFailure } from './database/failures.ts'
import { type Runner, runnerOnPool } from './database/runner.ts'
import { processNames } from './database/statement-names.ts'
import { savepoint } from './database/savepoint.ts'
import { beginSnapshot, inTransaction } from './database/transaction.ts'
import { backfill } from './ddl/backfill.ts'
import { keepDuplicateIndexes } from './ddl/duplicate-indexes.ts'
import { keepViewIndexes } from './ddl/view-indexes.ts'
import { planChanges } from './ddl/plan.ts'
import { keepJoins } from './ddl/joins.ts'
import { purgeSql, shadowsOf } from './ddl/shadows.ts'
import { refuseUnprepared, typeChangesIn } from './ddl/type-change/find.ts'
import { asStored, refuseNewTarget } from './ddl/type-change/stored.ts'
import { discardPreparation, isLarge, prepareTypeChange, recordCount } from './ddl/type-change/prepare.ts'
import { previewTypeChange } from './ddl/type-change/preview.ts'
import { dropTypeChange, keepTypeChange, typeChangeRows } from './ddl/type-change/rows.ts'
import type { TypeChangePreview, TypeChangeRow } from './ddl/type-change/types.ts'
import { carryOutWork } from './ddl/type-change/work.ts'
import type { PlanContext, Step } from './ddl/types.ts'
import type { HeavyGround } from './query/heavy/ask.ts'
import { makeDoor } from './records/door.ts'
import { shapesOf } from './records/shape.ts'
import { learnTable } from './bulk/learn.ts'
import { fillChunk, fillSearch } from './search/fill.ts'
import { checkedKey, schemaName } from './sql/names.ts'
import type {
  DoorOptions,
  PlannedModels,
  Tables,
  Transaction,
  TypeChangeTables,
  WorkspaceStore,
} from './store.ts'
import { createTables, madeTables } from './system/tables.ts'
import type { Door } from './types.ts'

/** What all workspaces of a process share. */
export type WorkspaceGround = {
  readonly url: string
  readonly onError: (error: unknown) => void
  readonly pool: pg.Pool
  readonly fields: ExtensionList<FieldType>
  readonly announcer: Announcer
  readonly heavy: HeavyGround
  /** Sends the text of an announcement to all processes. */
  readonly tell: (text: string) => Promise<void>
}

/** One workspace of a store. */
export function workspaceStore(ground: WorkspaceGround, key: string): WorkspaceStore {
  const schema = schemaName(checkedKey(key))
  const { pool, announcer } = ground
  const announce = (change: Change): Promise<void> => ground.tell(announcement(key, change))
  // Only a hint: a worker that misses it finds the jobs when it next looks.
  const wake = (): void => {
    announce({ topic: 'job' }).catch(() => undefined)
  }
  const transaction = <T>(work: (tx: Transaction) => Promise<T>, clock?: () => number): Promise<T> =>
    inTransaction(pool, (runner, afterCommit) =>
      work(transactionOn(ground, schema, { runner, afterCommit, wake, clock })),
    )
  const tables = tablesOn(ground, schema, { runner: runnerOnPool(pool), jobsAdded: wake })
  return {
    key,
    ...madeTables(tables),
    records: tables.records,
    transaction,
    openBulk: () =>
      openBulkSession(ground, schema, { ground: (tx) => transactionOn(ground, schema, tx), wake }),
    typeChanges: typeChangesOn(ground, schema),
    planChanges: (changes, models) => plan(ground, schema, { changes, models }),
    onChange: (listener) => announcer.listen(key, listener),
    announce,
  }
}

function tablesOn(
  ground: WorkspaceGround,
  schema: string,
  given: {
    readonly runner: Runner
    readonly jobsAdded: () => void
    readonly clock?: (() => number) | undefined
  },
): Tables {
  const { pool } = ground
  const { runner, jobsAdded, clock } = given
  const tables = createTables(runner, schema, {
    jobsAdded,
    ...(clock === undefined ? {} : { clock }),
    transaction: (work) => inTransaction(pool, (inner) => work(inner)),
  })
  const records: Tables['records'] = (options) => doorOn(ground, schema, { runner, options })
  return Object.assign(tables, { records })
}

function doorOn(
  ground: WorkspaceGround,
  schema: string,
  given: { readonly runner: Runner; readonly options: DoorOptions },
): Door {
  const { runner, options } = given
  const { actor, access, model, now, nameOf, numbers } = options
  const shapes = shapesOf(model, ground.fields)
  const { heavy } = ground
  const base = { schema, shapes, model, access, user: actor.user, now, nameOf, numbers, heavy, ...model.time }
  return makeDoor({
    runner,
    base,
    actor,
    snapshot: () =>
      runner.inTransaction
        ? Promise.resolve({ runner, end: () => Promise.resolve() })
        : beginSnapshot(ground.pool),
    guard: runner.inTransaction ? (work) => work() : guarded,
  })
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isStalePlan(error)) throw translateFailure(error)
    processNames.renew()
    return work()
  }
}

function transactionOn(
  ground: WorkspaceGround,
  schema: string,
  given: {
    readonly runner: Runner
    readonly afterCommit: (run: () => void) => void
    readonly wake: () => void
    readonly clock?: (() => number) | undefined
  },
): Transaction {
  const { runner, afterCommit, wake, clock } = given
  let waking = false
  const jobsAdded = (): void => {
    if (!waking) afterCommit(wake)
    waking = true
  }
  const own: Omit<Transaction, keyof Tables> = {
    afterCommit,
    savepoint: (work) => savepoint(runner, work),
    fillSearch: (model, limit) =>
      fillSearch(runner, { schema, shapes: shapesOf(model, ground.fields), limit }),
    fillSearchOf: (model, entity, ids) =>
      fillChunk(runner, { schema, shapes: shapesOf(model, ground.fields), entity, ids }),
    learnTable: (entity) => learnTable(runner, schema, entity),
    applyChanges: async (changes, models) => {
      const typeChanges = await typeChangeRows(runner, schema)
      const context = {
        ...planContext(ground, schema, models),
        typeChanges,
        now: new Date().toISOString(),
      }
      await refuseUnprepared(runner, context, changes)
      const steps = planChanges(context, changes)
      // A waiting table lock stops every other reader behind it: better to give up and say so.
      await runner.rows(rawSql(`set local lock_timeout = '3s'`))
      await runner.rows(rawSql(`set local statement_timeout = 0`))
      await refuseWhileFilling(runner, schema)
      for (const step of steps) {
        if (step.remember !== undefined) await keepTypeChange(runner, schema, step.remember)
        else if (step.work === undefined) await runner.rows(rawSql(step.sql))
        else await carryOutWork(runner, { schema, model: models.after, work: step.work })
      }
      const shapes = shapesOf(models.after, ground.fields)
      await keepJoins(runner, schema, shapes)
      await keepDuplicateIndexes(runner, schema, shapes)
      await keepViewIndexes(runner, schema, shapes)
      await fillSearch(runner, { schema, shapes, limit: filledAtOnce })
      await backfill(runner, { schema, shapes, changes, now: new Date().toISOString() })
      return shadowsOf(context, changes)
    },
    purgeShadow: async (shadow, model) => {
      await runner.rows(rawSql(`set local lock_timeout = '3s'`))
      await runner.rows(rawSql(purgeSql(schema, shadow, model)))
    },
    purgeTypeChange: async ({ id, entity, field, keptColumn: name }, model) => {
      await runner.rows(rawSql(`set local lock_timeout = '3s'`))
      if (name !== null)
        await runner.rows(rawSql(purgeSql(schema, { entity, field, name, columns: [] }, model)))
      await dropTypeChange(runner, schema, id)
    },
  }
  return Object.assign(tablesOn(ground, schema, { runner, jobsAdded, clock }), own)
}

/** Records that a publication itself brings into the index of quick search; a job sees to the rest. */
const filledAtOnce = 2_000

function plan(
  ground: WorkspaceGround,
  schema: string,
  of: {
    readonly changes: readonly EntityChange[]
    readonly models: PlannedModels
  },
): readonly Step[] {
  return planChanges(planContext(ground, schema, of.models), of.changes)
}

function planContext(ground: WorkspaceGround, schema: string, models: PlannedModels): PlanContext {
  const { before, after, shadows = [] } = models
  return {
    schema,
    before: shapesOf(before, ground.fields),
    after: shapesOf(after, ground.fields),
    stamp: `v${after.version}`,
    shadows,
  }
}

/** Changes of types on large tables, before they are published. */
function typeChangesOn(ground: WorkspaceGround, schema: string): TypeChangeTables {
  const { pool } = ground
  const runner = runnerOnPool(pool)
  return {
    list: () => typeChangeRows(runner, schema),
    preview: async (changes, models) => {
      const found: TypeChangePreview[] = []
      const context = planContext(ground, schema, models)
      for (const change of typeChangesIn(context, changes)) {
        const stored = asStored(context, change)
        if (stored === undefined) continue
        const told = await previewTypeChange(runner, { schema, model: models.after, change: stored })
        found.push({ ...told, entity: change.entity.key })
      }
      return found
    },
    size: async (changes, models) => {
      const context = planContext(ground, schema, models)
      let rows = 0
      for (const one of typeChangesIn(context, changes)) {
        const change = asStored(context, one)
        if (change === undefined || !(await isLarge(runner, schema, change.entity.key))) continue
        refuseNewTarget(context, one)
        rows += await recordCount(runner, schema, change.entity.key)
      }
      return rows
    },
    discard: async (model) => {
      for (const row of await typeChangeRows(runner, schema)) {
        const entity = model.entities.find((one) => (one.document.id ?? one.key) === row.entity)
        if (row.state === 'done' || entity === undefined) continue
        const transaction = <T>(work: (inner: Runner) => Promise<T>): Promise<T> =>
          inTransaction(pool, (inner) => work(inner))
        await discardPreparation({ transaction, schema }, entity.key, row)
      }
    },
    prepare: async (changes, models, signal) => {
      const found: TypeChangeRow[] = []
      const context = planContext(ground, schema, models)
      for (const one of typeChangesIn(context, changes)) {
        const change = asStored(context, one)
        if (change === undefined || !(await isLarge(runner, schema, change.entity.key))) continue
        refuseNewTarget(context, one)
        const transaction = <T>(work: (inner: Runner) => Promise<T>): Promise<T> =>
          inTransaction(pool, (inner) => work(inner))
        const now = (): string => new Date().toISOString()
        found.push(
          await prepareTypeChange({ runner, transaction, schema, model: models.after, now, signal }, change),
        )
      }
      return found
    },
  }
}
