import type { Json } from '@mortise/expressions'
import type { DimensionDocument, MeasureDocument, ReportDocument } from '@mortise/schema'

/** Where figures of a report went: new keys by those before, and keys that lead nowhere any more. */
export type Followed = {
  readonly renamed: ReadonlyMap<string, string>
  readonly lost: readonly string[]
}

type Names = ReadonlyMap<string, string>
type Plain = { readonly [key: string]: Json | undefined }

/** Settings of a measure that name other columns of the report plainly. */
const naming: ReadonlySet<string> = new Set(['of', 'by', 'grain', 'within'])

/** A part of a measure with other columns under their new names, its keys in one order. */
function inNewNames(value: Json | undefined, names: Names, named = false): Json {
  if (typeof value === 'string') return named ? (names.get(value) ?? value) : value
  if (Array.isArray(value)) return value.map((one: Json) => inNewNames(one, names, named))
  if (typeof value !== 'object' || value === null) return value ?? null
  const entries = Object.entries(value as Plain)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    entries.map(([key, one]) => {
      if (key !== 'var' || typeof one !== 'string') return [key, inNewNames(one, names)]
      const [head = '', ...rest] = one.split('.')
      return [key, [names.get(head) ?? head, ...rest].join('.')]
    }),
  )
}

/** What a column is whatever it is called and however it is written: two of these alike are one figure. */
function coreOf(column: MeasureDocument | DimensionDocument, names: Names): string {
  const { key: _key, label: _label, ...rest } = column
  const { format: _format, hidden: _hidden, ...core } = rest as Partial<MeasureDocument>
  const parts = Object.entries(core)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(
    parts.map(([key, value]) => [
      key,
      // Only formulas over other measures and lists of columns speak of columns; all else speaks of fields.
      inNewNames(value as Json, key === 'calc' || naming.has(key) ? names : new Map(), naming.has(key)),
    ]),
  )
}

/** New keys of columns that are still there under another one; columns they lean on go by `names`. */
function moved<T extends MeasureDocument | DimensionDocument>(
  before: readonly T[],
  after: readonly T[],
  names: Names,
): ReadonlyMap<string, string> {
  const cores = new Map(after.map((one) => [one.key, coreOf(one, new Map())]))
  const wanted = before.map((one) => ({ key: one.key, core: coreOf(one, names) }))
  const known = new Set(wanted.map(({ core }) => core))
  // A key is another's only where a known figure stands under it now; else what it shows was put right.
  const stays = new Set(
    wanted.flatMap(({ key, core }) => {
      const now = cores.get(key)
      return now !== undefined && (now === core || !known.has(now)) ? [key] : []
    }),
  )
  const taken = new Set(stays)
  const found = new Map<string, string>()
  for (const { key, core } of wanted) {
    if (stays.has(key)) continue
    const to = after.find((one) => !taken.has(one.key) && cores.get(one.key) === core)?.key
    if (to === undefined) continue
    taken.add(to)
    found.set(key, to)
  }
  return found
}

/**
 * Where the figures of a report are after a change of it. One that is worked out as before is the same figure under another
 * key; one under its own key stays, whatever it shows now. Measures that others lean on are found first.
 */
export function followedFigures(
  before: Pick<ReportDocument, 'measures' | 'dimensions'>,
  after: Pick<ReportDocument, 'measures' | 'dimensions'>,
): Followed {
  const [old, fresh] = [before.measures ?? [], after.measures ?? []]
  const dimensions = moved(before.dimensions ?? [], after.dimensions ?? [], new Map())
  let renamed: ReadonlyMap<string, string> = new Map()
  for (;;) {
    const next = moved(old, fresh, new Map([...dimensions, ...renamed]))
    if (next.size <= renamed.size) break
    renamed = next
  }
  const shown = new Set(fresh.filter(({ hidden }) => hidden !== true).map(({ key }) => key))
  return {
    renamed,
    lost: old
      .filter(({ key, hidden }) => hidden !== true && !shown.has(renamed.get(key) ?? key))
      .map(({ key }) => key),
  }
}
