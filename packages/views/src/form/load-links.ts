import type { Json, LinkedRow } from '@mortise/expressions'
import { fieldAt, type FormProgram, provideLink } from '@mortise/forms'
import type { FormStore } from './form-store.ts'
import { type LinkReader, targetOf } from './link-reader.ts'

type Sources = { readonly reader: LinkReader; readonly program: FormProgram }
type Values = { readonly [key: string]: Json }
type Links = { [field: string]: LinkedRow | null }

/** What lies behind one link, as deep as the paths go. A record that can't be read counts as empty. */
async function behind(
  sources: Sources,
  given: { readonly entity: string; readonly id: string; readonly paths: readonly string[] },
): Promise<LinkedRow | null> {
  const { reader, program } = sources
  const model = program.model.entity(given.entity)
  const record = model === undefined ? null : await reader.read(given.entity, given.id)
  if (model === undefined || record === null) return null
  const deeper = Map.groupBy(
    given.paths.filter((path) => path.includes('.')),
    (path) => path.slice(0, path.indexOf('.')),
  )
  const links: Links = {}
  await Promise.all(
    [...deeper].map(async ([key, paths]) => {
      const entity = targetOf(program, model, key)
      const id = record[key]
      if (entity === undefined || typeof id !== 'string') return
      const rest = paths.map((path) => path.slice(key.length + 1))
      links[key] = await behind(sources, { entity, id, paths: rest })
    }),
  )
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
