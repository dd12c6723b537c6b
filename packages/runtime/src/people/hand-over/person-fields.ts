import { say } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { countNaming, giveHeld, type HeldRecords } from './held.ts'
import type { Giving } from './types.ts'

/** What a field of an entity is called among those that are to be handed over. */
const nameOf = ({ entity, field }: Pick<HeldRecords, 'entity' | 'field'>): string => `${entity}.${field}`

/** Fields of an entity in which somebody puts a person: neither what the platform keeps nor what is worked out. */
function personFields({ options }: Unit, entity: EntityModel): readonly FieldModel[] {
  return entity.fields.filter(({ system, type, document }) => {
    const known = system ? undefined : options.kit.fields.find(type)
    if (known === undefined || known.source?.(document) !== undefined) return false
    return known.column(document)?.references === 'user'
  })
}

/** In how many records of which person fields somebody stands, beside those that are theirs. */
export async function personFieldsOf(
  unit: Unit,
  actor: Actor,
  user: string,
): Promise<readonly HeldRecords[]> {
  const found: HeldRecords[] = []
  for (const entity of unit.published.model.entities)
    for (const { key: field, document } of personFields(unit, entity)) {
      const count = await countNaming(unit, { entity: entity.key, field, user })
      const label = `${say(entity.document.label, actor.locale)} · ${say(document.label, actor.locale)}`
      if (count > 0) found.push({ entity: entity.key, field, label, count })
    }
  return found
}

/** Names somebody else in the person fields of all records; in those of `fields` (`deal.keeper`), where some are chosen. */
export function giveFields(
  unit: Unit,
  giving: Giving,
  given: { readonly commandId: string; readonly fields?: readonly string[] | undefined },
): Promise<number> {
  const chosen = given.fields === undefined ? undefined : new Set(given.fields)
  const look = async (): Promise<readonly HeldRecords[]> =>
    (await personFieldsOf(unit, giving.actor, giving.from)).filter((one) => chosen?.has(nameOf(one)) ?? true)
  return giveHeld(unit, giving, { commandId: given.commandId, look })
}
