import { text } from '@mortise/errors'
import type { EntityModel, FieldModel } from '@mortise/schema'
import type { Door } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { Fault } from './fault.ts'
import { namingFields } from './missing/business-key.ts'

/** Ids by the text that names a record or person; `null` when several have that name. */
export type NameBook = ReadonlyMap<string, string | null>

/** How names are compared: width, case and blanks around them make no difference. */
export function foldName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Entity whose records a field names: another entity, `user` or `department`. */
export function targetOf(unit: Pick<Unit, 'options'>, field: FieldModel): string | undefined {
  if (field.key === 'owner' && field.system) return 'user'
  if (field.system) return field.key === 'department' ? 'department' : undefined
  return unit.options.kit.fields.find(field.type)?.target?.(field.document)
}

/** Looks names up, of all rows of a batch at once, among what the importer may see. */
export async function nameBook(
  ground: Pick<Unit, 'people' | 'published' | 'options'> & { readonly door: Door },
  given: { readonly target: string; readonly texts: readonly string[] },
): Promise<NameBook> {
  const { target } = given
  const texts = [...new Set(given.texts.filter((text) => text !== '' && !uuid.test(text)))]
  if (target === 'user')
    return book(
      ground.people.users
        .filter((one) => one.active)
        .flatMap(
          (one) =>
            [
              [one.name, one.id],
              [one.email, one.id],
            ] as const,
        ),
    )
  if (target === 'department')
    return book(ground.people.departments.map((one) => [one.name, one.id] as const))
  const entity = ground.published.model.entity(target)
  if (entity === undefined || texts.length === 0) return new Map()
  const found: (readonly [string, string])[] = []
  for (const field of businessKeys(ground, entity))
    for (let at = 0; at < texts.length; at += 1_000)
      found.push(...(await named(ground.door, { entity, field, texts: texts.slice(at, at + 1_000) })))
  return book(found)
}

/** Fields by which people name a record: its title, and what no two records share. Those the importer may read in full. */
function businessKeys(
  ground: Pick<Unit, 'options'> & { readonly door: Door },
  entity: EntityModel,
): readonly string[] {
  const rights = ground.door.access.entity(entity.key)
  return namingFields(ground, entity)
    .map(({ key }) => key)
    .filter(
      (key) => rights?.fieldScope(key, 'read') === null && ['read', 'write'].includes(rights.field(key)),
    )
}

async function named(
  door: Door,
  of: { readonly entity: EntityModel; readonly field: string; readonly texts: readonly string[] },
): Promise<readonly (readonly [string, string])[]> {
  const { entity, field, texts } = of
  const found: (readonly [string, string])[] = []
  let cursor: string | undefined
  do {
    const page = await door.query({
      entity: entity.key,
      fields: [field],
      filter: { in: [{ var: field }, texts] },
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    })
    for (const { id, values } of page.records) found.push([String(values[field]), id])
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

function book(pairs: readonly (readonly [string, string])[]): NameBook {
  const made = new Map<string, string | null>()
  for (const [name, id] of pairs) {
    const key = foldName(name)
    made.set(key, made.has(key) && made.get(key) !== id ? null : id)
  }
  return made
}

/** The id a text stands for: itself when it is one; null when several fit, undefined when none does. */
export function idIn(names: NameBook, text: string): string | null | undefined {
  return uuid.test(text.trim()) ? text.trim().toLowerCase() : names.get(foldName(text))
}

/** The ids that several names stand for, or why one of them names none. */
export function readNames(names: NameBook, words: readonly string[]): readonly string[] | null | Fault {
  const ids = new Set<string>()
  for (const name of words) {
    const id = readName(names, name)
    if (id instanceof Fault) return id
    if (id !== null) ids.add(id)
  }
  return ids.size === 0 ? null : [...ids].toSorted()
}

/** The id that a cell names, or why it names none. */
export function readName(names: NameBook, words: string): string | null | Fault {
  if (words === '') return null
  const id = idIn(names, words)
  if (typeof id === 'string') return id
  return new Fault(
    id === null
      ? text(
          `有多条记录都叫“${words}”，请改用编号区分。`,
          `Several records are called “${words}”; tell them apart.`,
        )
      : text(
          `没有找到“${words}”。请先建立它，或改正名称。`,
          `“${words}” was not found. Make it first, or correct the name.`,
        ),
  )
}
