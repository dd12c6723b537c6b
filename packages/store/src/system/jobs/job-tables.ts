import type { Json } from '@mortise/expressions'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { JobTables } from '../../tables/jobs.ts'
import type { SystemContext } from '../context.ts'
import { textSql } from '../values.ts'
import { addJobs } from './add.ts'
import { jobCare } from './care.ts'
import { claim } from './claim.ts'
import { complete, extend, fail, failure } from './settle.ts'

/** Up to here counts are exact; beyond it the table's statistics answer, because counting would take its time. */
const countLimit = 10_000

type Counted = {
  readonly waiting: number
  readonly running: number
  readonly failed: number
  readonly estimate: number
}

async function counts(context: SystemContext): Promise<Awaited<ReturnType<JobTables['counts']>>> {
  const job = context.table('job')
  const limit = bindSql(countLimit)
  const row = await context.runner.first<Counted>(sql`select
    (select count(*)::int from (select from ${job} where failed_at is null and lease is null limit ${limit}) x) as waiting,
    (select count(*)::int from (select from ${job} where lease is not null limit ${limit}) x) as running,
    (select count(*)::int from (select from ${job} where failed_at is not null limit ${limit}) x) as failed,
    (select reltuples::bigint from pg_class where oid = ${textSql(`"${context.schema}".job`)}::regclass) as estimate`)
  const { waiting, running, failed, estimate } = row ?? { waiting: 0, running: 0, failed: 0, estimate: 0 }
  return {
    waiting: waiting < countLimit ? waiting : Math.max(countLimit, estimate - running - failed),
    running,
    failed,
  }
}

/** Jobs of one workspace. */
export function jobTables(context: SystemContext): JobTables {
  return {
    ...jobCare(context),
    add: (jobs) => addJobs(context, jobs),
    remove: async (key) => {
      await context.runner.change(sql`delete from ${context.table('job')}
        where key = ${textSql(key)} and lease is null and failed_at is null`)
    },
    withdraw: async (keyStart) => {
      const rows = await context.runner.rows<{ payload: Json } & Row>(sql`delete from ${context.table('job')}
        where starts_with(key, ${textSql(keyStart)}) and lease is null and failed_at is null returning payload`)
      return rows.map(({ payload }) => payload)
    },
    claim: (options) => claim(context, options),
    extend: (job, lease) => extend(context, job, lease),
    complete: (job) => complete(context, job),
    fail: (job, failure) => fail(context, job, failure),
    failure: (key) => failure(context, key),
    counts: () => counts(context),
  }
}
