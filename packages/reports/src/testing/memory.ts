import { language, type Json, type LinkedRow } from '@mortise/expressions'
import type { AggregateDimension, AggregateMeasure, AggregateQuery, ReportDocument } from '@mortise/schema'
import { compileReport, shapeResult } from '../engine.ts'
import type { ReportResult, ReportRow } from '../types.ts'
import { reportContext, shapeContext } from './deals.ts'

/** A record in memory: its values, and what its links lead to. */
export type MemoryRow = {
  readonly row: ReportRow
  readonly links?: { readonly [key: string]: LinkedRow | null }
}

/** Records by entity. */
export type Memory = { readonly [entity: string]: readonly MemoryRow[] }

type Read = (expr: Json) => Json

const reader =
  (record: MemoryRow): Read =>
  (expr) =>
    language.evaluate(expr, {
      ...record,
      now: shapeContext.asOf,
      timeZone: 'UTC',
      lookup: () => null,
    })

function bucketed(value: Json, bucket: AggregateDimension['bucket']): Json {
  if (bucket === undefined || typeof value !== 'string') return value
  const day = value.slice(0, 10)
  if (bucket === 'year') return `${day.slice(0, 4)}-01-01`
  const month = Number(day.slice(5, 7))
  const first = bucket === 'quarter' ? month - ((month - 1) % 3) : month
  return bucket === 'day' ? day : `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b)

function middle(values: readonly number[], part: number): number | null {
  const list = sorted(values)
  const at = (list.length - 1) * part
  const [low, high] = [list[Math.floor(at)], list[Math.ceil(at)]]
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at))
}

const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0)

function figure({ agg, expr, filter }: AggregateMeasure, rows: readonly Read[]): Json {
  const counted = filter === undefined ? rows : rows.filter((read) => read(filter as Json) === true)
  if (expr === undefined) return counted.length
  const values = counted.map((read) => read(expr as Json)).filter((one) => one !== null)
  const numbers = values.map(Number)
  if (agg === 'count') return values.length
  if (agg === 'countDistinct') return new Set(values).size
  if (agg === 'sum') return total(numbers)
  if (agg === 'median') return middle(numbers, 0.5)
  if (agg === 'p90') return middle(numbers, 0.9)
  const ordered = values.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
  const numeric = values.every((one) => typeof one === 'number')
  if (agg === 'min') return numeric ? (sorted(numbers)[0] ?? null) : (ordered[0] ?? null)
  return numeric ? (sorted(numbers).at(-1) ?? null) : (ordered.at(-1) ?? null)
}

type Groups = Map<string, { readonly names: ReportRow; readonly rows: Read[] }>

function grouped(
  records: readonly MemoryRow[],
  filter: Json | undefined,
  dimensions: readonly AggregateDimension[],
): Groups {
  const groups: Groups = new Map()
  for (const record of records) {
    const read = reader(record)
    if (filter !== undefined && read(filter) !== true) continue
    const names = Object.fromEntries(
      dimensions.map(({ key, expr, bucket }) => [key, bucketed(read(expr as Json), bucket)]),
    )
    const at = JSON.stringify(Object.values(names))
    const group = groups.get(at) ?? { names, rows: [] }
    group.rows.push(read)
    groups.set(at, group)
  }
  if (dimensions.length === 0 && groups.size === 0) groups.set('[]', { names: {}, rows: [] })
  return groups
}

/** Answers a query as the store would, by going through every record; parts only of other entities or filters. */
export function answer(query: AggregateQuery, memory: Memory): readonly ReportRow[] {
  const own = grouped(memory[query.entity] ?? [], query.filter as Json, query.dimensions)
  const parts = (query.parts ?? []).map(({ key, instead }) => ({
    key,
    groups: grouped(
      memory[instead?.entity ?? query.entity] ?? [],
      instead?.filter as Json,
      instead?.dimensions ?? query.dimensions,
    ),
  }))
  const names = new Map([own, ...parts.map((one) => one.groups)].flatMap((one) => [...one]))
  return [...names].map(([at, group]) => ({
    ...group.names,
    ...Object.fromEntries(
      query.measures.map((measure) => {
        const from = measure.part === undefined ? own : parts.find(({ key }) => key === measure.part)?.groups
        return [measure.key, figure(measure, from?.get(at)?.rows ?? [])]
      }),
    ),
  }))
}

/** Runs a report over records in memory. */
export function runInMemory(report: ReportDocument, memory: Memory): ReportResult {
  const plan = compileReport(report, reportContext)
  if (plan.kind !== 'aggregate') throw new Error('stages are asked of the store')
  const totalsRow = plan.totals === undefined ? undefined : answer(plan.totals, memory)[0]
  return shapeResult(plan, answer(plan.query, memory), {
    ...shapeContext,
    timeZone: 'UTC',
    ...(totalsRow === undefined ? {} : { totalsRow }),
  })
}
