import { type Json, language, type LinkedRow, type LookupRequest } from '@mortise/expressions'
import type { EntityDocument, EntityModel } from '@mortise/schema'

/** Another entity that forms link to, pick from and copy from. */
export const product: EntityDocument = {
  key: 'ware',
  label: 'Product',
  title: 'name',
  fields: [
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'code', label: 'Code', type: 'text' },
    { key: 'price', label: 'Price', type: 'money' },
    { key: 'level', label: 'Level', type: 'integer' },
    { key: 'active', label: 'Active', type: 'boolean' },
  ],
}

type Row = { readonly [key: string]: Json }

/** All products there are, in the order of their ids. */
export const products: readonly Row[] = Array.from({ length: 9 }, (_, n) => ({
  id: `018f3c5e-7a10-7000-8000-00000000010${n}`,
  name: ['bolt', 'nut', 'Öse', '螺丝', 'pin', 'cap', 'rod', 'bar', 'cog'][n] ?? '',
  code: ['a', 'b', 'c'][n % 3] ?? '',
  price: `${n}.50`,
  level: n % 5,
  active: n % 4 !== 0,
}))

/** What lies behind a link to a product; null for none. */
export function behindProduct(id: Json | undefined): LinkedRow | null {
  const row = products.find((one) => one['id'] === id)
  return row === undefined ? null : { row, links: {} }
}

/** Answers a lookup among the products, as the database does: the first that fits, by the order asked for, then by id. */
export function answerFrom(entity: EntityModel): (request: LookupRequest) => Json {
  const known = new Map<string, Json>()
  return (request) => {
    const key = JSON.stringify(request)
    const before = known.get(key)
    if (before !== undefined) return before
    const { filter, field, order } = request
    const fits = language.compile(filter, entity.scope)
    const found = products.filter((row) => fits({ row, now: '2026-03-05T06:30:00.000Z' }) === true)
    const by = order === undefined ? '' : order.field
    const sorted = found.toSorted((a, b) => {
      const [x, y] = [a[by] ?? null, b[by] ?? null]
      if (by === '' || x === y) return 0
      const way = Number(x) < Number(y) || (Number.isNaN(Number(x)) && String(x) < String(y)) ? -1 : 1
      return order?.descending === true ? -way : way
    })
    const answer = sorted[0]?.[field] ?? null
    if (known.size > 5000) known.clear()
    known.set(key, answer)
    return answer
  }
}
