import { bindSql, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { column } from '../sql/names.ts'
import { newContext, type QueryBase } from './context.ts'
import { fieldSql, fromSql, placeOf, rowsInReach } from './place.ts'
import { type FoundWords, lookUp, searchedFields, searchSql, searchWords } from './search.ts'
import { refuseTooLarge } from './select.ts'
import { readableTitleSql } from './title.ts'

export type Found = {
  readonly entity: string
  readonly id: string
  readonly title: string
  readonly subtitle: string | null
}

/** Finds records of several entities by their title and search fields, in one statement. */
export async function searchAll(
  runner: Runner,
  base: QueryBase,
  asked: { readonly text: string; readonly entities: readonly string[]; readonly limit: number },
): Promise<readonly Found[]> {
  const { text, entities, limit } = asked
  refuseTooLarge('results', limit, 100)
  const known = entities.filter((entity) => {
    const rights = base.access.entity(entity)
    return rights !== undefined && rights.read !== false
  })
  if (text.trim() === '' || known.length === 0) return []
  const words = await lookUp(runner, base, { entities: known, words: searchWords(text) })
  const parts = known.map((entity, index) => {
    const place = placeOf(newContext(base), entity, 'actor')
    const shape = base.shapes.entity(entity)
    const title = readableTitleSql(place)
    const second = searchedFields(place, shape).find((key) => key !== shape.entity.document.title)
    const subtitle = second === undefined ? rawSql('null::text') : sql`(${fieldSql(place, second)})::text`
    const where = sql`${rowsInReach(place)} and ${searchSql(place, text, boundIds(words.get(entity)))}`
    const id = column(place.alias, 'id')
    return sql`(select ${bindSql(index)}::int as place, ${id} as id, ${title} as title, ${subtitle} as subtitle, row_number() over (order by ${id} desc) as nth from ${fromSql(place)} where ${where} order by ${id} desc limit ${bindSql(limit)})`
  })
  const rows = await runner.rows<{
    place: number
    id: string
    title: string | null
    subtitle: string | null
  }>(sql`select * from (${joinSql(parts, ' union all ')}) as f order by nth, place limit ${bindSql(limit)}`)
  // Each entity gets its share of the places; what belongs together then stands together.
  return rows
    .toSorted((a, b) => a.place - b.place)
    .map((row) => ({
      entity: known[row.place] ?? '',
      id: row.id,
      title: row.title ?? '',
      subtitle: row.subtitle,
    }))
}

function boundIds(words: ReadonlyMap<string, readonly string[] | 'many'> | undefined): FoundWords {
  return new Map([...(words ?? [])].map(([word, ids]) => [word, ids === 'many' ? ids : bindSql(ids)]))
}
