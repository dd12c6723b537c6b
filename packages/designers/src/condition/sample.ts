import type { Client, WireRecord } from '@mortise/client'
import {
  type EvaluationInput,
  type ExpressionDeps,
  type Json,
  type LinkedRow,
  lookupBook,
  type LookupRequest,
} from '@mortise/expressions'
import type { EntityModel, Model } from '@mortise/schema'
import { lookupFigure } from '@mortise/views'

type Row = { readonly [key: string]: Json }

/** One record to try an expression on, with all that the expression reads around it. */
export type Sample = {
  readonly name: string
  readonly input: Pick<EvaluationInput, 'row' | 'links' | 'rows'>
}

type Asked = {
  readonly client: Pick<Client, 'records'>
  readonly model: Model
  readonly entity: EntityModel
  readonly deps: ExpressionDeps
}

/** Values of paths such as `customer.level` as rows behind links. */
export function nested(flat: Row): LinkedRow {
  const row: { [key: string]: Json } = {}
  const behind = new Map<string, { [key: string]: Json }>()
  for (const [path, value] of Object.entries(flat)) {
    const dot = path.indexOf('.')
    if (dot < 0) row[path] = value
    else {
      const inner = behind.get(path.slice(0, dot)) ?? {}
      inner[path.slice(dot + 1)] = value
      behind.set(path.slice(0, dot), inner)
    }
  }
  if (behind.size === 0) return { row }
  return { row, links: Object.fromEntries([...behind].map(([key, inner]) => [key, nested(inner)])) }
}

const flatOf = (record: WireRecord): Row => record as unknown as Row
const mostRows = 100

/** Reads the record at a place (0 is the newest) with what the expression reads; undefined when there is none. */
export async function readSample(asked: Asked, at: number): Promise<Sample | undefined> {
  const { client, entity, deps } = asked
  const relations = entity.relations.filter(({ key }) => deps.fields.includes(key))
  const inRows = (path: string): boolean =>
    relations.some(({ key }) => path === key || path.startsWith(`${key}.`))
  const { title } = entity.document
  const fields = [...new Set([...deps.paths.filter((path) => !inRows(path)), title])]
  const { data } = await client.records.query({
    entity: entity.key,
    fields,
    sort: [{ field: 'id', dir: 'desc' }],
    limit: at + 1,
  })
  const record = data[at] ?? data.at(-1)
  if (record === undefined) return undefined
  const rows = await Promise.all(
    relations.map(async ({ key, target, via }) => {
      const paths = deps.paths.flatMap((path) =>
        path.startsWith(`${key}.`) ? [path.slice(key.length + 1)] : [],
      )
      const filter = { '==': [{ var: via }, record.id] }
      const page = await client.records.query({
        entity: target,
        fields: paths.length === 0 ? ['id'] : paths,
        filter,
        limit: mostRows,
      })
      return [key, page.data.map((one) => nested(flatOf(one)))] as const
    }),
  )
  const named: unknown = record[title]
  return {
    name: typeof named === 'string' && named !== '' ? named : record.id.slice(0, 8),
    input: { ...nested(flatOf(record)), rows: Object.fromEntries(rows) },
  }
}

/** Runs a step until every lookup in it is answered. */
export async function withAnswers<T>(
  client: Pick<Client, 'records'>,
  run: (lookup: (request: LookupRequest) => Json) => T,
): Promise<T> {
  const book = lookupBook()
  for (let round = 0; ; round += 1) {
    const result = run(book.lookup)
    const waiting = book.waiting()
    if (waiting.length === 0 || round > 3) return result
    for (const request of waiting) book.provide(request, await first(client, request))
  }
}

async function first(client: Pick<Client, 'records'>, request: LookupRequest): Promise<Json> {
  const { entity, filter, field, order, figure } = request
  if (figure !== undefined) return lookupFigure(client, request)
  const sort = order
    ? [{ field: order.field, dir: order.descending ? ('desc' as const) : ('asc' as const) }]
    : []
  const { data } = await client.records.query({ entity, fields: [field], filter, sort, limit: 1 })
  return data[0] === undefined ? null : (flatOf(data[0])[field] ?? null)
}
