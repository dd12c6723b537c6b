import { type LocalizedText, say } from '@mortise/errors'
import type { DimensionDocument, DimensionGroup, GroupDays, ReportDocument } from '@mortise/schema'
import { translate } from '@mortise/ui'
import { plainPathOf } from './aggregates.ts'
import { editDimension } from './commands.ts'
import { daysName, isWholeDays, type NamedDays } from './day-groups.ts'
import { kindAt, type Source } from './fields.ts'
import { messages } from './messages.ts'
import { optionsAt } from './option-pick.tsx'

/**
 * How the values of a field are put together: options and texts by picking them, linked records and people too (`records`),
 * numbers by where a band ends, dates by the days of each group.
 */
export type GroupingKind = 'picked' | 'records' | 'bands' | 'days'

/** A group of values as a person fills it in; `below` is the end of a band, and the last band has none. */
export type GroupRow = {
  readonly key: string
  /** Empty: named by its values. */
  readonly name: string
  readonly values: readonly string[]
  readonly below: number | null
  readonly days?: GroupDays | undefined
  /** The name in both languages, where it came ready-made; as long as it is not written over. */
  readonly ready?: LocalizedText | undefined
}

/** Groups being filled in. `rest` is what takes all other values, called by its name; undefined where they stay out. */
export type Grouping = {
  readonly kind: GroupingKind
  readonly rows: readonly GroupRow[]
  readonly rest: { readonly key: string; readonly name: string } | undefined
}

const groupings: { readonly [kind: string]: GroupingKind } = {
  number: 'bands',
  text: 'picked',
  id: 'records',
  date: 'days',
  datetime: 'days',
}

/** How the values at a dimension can be put together; undefined where they can't be. */
export function groupingKind(source: Source, dimension: DimensionDocument): GroupingKind | undefined {
  const path = plainPathOf(dimension.expr)
  const kind = path === undefined ? undefined : kindAt(source, path)
  return kind === undefined ? undefined : groupings[kind]
}

/** Values to pick from; empty for a text that may be anything. */
export function groupChoices(source: Source, dimension: DimensionDocument): ReturnType<typeof optionsAt> {
  const path = plainPathOf(dimension.expr)
  return path === undefined ? [] : optionsAt(source, path)
}

const blank = (key: string): GroupRow => ({ key, name: '', values: [], below: null })

/** A key that no group has. */
function freeKey(taken: readonly string[]): string {
  for (let at = 1; ; at += 1) if (!taken.includes(`g${at}`)) return `g${at}`
}

/** The groups of a dimension to be filled in; a first one where there are none yet. */
export function readGrouping(
  { groups = [] }: DimensionDocument,
  kind: GroupingKind,
  source: Source,
): Grouping {
  const rest = groups.find((one) => one.below === undefined && one.in === undefined && one.days === undefined)
  const rows = groups
    .filter((one) => one !== rest)
    .map(
      ({ key, label, below, in: values = [], days }): GroupRow => ({
        key,
        name: say(label, source.locale),
        values: values.map(String),
        below: typeof below === 'number' ? below : null,
        // Dates were once put into bands by where each ends.
        days: days ?? (typeof below === 'string' ? { until: below } : undefined),
      }),
    )
  if (rows.length === 0)
    return {
      kind,
      rows: [blank('g1')],
      rest: { key: 'rest', name: kind === 'bands' ? '' : othersName(source) },
    }
  return { kind, rows, rest: rest && { key: rest.key, name: say(rest.label, source.locale) } }
}

const othersName = ({ locale }: Source): string => translate(messages, locale)('restGroup')

/** One more group behind the others. */
export function addRow(grouping: Grouping): Grouping {
  const taken = [...grouping.rows.map((one) => one.key), grouping.rest?.key ?? '']
  return { ...grouping, rows: [...grouping.rows, blank(freeKey(taken))] }
}

/** A group with other days: a name that came ready-made was that of the days before. */
export function withDays(row: GroupRow, days: GroupDays, locale: 'zh' | 'en'): Partial<GroupRow> {
  const { ready, name } = row
  return ready !== undefined && say(ready, locale) === name ? { days, name: '', ready: undefined } : { days }
}

