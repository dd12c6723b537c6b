import { say } from '@mortise/errors'
import { type Json, language } from '@mortise/expressions'
import type { ReportKind } from '@mortise/reports'
import type { FieldDocument, ReportDocument, Settings } from '@mortise/schema'
import { plainPathOf } from './aggregates.ts'
import { patched } from './commands.ts'
import { type FieldPayload, nameAt, type Source } from './fields.ts'
import { pathName, sourceOfJoin } from './related.ts'

/** A setting of a kind that a field can be dragged to; `key` goes through the group it stands in: `value.expr`. */
export type Slot = { readonly key: string; readonly setting: FieldDocument }

type Editing = { readonly report: ReportDocument; readonly source: Source }

/** The kind of a report. */
export function kindOf({ report, source }: Editing): ReportKind | undefined {
  return source.kit.reportKinds.find(report.kind ?? 'standard')
}

/** Whether a report is laid out on shelves, and not by settings of its own. */
export function onShelves(editing: Editing): boolean {
  return kindOf(editing)?.settings === undefined
}

/** What a report holds for its kind. */
export function settingsOfKind(report: ReportDocument): Settings {
  const held = (report as unknown as { readonly [kind: string]: Settings | undefined })[report.kind ?? '']
  return held ?? {}
}

/** The report with other settings of its kind. */
export function withKindSettings(report: ReportDocument, settings: Settings): ReportDocument {
  return report.kind === undefined ? report : { ...report, [report.kind]: settings }
}

const draggable: ReadonlySet<string> = new Set(['value_of', 'field_of', 'relation', 'paths'])

const editorOf = ({ settings }: FieldDocument): string => String(settings?.['editor'] ?? '')

/** The settings of a report's kind that fields are dragged to, also those in groups. What names another entity is not. */
export function slotsOf(editing: Editing): readonly Slot[] {
  const walk = (settings: readonly FieldDocument[], prefix: string): readonly Slot[] => {
    const beside = new Map(settings.map((one) => [one.key, one]))
    return settings.flatMap((setting): readonly Slot[] => {
      const { key } = setting
      if (editorOf(setting) === 'group')
        return walk(
          (setting.settings?.['fields'] ?? []) as unknown as readonly FieldDocument[],
          `${prefix}${key}.`,
        )
      const of = beside.get(String(setting.settings?.['of'] ?? ''))
      const elsewhere = of !== undefined && editorOf(of) !== 'relation'
      return draggable.has(editorOf(setting)) && !elsewhere ? [{ key: `${prefix}${key}`, setting }] : []
    })
  }
  return walk(kindOf(editing)?.settings ?? [], '')
}

/** What a slot holds. */
export function slotValue(report: ReportDocument, key: string): Json {
  return key.split('.').reduce<Json>((holder, part) => {
    const inside = typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? holder : {}
    return (inside as { readonly [key: string]: Json })[part] ?? null
  }, settingsOfKind(report) as Json)
}

/** The report with another value in a slot; null empties it. */
export function withSlotValue(report: ReportDocument, key: string, value: Json): ReportDocument {
  const put = (holder: Settings, [part = '', ...rest]: readonly string[]): Settings => {
    const inner = rest.length === 0 ? value : put((holder[part] ?? {}) as Settings, rest)
    return patched<Settings>(holder, { [part]: inner === null ? undefined : inner } as Partial<Settings>)
  }
  return withKindSettings(report, put(settingsOfKind(report), key.split('.')))
}

/** The way to the rows whose fields a slot holds; undefined for fields of the record. */
function rowsWay(report: ReportDocument, { key, setting }: Slot): string | undefined {
  const of = setting.settings?.['of']
  if (typeof of !== 'string') return undefined
  const value = slotValue(report, [...key.split('.').slice(0, -1), of].join('.'))
  return typeof value === 'string' ? value : ''
}

