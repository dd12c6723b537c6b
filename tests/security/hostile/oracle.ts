import { builtinKit } from '@mortise/kit'
import type { Json } from '@mortise/expressions'

/** A record as it must be stored, or none. `rows` are the products of its items, in order. */
export type Wanted = { readonly values: { readonly [key: string]: Json }; readonly rows: readonly Json[] }

type Values = { readonly [key: string]: unknown }

const types: {
  readonly [key: string]: readonly [type: string, settings?: { readonly [key: string]: Json }]
} = {
  name: ['text'],
  code: ['text'],
  amount: ['money', { scale: 2 }],
  due: ['date'],
  note: ['text'],
}

/** What the type of a field makes of an input; undefined for what it refuses. */
function read(key: string, input: unknown): Json | undefined {
  const [type, settings = {}] = types[key] ?? ['']
  const field = { key, label: key, type, settings }
  const found = builtinKit.fields
    .find(type)
    ?.parse(input as Json, { field, locale: 'en', timeZone: 'Asia/Shanghai' })
  return found?.ok === true ? found.value : undefined
}

const isRow = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What becomes of plain values sent to the open form of the vault, worked out apart from the server: the record as it is
 * to be, or undefined when nothing may be stored.
 */
export function wantedOf(values: unknown): Wanted | undefined {
  if (!isRow(values)) return undefined
  const open = new Set([...Object.keys(types), 'stage', 'contact', 'papers', 'items'])
  if (Object.keys(values).some((key) => !open.has(key))) return undefined
  const found: { [key: string]: Json } = {}
  for (const key of Object.keys(types)) {
    const value = read(key, values[key])
    // A note is asked for only where there is an amount: without one it is left out, whatever it was.
    if (key === 'note' && (found['amount'] ?? null) === null) continue
    if (value === undefined) return undefined
    found[key] = value
  }
  const rows = rowsOf(values['items'])
  const papers = values['papers']
  if (rows === undefined || (papers !== undefined && papers !== null)) return undefined
  return (found['name'] ?? null) === null ? undefined : { values: found, rows }
}

function rowsOf(given: unknown): readonly Json[] | undefined {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given) || given.length > 200) return undefined
  const rows: Json[] = []
  for (const row of given as readonly unknown[]) {
    if (!isRow(row) || Object.keys(row).some((key) => key !== 'product')) return undefined
    const product = read('name', row['product'])
    if (product === undefined) return undefined
    rows.push(product)
  }
  return rows
}
