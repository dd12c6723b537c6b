import type { Json } from '@mortise/expressions'
import { byStart, lanesOf, type Span } from './spans.ts'

/** A line of a chart of time: the head of a group, or spans side by side. */
export type Row =
  | { readonly type: 'group'; readonly key: string; readonly value: Json; readonly count: number }
  | { readonly type: 'lane'; readonly key: string; readonly spans: readonly Span[] }

const keyOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

/**
 * Lines of a chart: groups in the order their first record comes in, what has no value last; a line for each record, or
 * `packed` into as few lanes as they fit in.
 */
export function rowsOf(
  spans: readonly Span[],
  given: {
    readonly groupBy: string | undefined
    readonly packed: boolean
    readonly folded: ReadonlySet<string>
    readonly order: readonly string[]
    readonly endOf: (span: Span) => number
  },
): readonly Row[] {
  const { groupBy, packed, folded, order, endOf } = given
  const lines = (list: readonly Span[], key: string): readonly Row[] => {
    const sorted = list.toSorted(byStart)
    const lanes = packed ? lanesOf(sorted, endOf) : sorted.map((span) => [span])
    return lanes.map((lane, at) => ({
      type: 'lane',
      key: packed ? `${key}#${at}` : (lane[0]?.record.id ?? ''),
      spans: lane,
    }))
  }
  if (groupBy === undefined) return lines(spans, '')
  const groups = new Map<string, { value: Json; list: Span[] }>()
  for (const span of spans) {
    const value = span.record[groupBy] ?? null
    const group = groups.get(keyOf(value))
    if (group === undefined) groups.set(keyOf(value), { value, list: [span] })
    else group.list.push(span)
  }
  const place = ([key, { value }]: readonly [string, { value: Json }]): number =>
    value === null ? Infinity : order.includes(key) ? order.indexOf(key) : order.length
  return [...groups.entries()]
    .toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
    .flatMap(([key, { value, list }]): readonly Row[] => [
      { type: 'group', key: `group ${key}`, value, count: list.length },
      ...(folded.has(`group ${key}`) ? [] : lines(list, key)),
    ])
}
