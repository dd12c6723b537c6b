import type { Expression } from '@mortise/expressions'
import type { AggregateQuery, GroupQuery, RecordQuery } from '@mortise/schema'
import { errors } from '../errors.ts'
import { present, readObject } from './asked.ts'

type Body = { readonly [key: string]: unknown }

const wrong = (why: string): Error => errors.REQUEST_INVALID({ why })

function textIn(body: Body, key: string): string | undefined {
  const value = body[key] ?? undefined
  if (value !== undefined && typeof value !== 'string') throw wrong(key)
  return value
}

function listIn(body: Body, key: string): readonly unknown[] | undefined {
  const value = body[key] ?? undefined
  if (value !== undefined && !Array.isArray(value)) throw wrong(key)
  return value
}

function limitIn(body: Body, max: number): number | undefined {
  const value = body['limit'] ?? undefined
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > max)
    throw wrong(`limit 1–${max}`)
  return value
}

/** `[{field, dir}]` or `[{by, dir}]`. */
function sortIn<K extends 'field' | 'by'>(
  body: Body,
  name: K,
): readonly ({ readonly [N in K]: string } & { readonly dir?: 'asc' | 'desc' })[] | undefined {
  return listIn(body, 'sort')?.map((one) => {
    const { [name]: key, dir } = readObject(one)
    if (typeof key !== 'string' || (dir !== undefined && dir !== 'asc' && dir !== 'desc')) throw wrong('sort')
    return { [name]: key, ...(dir === undefined ? {} : { dir }) } as { readonly [N in K]: string }
  })
}

/** A list query out of a JSON body. Conditions are checked where they are compiled. */
export function readQueryBody(given: unknown): Partial<Omit<RecordQuery, 'entity'>> {
  const body = readObject(given ?? {})
  const fields = listIn(body, 'fields')
  if (fields?.some((one) => typeof one !== 'string')) throw wrong('fields')
  const { count, deleted } = body
  if (![undefined, null, 'none', 'exact', 'estimate'].includes(count as string | undefined))
    throw wrong('count')
  return present({
    fields: fields as readonly string[] | undefined,
    filter: (body['filter'] ?? undefined) as Expression | undefined,
    sort: sortIn(body, 'field'),
    search: textIn(body, 'search'),
    cursor: textIn(body, 'cursor'),
    limit: limitIn(body, 500),
    count: (count ?? undefined) as RecordQuery['count'],
    deleted: deleted === true ? true : undefined,
  })
}

/** The groups of a list out of the `group` of a JSON body, with the body's own filter and search. */
export function readGroupBody(given: unknown): Omit<GroupQuery, 'entity'> | undefined {
  const body = readObject(given ?? {})
  if (body['group'] === undefined || body['group'] === null) return undefined
  const group = readObject(body['group'])
  const { by, bucket, sort, dir, count } = group
  const sums = listIn(group, 'sums')
  if (typeof by !== 'string') throw wrong('group/by')
  if (sums?.some((one) => typeof one !== 'string')) throw wrong('group/sums')
  if (sort !== undefined && typeof sort !== 'string') throw wrong('group/sort')
  if (dir !== undefined && dir !== 'asc' && dir !== 'desc') throw wrong('group/dir')
  if (count !== undefined && count !== 'exact' && count !== 'quick') throw wrong('group/count')
  return present({
    count,
    by: present({ field: by, bucket: bucket as GroupQuery['by']['bucket'] }),
    sums: sums as readonly string[] | undefined,
    sort: typeof sort === 'string' ? present({ by: sort, dir }) : undefined,
    filter: (body['filter'] ?? undefined) as Expression | undefined,
    search: textIn(body, 'search'),
    cursor: textIn(group, 'cursor'),
    limit: limitIn(group, 500) ?? 50,
  }) as Omit<GroupQuery, 'entity'>
}

/** An aggregate query out of a JSON body. */
export function readAggregateBody(given: unknown): Omit<AggregateQuery, 'entity'> {
  const body = readObject(given)
  const columns = (key: string): readonly Body[] =>
    (listIn(body, key) ?? []).map((one) => {
      const column = readObject(one)
      if (typeof column['key'] !== 'string') throw wrong(`${key}/key`)
      return column
    })
  const measures = columns('measures')
  if (measures.some((one) => typeof one['agg'] !== 'string')) throw wrong('measures/agg')
  return present({
    dimensions: columns('dimensions') as unknown as AggregateQuery['dimensions'],
    measures: measures as unknown as AggregateQuery['measures'],
    filter: (body['filter'] ?? undefined) as Expression | undefined,
    search: textIn(body, 'search'),
    having: (body['having'] ?? undefined) as Expression | undefined,
    sort: sortIn(body, 'by'),
    limit: limitIn(body, 100_000),
  })
}
