import type { FieldModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'

/** Ids by the text that names a record or person; `null` when several have that name. */
export type NameBook = ReadonlyMap<string, string | null>

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Entity whose records a field names: another entity, `user` or `department`. */
export function targetOf(unit: Unit, field: FieldModel): string | undefined {
  if (field.key === 'owner' && field.system) return 'user'
  if (field.system) return field.key === 'department' ? 'department' : undefined
  return unit.options.kit.fields.find(field.type)?.target?.(field.document)
}

/** Looks names up, of all rows of a batch at once, among what the importer may see. */
export async function nameBook(
  unit: Unit,
  actor: Actor,
  given: { readonly target: string; readonly texts: readonly string[] },
): Promise<NameBook> {
  const { target } = given
  const texts = [...new Set(given.texts.filter((text) => text !== '' && !uuid.test(text)))]
  if (target === 'user')
    return book(
      unit.people.users
        .filter((one) => one.active)
        .flatMap(
          (one) =>
            [
              [one.name, one.id],
              [one.email, one.id],
            ] as const,
        ),
    )
  if (target === 'department') return book(unit.people.departments.map((one) => [one.name, one.id] as const))
  const entity = unit.published.model.entity(target)
  if (entity === undefined || texts.length === 0) return new Map()
  const title = entity.document.title
  const found: (readonly [string, string])[] = []
  for (let at = 0; at < texts.length; at += 250) {
    const page = await unit.door(actor).query({
      entity: target,
      fields: [title],
      filter: { in: [{ var: title }, texts.slice(at, at + 250)] },
      limit: 500,
    })
    for (const { id, values } of page.records) found.push([String(values[title]), id])
  }
  return book(found)
}

function book(pairs: readonly (readonly [string, string])[]): NameBook {
  const made = new Map<string, string | null>()
  for (const [name, id] of pairs) {
    const key = fold(name)
    made.set(key, made.has(key) && made.get(key) !== id ? null : id)
  }
  return made
}

/** The id a text stands for: itself when it is one; null when several fit, undefined when none does. */
export function idIn(names: NameBook, text: string): string | null | undefined {
  return uuid.test(text.trim()) ? text.trim().toLowerCase() : names.get(fold(text))
}
