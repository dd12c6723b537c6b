import { rawSql } from '@mortise/expressions/sql'
import { isRetryable } from './failures.ts'
import type { Runner } from './runner.ts'

/**
 * Runs work in the middle of a transaction; when it fails, what it did is undone and its failure thrown on. What makes
 * the whole transaction try again is left to it.
 */
export async function savepoint<T>(runner: Runner, work: () => Promise<T>): Promise<T> {
  // One name for all: the innermost is meant each time. Neither beginning nor end is waited for.
  await runner.post(rawSql('savepoint part'))
  try {
    const result = await work()
    await runner.post(rawSql('release savepoint part'))
    return result
  } catch (error) {
    if (!isRetryable(error)) {
      await runner.rows(rawSql('rollback to savepoint part'))
      // Going back leaves the mark standing: a part around this one would go back to it instead of to its own.
      await runner.post(rawSql('release savepoint part'))
    }
    throw error
  }
}
