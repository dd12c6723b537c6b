import type { Json } from '@mortise/expressions'
import type { DuplicateDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { ReadRow } from './read-rows.ts'
import type { ImportPlan } from './types.ts'

type Values = { readonly [field: string]: Json }

/** Ids of the records that rows mean, by row; one query a batch. */
export async function matchesOf(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly rows: readonly ReadRow[] },
): Promise<ReadonlyMap<ReadRow, string>> {
  const { plan, rows } = given
  const { matchBy } = plan.mapping
  const [first] = matchBy
  const found = new Map<ReadRow, string>()
  if (first === undefined) return found
  const wanted = [...new Set(rows.map(({ values }) => values[first] ?? null).filter((one) => one !== null))]
  const byKey = new Map<string, string>()
  for (let at = 0; at < wanted.length; at += 250) {
    const part = wanted.slice(at, at + 250)
    const page = await unit.door(actor).query({
      entity: plan.entity.key,
      fields: matchBy,
      filter: { in: [{ var: first }, part] },
      sort: [{ field: 'id', dir: 'desc' }],
      limit: 500,
    })
    for (const { id, values } of page.records) byKey.set(keyOf(matchBy, values) ?? id, id)
  }
  for (const row of rows) {
    const key = keyOf(matchBy, row.values)
    const id = key === undefined ? undefined : byKey.get(key)
    if (id !== undefined) found.set(row, id)
  }
  return found
}

/** The values of fields as one text; undefined when one is empty, for nothing is no sign of being the same. */
function keyOf(fields: readonly string[], values: Values): string | undefined {
  const list = fields.map((field) => values[field] ?? null)
  return list.includes(null) ? undefined : JSON.stringify(list)
}

const folds: { readonly [N in NonNullable<DuplicateDocument['normalise']>]: (text: string) => string } = {
  none: (text) => text,
  phone: (text) => text.replaceAll(/\D/g, '').slice(-11),
  email: (text) => text.normalize('NFKC').trim().toLowerCase(),
  company: (text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s()（）·.,，。-]/g, ''),
}

/**
 * What tells rows of one file apart: the match fields and the blocking duplicate keys. Two rows with a text in common
 * mean the same record.
 */
export function sameKeys(plan: ImportPlan, values: Values): readonly string[] {
  const blocking = (plan.entity.document.duplicates ?? []).filter((rule) => rule.on === 'block')
  const { matchBy, onMatch } = plan.mapping
  const own = matchBy.length === 0 || onMatch === 'create' ? undefined : keyOf(matchBy, values)
  return [
    ...(own === undefined ? [] : [`match ${own}`]),
    ...blocking.flatMap((rule, index) => {
      const list = rule.fields.map((field) => values[field] ?? null)
      if (list.includes(null)) return []
      const fold = folds[rule.normalise ?? 'none']
      return [`${index} ${JSON.stringify(list.map((one) => (typeof one === 'string' ? fold(one) : one)))}`]
    }),
  ]
}
