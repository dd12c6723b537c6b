import type { Json } from '@mortise/expressions'
import type { DuplicateDocument } from '@mortise/schema'
import { type Actor, duplicateKeys } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { ReadRow } from './read-rows.ts'
import type { ImportPlan } from './types.ts'

type Values = { readonly [field: string]: Json }

/** Ids of the records that rows mean, by row; one statement a batch. */
export async function matchesOf(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly rows: readonly ReadRow[] },
): Promise<ReadonlyMap<ReadRow, string>> {
  const { plan, rows } = given
  const { matchBy } = plan.mapping
  if (matchBy.length === 0) return new Map()
  const values = rows.map((row) => row.values)
  const found = await unit.door(actor).matching(plan.entity.key, matchBy, values)
  return new Map(
    [...found].flatMap(([place, id]) => (rows[place] === undefined ? [] : [[rows[place], id] as const])),
  )
}

/** The values of fields as one text; undefined when one is empty, for nothing is no sign of being the same. */
function keyOf(fields: readonly string[], values: Values): string | undefined {
  const list = fields.map((field) => values[field] ?? null)
  return list.includes(null) ? undefined : JSON.stringify(list)
}

const folds: { readonly [N in NonNullable<DuplicateDocument['normalise']>]?: (text: string) => string } = {
  none: (text) => text,
  phone: (text) => text.replaceAll(/\D/g, '').slice(-11),
  email: (text) => text.normalize('NFKC').trim().toLowerCase(),
  company: (text) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s()（）·.,，。-]/g, ''),
}

/** How texts of a duplicate rule are brought into one form. */
export function foldOf(normalise: DuplicateDocument['normalise']): (text: string) => string {
  return folds[normalise ?? 'none'] ?? ((text) => duplicateKeys(normalise, text)[0] ?? '')
}

/** The forms of a text that count as the same: more than one where sound or nearness is compared. */
function foldsOf(normalise: DuplicateDocument['normalise'], text: string): readonly string[] {
  const fold = folds[normalise ?? 'none']
  return fold === undefined ? duplicateKeys(normalise, text) : [fold(text)]
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
      const lists = list.map((one) => (typeof one === 'string' ? foldsOf(rule.normalise, one) : [one]))
      const all = lists.reduce<readonly (readonly Json[])[]>(
        (made, more) => made.flatMap((head) => more.map((one) => [...head, one])),
        [[]],
      )
      return all.map((one) => `${index} ${JSON.stringify(one)}`)
    }),
  ]
}
