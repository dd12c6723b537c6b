import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import { peopleTables } from '../sql/people.ts'
import { fieldSql, linked, type Place } from './place.ts'

/** Text that names a record at a place: its title field, or the name of a person or department. */
export function titleSql(place: Place): Fragment {
  const people = peopleTables[place.entity]
  if (people) return fieldSql(place, people.label)
  const key = place.shape?.entity.document.title ?? 'id'
  const target = place.shape?.fields.get(key)?.target
  // A record may be named by the one it links to.
  if (target !== undefined) return depth(place) > 3 ? rawSql('null::text') : titleSql(linked(place, key))
  return sql`(${fieldSql(place, key)})::text`
}

/** The title, or NULL where the actor may not read it. */
export function readableTitleSql(place: Place): Fragment {
  return place.rights === 'actor' ? titleSql({ ...place, rights: 'blank' }) : titleSql(place)
}

function depth(place: Place): number {
  return Number(place.alias.slice(1)) > 40 ? 4 : 0
}
