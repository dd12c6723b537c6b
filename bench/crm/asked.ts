import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Call } from '../kit/http.ts'

/** What a screen of the CRM asks the server for. */
export type Asked = { readonly name: string; readonly call: Call }

const crm = resolve(import.meta.dirname, '../../examples/crm')

function documents(kind: string): readonly { readonly [part: string]: unknown }[] {
  const folder = join(crm, kind)
  return readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly [part: string]: unknown },
  )
}

/** Every report of the CRM. */
export function reports(): readonly Asked[] {
  return documents('reports').map(({ key }) => ({
    name: String(key),
    call: { method: 'GET', path: `/api/reports/${String(key)}/data` },
  }))
}

/** The first page of every list, with its count; of boards also the heads of their columns. */
export function lists(): readonly Asked[] {
  return documents('views').flatMap(({ key, entity, filter, sort, columns, groupBy, sums }) => {
    const path = `/api/records/${String(entity)}/query`
    const name = `${String(entity)}.${String(key)}`
    const fields = (columns as readonly unknown[] | undefined)?.filter((one) => typeof one === 'string') ?? [
      'id',
    ]
    const page = {
      fields,
      limit: 50,
      count: 'estimate',
      ...(filter ? { filter } : {}),
      ...(sort ? { sort } : {}),
    }
    const asked: Asked[] = [{ name, call: { method: 'POST', path, body: page } }]
    if (typeof groupBy === 'string') {
      const group = { by: groupBy, limit: 100, count: 'quick', ...(sums ? { sums } : {}) }
      const body = { group, ...(filter ? { filter } : {}) }
      asked.push({ name: `${name}, groups`, call: { method: 'POST', path, body } })
    }
    return asked
  })
}
