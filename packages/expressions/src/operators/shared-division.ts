import { type Fragment, sql } from '../sql/fragment.ts'

/**
 * Exact a ÷ b to 20 decimals, half away from zero, null for b = 0. Postgres's own `/` picks its decimals by the
 * size of the numbers; a whole quotient with one digit more than needed rounds the same everywhere.
 */
export function divideSql(a: Fragment, b: Fragment): Fragment {
  return sql`round(div(${a} * 1e21, nullif(${b}, 0)) * 1e-21, 20)`
}
