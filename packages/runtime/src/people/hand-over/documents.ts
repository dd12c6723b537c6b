import { type LocalizedText, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { DocumentKind } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { publishEdits } from '../../design/publish-edit.ts'
import { personPlaces, swapPerson } from './swap-person.ts'
import type { Giving, Named } from './types.ts'

/** A published document that names somebody, and in how many places. */
export type NamingDocument = {
  readonly kind: DocumentKind
  readonly key: string
  readonly label: string
  readonly places: number
}

function named(unit: Unit, id: string): Named {
  return { id, key: unit.people.users.find((one) => one.id === id)?.key ?? null }
}

/** A document with one person in the place of another. */
function swapped(
  unit: Unit,
  { kind, json }: { readonly kind: DocumentKind; readonly json: Json },
  people: { readonly from: Named; readonly to: Named },
): ReturnType<typeof swapPerson> {
  const given = { kind, document: json as object }
  return swapPerson(json, people, personPlaces(unit.options.kit, unit.published.model, given))
}

const labelOf = (json: Json): LocalizedText | undefined =>
  (json as { readonly label?: LocalizedText } | null)?.label

/** Flows, rules and all else that is published and names a person: what begins anew would still ask for them. */
export async function documentsNaming(
  unit: Unit,
  actor: Actor,
  id: string,
): Promise<readonly NamingDocument[]> {
  const person = named(unit, id)
  const rows = await unit.tx.design.published()
  return rows.flatMap(({ kind, key, json }) => {
    const { count } = swapped(unit, { kind, json }, { from: person, to: person })
    return count === 0 ? [] : [{ kind, key, label: say(labelOf(json), actor.locale) || key, places: count }]
  })
}

/** Publishes the same documents with somebody else in their place; drafts of theirs get the same change. */
export async function giveDocuments(unit: Unit, { actor, from, to }: Giving): Promise<number> {
  const names = await documentsNaming(unit, actor, from)
  if (names.length === 0) return 0
  const people = { from: named(unit, from), to: named(unit, to) }
  const who = (id: string): string => unit.people.directory.user(id)?.name ?? id
  await publishEdits(unit.tx, actor, {
    kit: unit.options.kit,
    documents: names,
    note: `${who(from)} → ${who(to)}`,
    edit: (json, kind) => swapped(unit, { kind, json }, people).json,
  })
  unit.announce({ topic: 'model' })
  return names.length
}
