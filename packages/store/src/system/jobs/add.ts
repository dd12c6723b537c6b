import { renderSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { NewJob } from '../../types.ts'
import type { SystemContext } from '../context.ts'

const defaultMaxAttempts = 10

/** Of several jobs with one key the last counts; sorted, so that two transactions lock keys in the same order. */
function distinct(jobs: readonly NewJob[]): readonly NewJob[] {
  if (jobs.length === 1) return jobs
  const keyed = new Map(jobs.flatMap((job) => (job.key === undefined ? [] : [[job.key, job] as const])))
  const sorted = [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, job]) => job)
  return [...jobs.filter((job) => job.key === undefined), ...sorted]
}

const texts = new Map<string, string>()

/** The statement's text, put together once a workspace. */
function textFor({ schema, table }: SystemContext): string {
  let text = texts.get(schema)
  if (text === undefined) {
    text = renderSql(sql`insert into ${table('job')} as j
      (id, kind, payload, key, due_at, max_attempts, created_at)
    select id, kind, payload::json, key, due_at, max_attempts, created_at
    from json_to_recordset($1::json) as x (id uuid, kind text, payload text, key text,
      due_at timestamptz, max_attempts int, created_at timestamptz)
    on conflict (key) where lease is null and failed_at is null do update set
      kind = excluded.kind, payload = excluded.payload, due_at = excluded.due_at, attempts = 0,
      max_attempts = excluded.max_attempts, last_error = null, last_words = null`).text
    texts.set(schema, text)
  }
  return text
}

/** Adds jobs. A key that waits already gets the new time and payload and starts with fresh attempts. */
export async function addJobs(context: SystemContext, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return
  const now = context.now()
  const rows = distinct(jobs).map((job) => ({
    id: newId(),
    kind: job.kind,
    payload: JSON.stringify(job.payload),
    key: job.key ?? null,
    due_at: job.runAt ?? now,
    max_attempts: job.maxAttempts ?? defaultMaxAttempts,
    created_at: now,
  }))
  await context.runner.post({ text: textFor(context), values: [JSON.stringify(rows)] })
  context.options.jobsAdded?.()
}
