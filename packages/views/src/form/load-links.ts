import type { Client, WireRecord } from '@mortise/client'
import type { Json, LinkedRow } from '@mortise/expressions'
import { fieldAt, type FormProgram, provideLink } from '@mortise/forms'
import type { EntityModel } from '@mortise/schema'
import type { LabelStore } from '../workspace/labels.ts'
import type { FormStore } from './form-store.ts'

type Sources = { readonly client: Client; readonly program: FormProgram; readonly labels: LabelStore }
type Values = { readonly [key: string]: Json }
type Links = { [field: string]: LinkedRow | null }

function targetOf(program: FormProgram, entity: EntityModel, key: string): string | undefined {
  const field = entity.field(key)
  return field === undefined ? undefined : program.fields.find(field.type)?.target?.(field.document)
}

/** What lies behind one link, as deep as the paths go. A record that can't be read counts as empty. */
async function behind(
  { client, program, labels }: Sources,
  given: { readonly entity: string; readonly id: string; readonly paths: readonly string[] },
): Promise<LinkedRow | null> {
  const model = program.model.entity(given.entity)
  if (model === undefined) return null
  let record: WireRecord
  try {
    const answer = await client.records.get(given.entity, given.id)
    labels.add(answer.refs)
    record = answer.data
  } catch {
    return null
  }
  const deeper = Map.groupBy(
    given.paths.filter((path) => path.includes('.')),
    (path) => path.slice(0, path.indexOf('.')),
  )
  const links: Links = {}
  for (const [key, paths] of deeper) {
    const entity = targetOf(program, model, key)
    const id = record[key]
    if (entity === undefined || typeof id !== 'string') continue
    const rest = paths.map((path) => path.slice(key.length + 1))
    links[key] = await behind({ client, program, labels }, { entity, id, paths: rest })
  }
  return { row: record, links }
}

/** What the form's expressions read behind the links of one record or row. */
export async function linksOf(sources: Sources, table: string, values: Values): Promise<Links> {
  const needs = sources.program.needs.links[table] ?? {}
  const owner = sources.program.tables.get(table)?.entity
  const links: Links = {}
  await Promise.all(
    Object.entries(needs).map(async ([key, paths]) => {
      const entity = owner === undefined ? undefined : targetOf(sources.program, owner, key)
      const id = values[key]
      if (entity === undefined || typeof id !== 'string') return
      links[key] = await behind(sources, { entity, id, paths })
    }),
  )
  return links
}

/** Fetches what links picked meanwhile wait for, and hands it to the form. */
export async function provideAwaited(sources: Sources, store: FormStore): Promise<void> {
  await Promise.all(
    store.state.pending.map(async (path) => {
      const [first = '', , rowKey] = path.split('/')
      const table = rowKey === undefined ? '' : first
      const key = rowKey ?? first
      const before = fieldAt(store.state, path)?.value ?? null
      const links = await linksOf(sources, table, { [key]: before })
      // The person may have picked another record while this one was on its way.
      if ((fieldAt(store.state, path)?.value ?? null) !== before) return
      store.set((state) => provideLink(sources.program, state, path, links[key] ?? null))
    }),
  )
}
