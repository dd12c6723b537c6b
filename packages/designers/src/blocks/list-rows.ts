import type { FieldDocument } from '@mortise/schema'

type Values = { readonly [key: string]: unknown }

/** Lists as a panel knows them: an entry that is only a name, as documents may have it, is a row that says just that. */
export function withRows(values: Values, settings: readonly FieldDocument[]): Values {
  const rows = settings.flatMap(({ key, type, settings: own }) => {
    const list = values[key]
    const [first] = (own?.['fields'] ?? []) as unknown as readonly FieldDocument[]
    if (type !== 'items' || first === undefined || !Array.isArray(list)) return []
    const made = list.map((one: unknown) => (typeof one === 'string' ? { [first.key]: one } : one))
    return [[key, made] as const]
  })
  return { ...values, ...Object.fromEntries(rows) }
}
