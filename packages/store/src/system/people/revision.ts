import { type Fragment, sql } from '@mortise/expressions/sql'
import type { SystemContext } from '../context.ts'

/** A CTE that raises the revision of people in the same statement as the change. */
export function bumpRevision(context: SystemContext): Fragment {
  return sql`bump as (update ${context.table('people_revision')} set revision = revision + 1)`
}