/** Ready-made groups of days in the place of those that are there. */
export function fillRows(grouping: Grouping, ready: readonly NamedDays[], locale: 'zh' | 'en'): Grouping {
  const rows = ready.map(
    ({ label, days }, at): GroupRow => ({
      key: `g${at + 1}`,
      name: say(label, locale),
      values: [],
      below: null,
      days,
      ready: label,
    }),
  )
  return { ...grouping, rows }
}

/** Whether everything is filled in so that no group is empty or takes what another has taken. */
export function isWhole({ kind, rows }: Grouping): boolean {
  if (rows.length === 0) return false
  if (kind === 'days') return rows.every((one) => isWholeDays(one.days))
  if (kind !== 'bands') {
    const all = rows.flatMap((one) => one.values)
    // Names of records are not for every reader: a group of them is called by a name of its own.
    const named = kind === 'picked' || rows.every((one) => one.name.trim() !== '')
    return named && rows.every((one) => one.values.length > 0) && new Set(all).size === all.length
  }
  return rows.every(({ below }, at) => {
    const before = at === 0 ? -Infinity : (rows[at - 1]?.below ?? Infinity)
    return below !== null && below > before
  })
}

/** What a band is called when nobody named it, by where it begins and ends. */
export function bandName(grouping: Grouping, at: number, locale: 'zh' | 'en'): string {
  const t = translate(messages, locale)
  const [from, to] = [grouping.rows[at - 1]?.below, grouping.rows[at]?.below].map((one) =>
    one === null || one === undefined ? undefined : String(one),
  )
  if (from === undefined) return t('bandBelow', { to: to ?? '…' })
  return to === undefined ? t('bandFrom', { from }) : t('bandBetween', { from, to })
}

/** What a group of picked values is called when nobody named it. */
export function pickedName(values: readonly string[], source: Source, dimension: DimensionDocument): string {
  const choices = new Map(groupChoices(source, dimension).map((one) => [one.value, one.label]))
  return values
    .map((one) => say(choices.get(one), source.locale) || one)
    .join(translate(messages, source.locale)('comma'))
}

type Naming = { readonly source: Source; readonly dimension: DimensionDocument }

/** A name as it is kept: what another language calls it stays. */
function labelOf(name: string, key: string, { source, dimension }: Naming): LocalizedText {
  const known = dimension.groups?.find((one) => one.key === key)?.label
  if (known === undefined || typeof known === 'string') return name
  return { ...known, [source.locale]: name }
}

/** The report with the values of a dimension put together as they were filled in. */
export function writeGrouping(report: ReportDocument, grouping: Grouping, naming: Naming): ReportDocument {
  const { kind, rows, rest } = grouping
  const { source, dimension } = naming
  const named = (name: string, key: string, at: number): LocalizedText => {
    const { ready, days } = rows[at] ?? {}
    if (ready !== undefined && say(ready, source.locale) === name) return ready
    if (name.trim() !== '') return labelOf(name.trim(), key, naming)
    if (days !== undefined) return { zh: daysName(days, 'zh'), en: daysName(days, 'en') }
    if (kind === 'records' || kind === 'days') return othersName(source)
    if (kind === 'bands') return { zh: bandName(grouping, at, 'zh'), en: bandName(grouping, at, 'en') }
    return pickedName(rows[at]?.values ?? [], source, dimension) || othersName(source)
  }
  const groups = rows.map(({ key, name, values, below, days }, at): DimensionGroup => {
    const label = named(name, key, at)
    if (kind === 'days') return { key, label, days: days ?? {} }
    return kind === 'bands' ? { key, label, below: below ?? 0 } : { key, label, in: values }
  })
  // Bands go on for ever: what lies above the last of them has to be somewhere.
  const last = rest ?? (kind === 'bands' ? { key: 'rest', name: '' } : undefined)
  const all =
    last === undefined
      ? groups
      : [...groups, { key: last.key, label: named(last.name, last.key, rows.length) }]
  return editDimension(report, dimension.key, { groups: all, bucket: undefined })
}
