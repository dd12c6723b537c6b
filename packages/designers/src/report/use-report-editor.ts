import { say } from '@mortise/errors'
import { type Expression, language } from '@mortise/expressions'
import { type ReportColumn, reportSource } from '@mortise/reports'
import type { DimensionDocument, MeasureDocument, ReportDocument } from '@mortise/schema'
import { useLocale, useT, useToast } from '@mortise/ui'
import { useMemo, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import {
  filterTerms,
  moveItem,
  removeItem,
  type Shelf,
  type Spot,
  spotOf,
  withFilterTerms,
} from './commands.ts'
import { type FieldPayload, nameAt, type Source } from './fields.ts'
import { type ReportWord, messages } from './messages.ts'
import { followChart, type Planned, planReport } from './plan.ts'
import { fittingSpot, mayStand, putField } from './put.ts'
import { wayName } from './related.ts'
import { slotFor, slotName, withSlot } from './slots.ts'

/** A report being edited. */
export type ReportDraft = Draft<{ readonly report: ReportDocument }>

/**
 * What a dialog asks for. Of a condition on fields, on groups or on related records the one at `at` is written, else a
 * new one; `path` is the field it begins with. `data` are records that are joined by hand, `values` the groups that values of a
 * dimension are put into.
 */
export type Asking =
  | { readonly about: 'field'; readonly at?: number; readonly path?: string }
  | { readonly about: 'group'; readonly at?: number; readonly measure?: string }
  | {
      readonly about: 'related'
      readonly join?: string
      readonly has: boolean
      readonly way?: string
      readonly path?: string
    }
  | { readonly about: 'data'; readonly join?: string }
  | { readonly about: 'values'; readonly dimension: string }

/** What is dragged over a report. */
export type ReportPayload = FieldPayload | { readonly move: string }

/** Everything that can be done to a report, by pointer or key. */
export type ReportEditor = Planned & {
  readonly draft: ReportDraft
  readonly report: ReportDocument
  readonly source: Source
  /** Key of the selected dimension or measure. */
  readonly selected: string | undefined
  readonly select: (key: string | undefined) => void
  readonly asking: Asking | undefined
  readonly ask: (asking: Asking | undefined) => void
  readonly edit: (next: ReportDocument, label: string, merge?: string) => void
  readonly nameOf: (one: DimensionDocument | MeasureDocument) => string
  readonly drop: (payload: ReportPayload, spot: Spot) => void
  /** Puts a field where it fits. */
  readonly add: (payload: FieldPayload) => void
  readonly remove: (key: string) => void
  readonly move: (key: string, spot: Spot) => void
  /** Puts a field on a setting of the report's kind. */
  readonly fillSlot: (key: string, payload: FieldPayload) => void
  readonly writeFilter: (at: number | undefined, expression: Expression | null) => void
}

/** The editor of a report draft. */
export function useReportEditor(draft: ReportDraft): ReportEditor {
  const t = useT(messages)
  const locale = useLocale()
  const { model, kit } = useWorkbench()
  const announce = useAnnounce()
  const toast = useToast()
  const [chosen, select] = useState<string>()
  const [asking, ask] = useState<Asking>()
  const { report } = draft.present
  const { source: from } = report
  const source = useMemo((): Source => {
    const of = { key: '', label: '', source: from }
    return {
      model,
      kit,
      locale,
      entity: reportSource(of, { model, fields: kit.fields, language }, kit.reportKinds),
    }
  }, [model, kit, locale, from])
  const planned = useMemo(() => planReport(report, source), [report, source])
  const selected = chosen !== undefined && spotOf(report, chosen) !== undefined ? chosen : undefined
  const edit = (next: ReportDocument, label: string, merge?: string): void => {
    if (next !== report) draft.commit({ report: followChart(report, next, source) }, label, merge)
  }
  const nameOf = (one: DimensionDocument | MeasureDocument): string => nameOfPart(one, planned, { source, t })
  const shelfName = (shelf: Shelf): string => t(shelf)
  const fieldName = ({ path, over }: FieldPayload): string => {
    if (over !== undefined) return wayName(source, report, over)
    return path === '' ? t('count') : nameAt(source, path)
  }
  const put = (payload: FieldPayload, spot: Spot): void => {
    const given = { name: fieldName(payload), shelf: shelfName(spot.shelf) }
    if (!mayStand(payload, spot.shelf))
      return toast({ text: t(payload.over === undefined ? 'notHere' : 'manyRows', given), tone: 'danger' })
    if (spot.shelf === 'filters') return askFilter(payload)
    edit(putField(report, payload, { spot, source }).report, t('added', given))
    announce(t('added', given))
  }
  const move = (key: string, spot: Spot): void => {
    const one = partOf(report, key)
    const next = moveItem(report, key, spot)
    if (one === undefined || next === report) return
    edit(next, t('moved', { name: nameOf(one) }))
    announce(t('added', { name: nameOf(one), shelf: shelfName(spot.shelf) }))
  }
  const drop = (payload: ReportPayload, spot: Spot): void => {
    if (!('move' in payload)) return put(payload, spot)
    const at = partOf(report, payload.move)
    const measure = (report.measures ?? []).some(({ key }) => key === payload.move)
    if (at !== undefined && measure !== (spot.shelf === 'values'))
      return toast({ text: t('notHere', { name: nameOf(at), shelf: shelfName(spot.shelf) }), tone: 'danger' })
    move(payload.move, spot)
  }
  const askFilter = ({ path, over }: FieldPayload): void => {
    if (over === undefined) return ask({ about: 'field', path })
    const join = 'join' in over ? report.joins?.find(({ key }) => key === over.join) : undefined
    // What was joined by hand is asked for by the value that it has, through the groups.
    if (join !== undefined)
      return toast({
        text: t('notHere', { name: fieldName({ path, over, kind: 'number' }), shelf: t('filters') }),
        tone: 'danger',
      })
    if ('path' in over) ask({ about: 'related', has: true, way: over.path, ...(path === '' ? {} : { path }) })
  }
  const add = (payload: FieldPayload): void => {
    const slot = slotFor(editor, payload)
    if (slot !== undefined) return fillSlot(slot.key, payload)
    put(payload, fittingSpot(report, payload))
  }
  const fillSlot = (key: string, payload: FieldPayload): void => {
    const next = withSlot(editor, key, payload)
    if (next === undefined)
      return toast({
        text: t('notHere', { name: fieldName(payload), shelf: slotName(editor, key) }),
        tone: 'danger',
      })
    edit(next, t('added', { name: fieldName(payload), shelf: slotName(editor, key) }))
  }
  const remove = (key: string): void => {
    const one = partOf(report, key)
    if (one === undefined) return
    const label = t('removed', { name: nameOf(one) })
    edit(removeItem(report, key), label)
    select(undefined)
    announce(label)
  }
  const writeFilter = (at: number | undefined, expression: Expression | null): void => {
    const terms = filterTerms(report.filter)
    const fresh = expression === null ? [] : filterTerms(expression)
    const next = at === undefined ? [...terms, ...fresh] : terms.toSpliced(at, 1, ...fresh)
    edit(withFilterTerms(report, next), t('filtered'))
  }
  const editor: ReportEditor = {
    ...planned,
    draft,
    report,
    source,
    selected,
    select,
    asking,
    ask,
    edit,
    nameOf,
    drop,
    add,
    remove,
    move,
    writeFilter,
    fillSlot,
  }
  return editor
}

function partOf(report: ReportDocument, key: string): DimensionDocument | MeasureDocument | undefined {
  return [...(report.dimensions ?? []), ...(report.measures ?? [])].find((one) => one.key === key)
}

/** Words of window measures; they are called as what they are of and how. */
const windowWord: { readonly [K in NonNullable<MeasureDocument['window']>]: ReportWord } = {
  percentOfTotal: 'percentOfTotal',
  rank: 'rank',
  running: 'running',
  shift: 'shift',
}

function nameOfPart(
  one: DimensionDocument | MeasureDocument,
  { plan }: Planned,
  { source, t }: { readonly source: Source; readonly t: (key: ReportWord) => string },
): string {
  if (one.label !== undefined) return say(one.label, source.locale)
  const column: ReportColumn | undefined = plan?.columns.find(({ key }) => key === one.key)
  if (column !== undefined) return say(column.label, source.locale)
  const { expr } = one
  const path = typeof expr === 'object' && expr !== null && 'var' in expr ? expr['var'] : undefined
  if (typeof path === 'string') return nameAt(source, path)
  if ('hidden' in one && one.of !== undefined) return `${one.of} · ${t('shift')}`
  if ('window' in one && one.window !== undefined) return t(windowWord[one.window])
  return one.key
}
