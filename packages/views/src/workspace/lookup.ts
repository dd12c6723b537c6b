import type { Client } from '@mortise/client'
import type { LookupHit } from '@mortise/fields/react'
import type { FieldDocument, Model } from '@mortise/schema'
import type { LabelStore } from './labels.ts'

type Sources = { readonly client: Client; readonly model: Model; readonly labels: LabelStore }

/** How many choices a picker shows; typing narrows them down. */
const most = 20

/** Finds people, departments and records by part of their names, and remembers the names. */
export function lookupIn({
  client,
  model,
  labels,
}: Sources): (entity: string, text: string, field: FieldDocument) => Promise<readonly LookupHit[]> {
  const remember = (entity: string, hits: readonly LookupHit[]): readonly LookupHit[] => {
    for (const hit of hits) labels.set(entity, hit.id, hit.label)
    return hits
  }
  const people = async (text: string): Promise<readonly LookupHit[]> => {
    const users = await client.people.users(text === '' ? undefined : text)
    return users
      .filter((user) => user.active)
      .map(({ id, name, email }) => ({ id, label: name, hint: email }))
  }
  const departments = async (text: string): Promise<readonly LookupHit[]> => {
    const all = await client.people.departments()
    return all.filter(({ name }) => name.includes(text)).map(({ id, name }) => ({ id, label: name }))
  }
  const records = async (
    entity: string,
    text: string,
    field: FieldDocument,
  ): Promise<readonly LookupHit[]> => {
    const title = model.entity(entity)?.document.title
    if (title === undefined) return []
    const filter = field.settings?.['filter']
    const answer = await client.records.query({
      entity,
      fields: [title],
      search: text === '' ? undefined : text,
      filter: filter ?? undefined,
      sort: text === '' ? [{ field: 'updated_at', dir: 'desc' }] : undefined,
      limit: most,
    })
    labels.add(answer.refs)
    return answer.data.map((record) => ({ id: record.id, label: String(record[title] ?? '') }))
  }
  const system: { readonly [entity: string]: (text: string) => Promise<readonly LookupHit[]> } = {
    user: people,
    department: departments,
    role: async (text) =>
      (await client.people.roles())
        .filter(({ name }) => name.includes(text))
        .map(({ key, name }) => ({ id: key, label: name })),
  }
  return async (entity, text, field) => {
    const find = Object.hasOwn(system, entity) ? system[entity] : undefined
    return remember(entity, (await (find?.(text) ?? records(entity, text, field))).slice(0, most))
  }
}
