import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { readRight } from '../access/read-right.ts'
import type { EntityShape } from '../records/shape.ts'
import { refuseTooLarge } from './select.ts'
import { isTextual } from './textual.ts'
import { fieldSql, type Place } from './place.ts'

/** `%` and `_` of a person's text are plain letters. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

/** Text fields quick search looks into, and the actor may read in full. */
export function searchedFields(place: Place, shape: EntityShape): readonly string[] {
  const { title, search = [] } = shape.entity.document
  const rights = place.context.access.entity(shape.key)
  return [...new Set([title, ...search])].filter((key) => {
    const field = shape.fields.get(key)
    return field !== undefined && isTextual(field) && readRight(rights, key) === 'read'
  })
}

/**
 * The condition of quick search: every word occurs in some searched field. The only place that knows how text is
 * found, so that an index on pairs of letters can take over without a change elsewhere.
 */
export function searchSql(place: Place, text: string): Fragment {
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
  refuseTooLarge('words', words.length, 10)
  if (words.length === 0 || place.shape === undefined) return rawSql('true')
  const fields = searchedFields(place, place.shape).map((key) => fieldSql(place, key))
  if (fields.length === 0) return rawSql('false')
  const found = words.map((word) => {
    const pattern = likePattern(word)
    return sql`(${joinSql(
      fields.map((field) => sql`${field} ilike ${bindSql(pattern)}`),
      ' or ',
    )})`
  })
  return joinSql(found, ' and ')
}
