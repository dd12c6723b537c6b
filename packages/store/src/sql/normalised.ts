import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { DuplicateDocument } from '@mortise/schema'

/** Endings of company names that make no difference, for a regular expression. */
export const suffixes: string =
  '(股份有限公司|有限责任公司|集团有限公司|有限公司|公司|集团|co\\.?,? ?ltd\\.?|ltd\\.?|inc\\.?|llc|gmbh)$'

/** How texts are compared for duplicates; the same function runs on both sides, in SQL, so that they can't drift apart. */
export const normalised: {
  readonly [N in NonNullable<DuplicateDocument['normalise']>]?: (text: Fragment) => Fragment
} = {
  none: (text) => text,
  phone: (text) => sql`nullif(right(regexp_replace(normalize(${text}, nfkc), '[^0-9]', '', 'g'), 11), '')`,
  email: (text) => sql`lower(trim(normalize(${text}, nfkc)))`,
  company: (text) =>
    sql`regexp_replace(regexp_replace(lower(normalize(${text}, nfkc)), '[[:space:]()（）·.,，。-]', '', 'g'), ${rawSql(`'${suffixes}'`)}, '')`,
}
