import type { WireRecord } from '@mortise/client'
import type { Expression, Json } from '@mortise/expressions'
import type { FieldModel } from '@mortise/schema'
import type { GroupBy } from './shape.ts'

/** A group as its head shows it. */
export type GroupHead = {
  /** Values from the outermost group inwards: what tells groups apart. */
  readonly path: string
  readonly level: number
  readonly by: GroupBy
  readonly field: FieldModel
  readonly key: Json
  readonly count: number
  /** There are more than `count`; counts this list's groups to their end, with their sums. */
  readonly countAll?: (() => void) | undefined
  /** Sums by field. */
  readonly sums: { readonly [field: string]: Json }
  /** Which records are in it, beside what filters the list. */
  readonly filter: Expression
}

/** One line of a table. */
export type TableItem =
  | { readonly kind: 'record'; readonly key: string; readonly record: WireRecord }
  | { readonly kind: 'group'; readonly key: string; readonly group: GroupHead; readonly open: boolean }
  | {
      readonly kind: 'more'
      readonly key: string
      readonly level: number
      readonly busy: boolean
      readonly onMore: () => void
    }

/** Lines of a list without groups; the last one asks for more when it comes into sight. */
export function flatItems(
  records: readonly WireRecord[],
  more: { readonly has: boolean; readonly onMore: () => void },
): readonly TableItem[] {
  const items: TableItem[] = records.map((record) => ({ kind: 'record', key: record.id, record }))
  if (more.has) items.push({ kind: 'more', key: 'more', level: -1, busy: true, onMore: more.onMore })
  return items
}

/** Which records have this value, or lie in this month. */
export function groupFilter(by: GroupBy, key: Json): Expression {
  const value: Expression = { var: by.field }
  if (key === null || by.bucket === undefined) return { '==': [value, key] }
  return { '==': [{ dateTrunc: [value, by.bucket] }, key] }
}
