import type { ValueOperator } from '../operator.ts'
import { bindSql, type Fragment, maybeNull, rawSql, sql } from '../sql/fragment.ts'
import { lowerText } from '../text-values.ts'

type Parts = Pick<ValueOperator, 'params' | 'result' | 'nullable' | 'evaluate' | 'sql'>
type Match = {
  /** Both in lower case, neither empty. */
  readonly test: (text: string, needle: string) => boolean
  /** LIKE pattern of an escaped needle. */
  readonly pattern: (escaped: string) => string
  /** SQL for a needle that is no constant; both in lower case. */
  readonly sql: (text: Fragment, needle: Fragment) => Fragment
}

const lowerSql = (text: Fragment): Fragment => sql`(lower(${text} COLLATE "pg_c_utf8") COLLATE "C")`

/** The common parts of contains, startsWith and endsWith: without regard to case; an empty needle is in nothing. */
export function textMatchParts(match: Match): Parts {
  return {
    params: [{ accept: ['text'] }, { accept: ['text'] }],
    result: { kind: 'boolean' },
    nullable: false,
    evaluate: ([text = null, needle = null]) =>
      typeof text === 'string' &&
      typeof needle === 'string' &&
      match.test(lowerText(text), lowerText(needle)),
    sql: (call) => {
      const needle = call.known(1)
      const text = lowerSql(call.value(0))
      if (needle === undefined) return maybeNull(sql`(${match.sql(text, lowerSql(call.value(1)))})`)
      if (typeof needle !== 'string') return rawSql('false')
      const escaped = lowerText(needle).replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
      return maybeNull(sql`(${text} LIKE ${bindSql(match.pattern(escaped))}::text)`)
    },
  }
}
