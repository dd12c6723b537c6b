import type { Client } from '@mortise/client'
import type { FaceContext, LookupHit } from '@mortise/fields/react'

/** Finds people and departments by name for pickers of a designer, and remembers the names found. */
export function lookupPeople({
  people,
}: Pick<Client, 'people'>): Required<Pick<FaceContext, 'lookup' | 'labelOf'>> {
  const names = new Map<string, string>()
  const remember = (entity: string, hits: readonly LookupHit[]): readonly LookupHit[] => {
    for (const hit of hits) names.set(`${entity}:${hit.id}`, hit.label)
    return hits
  }
  const find: { readonly [entity: string]: (text: string) => Promise<readonly LookupHit[]> } = {
    user: async (text) =>
      (await people.users(text === '' ? undefined : text)).map(({ id, name, email }) => ({
        id,
        label: name,
        hint: email,
      })),
    department: async (text) =>
      (await people.departments())
        .filter(({ name }) => name.includes(text))
        .map(({ id, name }) => ({ id, label: name })),
    role: async (text) =>
      (await people.roles())
        .filter(({ name }) => name.includes(text))
        .map(({ key, name }) => ({ id: key, label: name })),
  }
  return {
    lookup: async (entity, text) => {
      const search = Object.hasOwn(find, entity) ? find[entity] : undefined
      return remember(entity, (await search?.(text))?.slice(0, 20) ?? [])
    },
    labelOf: (entity, id) => names.get(`${entity}:${id}`),
  }
}
