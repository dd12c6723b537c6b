import { rawSql } from '@mortise/expressions/sql'
import { isRetryable } from './failures.ts'
import type { Runner } from './runner.ts'

let count = 0

/**
 * Runs work in the middle of a transaction; when it fails, what it did is undone and its failure thrown on. What makes
 * the whole transaction try again is left to it.
 */
export async function savepoint<T>(runner: Runner, work: () => Promise<T>): Promise<T> {
  count += 1
  const name = `part_${count}`
  await runner.rows(rawSql(`savepoint ${name}`))
  try {
    const result = await work()
    await runner.rows(rawSql(`release savepoint ${name}`))
    return result
  } catch (error) {
    if (!isRetryable(error)) await runner.rows(rawSql(`rollback to savepoint ${name}`))
    throw error
  }
}
