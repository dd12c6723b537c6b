import { type LocalizedText, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { byPlace, type ReportResult } from '@mortise/reports'
import type { DashboardDocument, ReportDocument, WidgetDocument } from '@mortise/schema'
import type { Actor, ReportTarget } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { dashboardFor, reportFor } from '../model/model.ts'
import { visibilityOf } from '../model/visible.ts'
import type { RuntimeOptions } from '../types.ts'
import { runReport } from './run.ts'

/** One report of what is sent or shown: alone, or a tile of a dashboard. */
export type TargetPart = {
  readonly id: string
  readonly report: ReportDocument
  readonly title: LocalizedText
  readonly chart: ReportDocument['chart']
}

/** A report or dashboard as somebody may see it now. */
export type OpenTarget = {
  readonly targetKind: ReportTarget['targetKind']
  readonly key: string
  readonly label: LocalizedText
  readonly parts: readonly TargetPart[]
  readonly dashboard?: DashboardDocument
}

/** A part with its numbers. */
export type TargetResult = { readonly part: TargetPart; readonly result: ReportResult }

type Named = { readonly id?: string; readonly key: string }

/** Name that stays when somebody renames the document. */
export function stableName(document: Named): string {
  return document.id ?? document.key
}

/** What a person calls by its key, under its stable name; throws REPORT_NOT_FOUND where the person may not see it. */
export function namedTarget(
  published: Published,
  actor: Actor,
  given: ReportTarget & { readonly kit: RuntimeOptions['kit'] },
): ReportTarget {
  const document = published.model
    .documents(given.targetKind)
    .find((one) => one.key === given.target || stableName(one) === given.target)
  const target = document === undefined ? undefined : { ...given, target: stableName(document) }
  if (target === undefined || openTarget(published, actor, target) === undefined)
    throw errors.REPORT_NOT_FOUND({ name: given.target })
  return { targetKind: given.targetKind, target: target.target }
}

/** Finds a report or dashboard for somebody; undefined where it is gone or that person may not see it. */
export function openTarget(
  published: Published,
  actor: Actor,
  given: ReportTarget & { readonly kit: RuntimeOptions['kit'] },
): OpenTarget | undefined {
  const { targetKind, target, kit } = given
  const key = published.model.documents(targetKind).find((one) => stableName(one) === target)?.key
  if (key === undefined) return undefined
  if (targetKind === 'report') {
    const report = reportFor(published, actor, { kit, key })
    if (report === undefined) return undefined
    const part = { id: 'report', report, title: report.label, chart: report.chart }
    return { targetKind, key, label: report.label, parts: [part] }
  }
  const dashboard = dashboardFor(published, actor, { kit, key })
  if (dashboard === undefined) return undefined
  const parts = inReadingOrder(dashboard).flatMap((widget) => {
    const report = reportFor(published, actor, { kit, key: widget.report ?? '' })
    if (report === undefined) return []
    return [
      { id: widget.id, report, title: widget.title ?? report.label, chart: widget.chart ?? report.chart },
    ]
  })
  // Of a dashboard whose every tile is hidden there is nothing to be sent.
  return parts.length === 0 && dashboard.widgets.length > 0
    ? undefined
    : { targetKind, key, label: dashboard.label, parts, dashboard }
}

function inReadingOrder({ tabs = [], widgets }: DashboardDocument): readonly WidgetDocument[] {
  if (tabs.length === 0) return widgets.toSorted(byPlace)
  return tabs.flatMap(({ id }, at) =>
    widgets.filter(({ tab }) => tab === id || (tab === undefined && at === 0)).toSorted(byPlace),
  )
}

/** What a dashboard's filters are set to when it is opened; a choice of nothing is a choice and stays. */
function firstChoices({ filters = [] }: DashboardDocument): { readonly [key: string]: Json } {
  return Object.fromEntries(filters.map((one) => [one.key, one.default ?? null]))
}

/**
 * Keys of choices that somebody fixed and that do not narrow what they were to: the dashboard has no such filter any more,
 * or it reaches a field that is not told to the reader. Numbers without them would be of more than was meant.
 */
export function lapsedFilters(
  { published, actor, kit }: Seeing,
  { targetKind, key, parts }: OpenTarget,
  filters: { readonly [key: string]: Json },
): readonly string[] {
  const { model } = published
  const board = targetKind === 'dashboard' ? model.document('dashboard', key) : undefined
  const visible = visibilityOf(published, actor, kit, { whole: true })
  const reports = new Map(parts.map(({ id, report }) => [id, report]))
  const isHidden = ({ widget, path }: { readonly widget: string; readonly path: string }): boolean => {
    const entity = model.entity(reports.get(widget)?.source.entity ?? '')
    return entity !== undefined && !visible.path(entity, path)
  }
  return Object.entries(filters).flatMap(([name, value]) => {
    const filter = board?.filters?.find((one) => one.key === name)
    const holds = value === null || (filter !== undefined && !filter.targets.some(isHidden))
    return holds ? [] : [name]
  })
}

type Seeing = {
  readonly published: Published
  readonly actor: Actor
  readonly kit: RuntimeOptions['kit']
}

/** The numbers of one part, made of what the person may see at this moment. */
export function partResult(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly target: OpenTarget
    readonly part: TargetPart
    readonly filters: { readonly [key: string]: Json }
  },
): Promise<ReportResult> {
  const { target, part, filters } = given
  const { dashboard } = target
  const board =
    dashboard === undefined
      ? {}
      : { dashboard: dashboard.key, filters: { ...firstChoices(dashboard), ...filters } }
  return runReport(workspace, actor, { report: part.report.key, ...board })
}

/** The numbers of all parts, one after another so that one sending doesn't take all connections. */
export async function targetResults(
  workspace: Workspace,
  actor: Actor,
  given: { readonly target: OpenTarget; readonly filters: { readonly [key: string]: Json } },
): Promise<readonly TargetResult[]> {
  const all: TargetResult[] = []
  for (const part of given.target.parts)
    all.push({ part, result: await partResult(workspace, actor, { ...given, part }) })
  return all
}

/** Path of the product's page. */
export function targetPath({ targetKind, key }: Pick<OpenTarget, 'targetKind' | 'key'>): string {
  return `/${targetKind === 'report' ? 'reports' : 'dashboards'}/${encodeURIComponent(key)}`
}

/** What it is called by the reader. */
export function targetName({ label, key }: Pick<OpenTarget, 'label' | 'key'>, locale: 'zh' | 'en'): string {
  return say(label, locale) || key
}