/** The value a slot would hold for a field; undefined where the field does not fit. */
function valueFor({ report, source }: Editing, slot: Slot, payload: FieldPayload): Json | undefined {
  const { setting } = slot
  const editor = editorOf(setting)
  const { path, kind, over } = payload
  const way = over !== undefined && 'path' in over ? over.path : undefined
  if (editor === 'relation') return way
  const rows = rowsWay(report, slot)
  if (path === '' || way !== rows || (over !== undefined && way === undefined)) return undefined
  const kinds = setting.settings?.['kinds']
  if (Array.isArray(kinds) && !(kinds as readonly Json[]).includes(kind)) return undefined
  if (editor === 'value_of') return { var: path }
  if (editor === 'paths') {
    const held = slotValue(report, slot.key)
    const list = Array.isArray(held) ? (held as readonly Json[]) : []
    return list.includes(path) ? undefined : [...list, path]
  }
  const field = source.entity?.field(path)
  const options = Array.isArray(field?.document.settings?.['options'])
  return field !== undefined && (setting.settings?.['options'] !== true || options) ? path : undefined
}

/** The report with a field in a slot; undefined where it does not fit. */
export function withSlot(editing: Editing, key: string, payload: FieldPayload): ReportDocument | undefined {
  const slot = slotsOf(editing).find((one) => one.key === key)
  const value = slot === undefined ? undefined : valueFor(editing, slot, payload)
  return value === undefined ? undefined : withSlotValue(editing.report, key, value)
}

/** The slot that a clicked field goes to: an empty one that it fits, else one that it may take the place in. */
export function slotFor(editing: Editing, payload: FieldPayload): Slot | undefined {
  const fitting = slotsOf(editing).filter((slot) => valueFor(editing, slot, payload) !== undefined)
  return fitting.find(({ key }) => slotValue(editing.report, key) === null) ?? fitting.at(-1)
}

/** What a slot is called. */
export function slotName(editing: Editing, key: string): string {
  const setting = slotsOf(editing).find((one) => one.key === key)?.setting
  return say(setting?.label, editing.source.locale) || key
}

/** What stands in a slot, by the names people know: one for each field. */
export function slotFields(
  editing: Editing,
  slot: Slot,
): readonly { readonly path: string; readonly name: string }[] {
  const { report, source } = editing
  const value = slotValue(report, slot.key)
  if (editorOf(slot.setting) === 'relation')
    return typeof value === 'string' && value !== '' ? [{ path: value, name: pathName(source, value) }] : []
  const way = rowsWay(report, slot)
  const rows = way === undefined || way === '' ? source : sourceOfJoin(source, { path: way })
  const paths = Array.isArray(value)
    ? value.map(String)
    : [plainPathOf(value) ?? (typeof value === 'string' ? value : '')]
  return paths.filter((path) => path !== '').map((path) => ({ path, name: nameAt(rows, path) }))
}

/** The report without a field of a slot. */
export function withoutSlotField(report: ReportDocument, slot: Slot, path: string): ReportDocument {
  const value = slotValue(report, slot.key)
  const left = Array.isArray(value) ? value.filter((one) => one !== path) : null
  return withSlotValue(report, slot.key, left)
}

/** Turns a report into one of another kind, which begins with what fits its source; what it is asked of stays. */
export function withKind(
  { report, source }: Editing,
  kind: ReportKind,
  kinds: readonly ReportKind[],
): ReportDocument {
  const cleared = Object.fromEntries(kinds.map(({ type }) => [type, undefined]))
  const { model, kit, entity } = source
  const bare = patched(report, {
    ...cleared,
    kind: undefined,
    dimensions: undefined,
    measures: undefined,
    joins: undefined,
    having: undefined,
    sort: undefined,
    limit: undefined,
    zeros: undefined,
    layout: undefined,
    chart: undefined,
  } as unknown as Partial<ReportDocument>)
  if (kind.settings === undefined || entity === undefined)
    return { ...bare, dimensions: report.dimensions ?? [], measures: report.measures ?? [] }
  const started = kind.start?.(entity, { model, fields: kit.fields, language }) ?? {}
  const chart = kind.chart === undefined ? {} : { chart: { type: kind.chart } }
  return { ...bare, kind: kind.type as NonNullable<ReportDocument['kind']>, [kind.type]: started, ...chart }
}
