import type { Client } from '@mortise/client'
import type { Json, LookupBook, LookupRequest } from '@mortise/expressions'
import type { FaceContext, LookupHit } from '@mortise/fields/react'
import { fieldAt, provideLink, refreshLookups } from '@mortise/forms'
import type { EntityModel } from '@mortise/schema'
import { type FormStore, lookupFigure } from '@mortise/views'
import { type Making, sampleRecord } from './sample-record.ts'

type Row = { readonly id: string; readonly [field: string]: Json }

/** What a preview is told of records that are not its own. */
export type PreviewAnswers = Required<Pick<FaceContext, 'lookup' | 'labelOf'>> & {
  /** A record behind a link. */
  readonly rowOf: (entity: string, id: string) => Promise<Row | null>
  /** What a lookup finds. */
  readonly find: (request: LookupRequest) => Promise<Json>
}

type Sources = {
  readonly client: Pick<Client, 'records'>
  readonly making: Making
  /** Answers for people and departments. */
  readonly people: Required<Pick<FaceContext, 'lookup' | 'labelOf'>>
  /** Made-up records alone, though there may be real ones. */
  readonly madeUp: boolean
}

const samples = 3
const idOf = (at: number): string => `00000000-0000-7000-8000-00000000000${at + 1}`

/** Made-up records of an entity, whose names tell them apart. */
function sampleRows(entity: EntityModel, making: Making): readonly Row[] {
  const { title } = entity.document
  const record = sampleRecord(entity, making, 1) as { readonly [field: string]: Json }
  return Array.from({ length: samples }, (_, at) => ({
    ...record,
    [title]: typeof record[title] === 'string' ? `${record[title]} ${at + 1}` : (record[title] ?? at + 1),
    id: idOf(at),
  }))
}

/**
 * Answers what a form that is tried out asks of other records: real ones where there are any, else made-up ones, so that
 * pickers, lookups and what is filled by a link can be seen at work before anything is published.
 */
export function previewAnswers({ client, making, people, madeUp }: Sources): PreviewAnswers {
  const { model } = making
  const names = new Map<string, string>()
  const made = (entity: string): readonly Row[] => {
    const found = model.entity(entity)
    return found === undefined ? [] : sampleRows(found, making)
  }
  const ask = async (query: Parameters<Client['records']['query']>[0]): Promise<readonly Row[]> => {
    if (madeUp) return []
    // An entity that was never published, or may not be read, has no records to ask for.
    const answer = await client.records.query(query).catch(() => undefined)
    return (answer?.data ?? []) as readonly Row[]
  }
  const hitsOf = (entity: string, rows: readonly Row[]): readonly LookupHit[] => {
    const title = model.entity(entity)?.document.title ?? 'id'
    return rows.map((row) => {
      const label = String(row[title] ?? row.id)
      names.set(`${entity}:${row.id}`, label)
      return { id: row.id, label }
    })
  }
  return {
    labelOf: (entity, id) => names.get(`${entity}:${id}`) ?? people.labelOf(entity, id),
    lookup: async (entity, text, field) => {
      const document = model.entity(entity)?.document
      if (document === undefined) return people.lookup(entity, text, field)
      const search = text === '' ? {} : { search: text }
      const real = await ask({ entity, fields: [document.title], limit: 20, ...search })
      if (real.length > 0) return hitsOf(entity, real)
      return hitsOf(entity, made(entity)).filter(({ label }) => label.includes(text))
    },
    rowOf: async (entity, id) => {
      const sample = made(entity).find((row) => row.id === id)
      if (sample !== undefined) return sample
      const answer = await client.records.get(entity, id).catch(() => undefined)
      return (answer?.data ?? null) as Row | null
    },
    find: async (request) => {
      const { entity, filter, field, order, figure } = request
      if (figure !== undefined) return madeUp ? 0 : lookupFigure(client, request)
      const sort =
        order === undefined
          ? undefined
          : [{ field: order.field, dir: order.descending ? ('desc' as const) : ('asc' as const) }]
      const [real] = await ask({
        entity,
        fields: [field],
        filter,
        ...(sort === undefined ? {} : { sort }),
        limit: 1,
      })
      return real?.[field] ?? made(entity)[0]?.[field] ?? null
    },
  }
}

/** Tells an open form what its expressions wait for. */
export async function answerPreview(
  answers: PreviewAnswers,
  book: LookupBook,
  store: FormStore,
): Promise<void> {
  const waiting = book.waiting()
  if (waiting.length > 0) {
    const found = await Promise.all(waiting.map((request) => answers.find(request)))
    for (const [at, request] of waiting.entries()) book.provide(request, found[at] ?? null)
    store.set((state) => refreshLookups(store.program, state))
  }
  await Promise.all(store.state.pending.map((path) => answerLink(answers, store, path)))
}

async function answerLink(answers: PreviewAnswers, store: FormStore, path: string): Promise<void> {
  const { program } = store
  // A field of a row stands behind its table and its row.
  const [first = '', , inRow] = path.split('/')
  const owner = program.tables.get(inRow === undefined ? '' : first)?.entity
  const field = owner?.field(inRow ?? first)
  const entity = field === undefined ? undefined : program.fields.find(field.type)?.target?.(field.document)
  const id = fieldAt(store.state, path)?.value
  if (entity === undefined || typeof id !== 'string') return
  const row = await answers.rowOf(entity, id)
  // Another may have been picked meanwhile.
  if (fieldAt(store.state, path)?.value !== id) return
  store.set((state) => provideLink(program, state, path, row === null ? null : { row, links: {} }))
}
