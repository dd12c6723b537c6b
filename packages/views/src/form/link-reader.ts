import type { Client, WireRecord } from '@mortise/client'
import type { FormProgram } from '@mortise/forms'
import type { EntityModel } from '@mortise/schema'
import type { LabelStore } from '../workspace/labels.ts'

/** Reads records behind links. All that is asked for at once is fetched together, however many rows ask. */
export type LinkReader = {
  /** Null where there is no such record, or this person may not see it. */
  readonly read: (entity: string, id: string) => Promise<WireRecord | null>
}

type Sources = {
  readonly client: Pick<Client, 'records'>
  readonly program: FormProgram
  readonly labels: Pick<LabelStore, 'add'>
}

/** How many records one request asks for. */
const most = 500

/** The entity that a link field of an entity leads to. */
export function targetOf(program: FormProgram, entity: EntityModel, key: string): string | undefined {
  const field = entity.field(key)
  return field === undefined ? undefined : program.fields.find(field.type)?.target?.(field.document)
}

/** Makes a reader for the links of one form. */
export function linkReader(sources: Sources): LinkReader {
  const fields = neededFields(sources.program)
  const asked = new Map<string, Map<string, PromiseWithResolvers<WireRecord | null>>>()
  const flush = (): void => {
    const batches = [...asked]
    asked.clear()
    for (const [entity, waiting] of batches) {
      const ids = [...waiting.keys()]
      for (let at = 0; at < ids.length; at += most) {
        const part = ids.slice(at, at + most)
        void readMany(sources, { entity, ids: part, fields: fields.get(entity) ?? new Set() }).then(
          (found) => {
            for (const id of part) waiting.get(id)?.resolve(found.get(id) ?? null)
          },
        )
      }
    }
  }
  return {
    read: (entity, id) => {
      if (asked.size === 0) queueMicrotask(flush)
      const waiting = asked.get(entity) ?? new Map<string, PromiseWithResolvers<WireRecord | null>>()
      asked.set(entity, waiting)
      const one = waiting.get(id) ?? Promise.withResolvers<WireRecord | null>()
      waiting.set(id, one)
      return one.promise
    },
  }
}

async function readMany(
  { client, labels }: Sources,
  asked: { readonly entity: string; readonly ids: readonly string[]; readonly fields: ReadonlySet<string> },
): Promise<ReadonlyMap<string, WireRecord>> {
  const { entity, ids, fields } = asked
  try {
    const { data, refs } = await client.records.query({
      entity,
      fields: [...fields],
      filter: { in: [{ var: 'id' }, [...ids]] },
      limit: ids.length,
    })
    labels.add(refs)
    return new Map(data.map((record) => [record.id, record]))
  } catch {
    // What can't be read counts as empty; the server works everything out again on saving.
    return new Map()
  }
}

/** What the form's expressions read of each entity behind its links, at whatever depth, and what it is called. */
function neededFields(program: FormProgram): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const visit = (entity: EntityModel, path: string): void => {
    const [head = '', ...rest] = path.split('.')
    const target = program.model.entity(targetOf(program, entity, head) ?? '')
    const field = entity.field(head)
    const rows = field !== undefined && program.fields.find(field.type)?.parentField !== undefined
    if (field !== undefined && !rows) found.set(entity.key, (found.get(entity.key) ?? new Set()).add(head))
    if (target !== undefined && rest.length > 0) visit(target, rest.join('.'))
  }
  for (const [table, links] of Object.entries(program.needs.links)) {
    const owner = program.tables.get(table)?.entity
    for (const [key, paths] of Object.entries(links)) {
      const target = owner && program.model.entity(targetOf(program, owner, key) ?? '')
      if (target !== undefined) for (const path of [...paths, target.document.title]) visit(target, path)
    }
  }
  return found
}
