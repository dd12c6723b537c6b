import { type Expression, type Json, language } from '@mortise/expressions'
import {
  atLevels,
  checkReport,
  compileReport,
  dashboardFilter,
  drillFilter,
  narrowedTo,
  type ReportLabels,
  type ReportPlan,
  type ReportResult,
  type ReportRow,
  shapeResult,
} from '@mortise/reports'
import type { Model, ReportDocument } from '@mortise/schema'
import type { Actor, Refs } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { readDoor, type ReadDoor } from '../model/read-door.ts'
import { reportFor } from '../model/model.ts'
import { visibilityOf } from '../model/visible.ts'

/** What a reader adds to a report: the choices of a dashboard's filter bar by its keys, and a further condition. */
export type ReportAsk = {
  readonly filters?: { readonly [key: string]: Json }
  readonly filter?: Expression | undefined
  /** The dashboard the filter keys belong to; without it they are looked up in all dashboards that show the report. */
  readonly dashboard?: string | undefined
  /** Other periods for dates of the report, by the key of the dimension. */
  readonly levels?: { readonly [dimension: string]: Json } | undefined
}

/** What reports need of a workspace or of a unit of work. */
type Ground = Pick<Workspace, 'options'>

/** A published report, if the actor's roles list it and the actor may know all it is made of. */
function openReport(
  workspace: Ground,
  reading: ReadDoor,
  given: { actor: Actor; key: string },
): ReportDocument {
  const { published } = reading
  const { actor, key } = given
  const report = reportFor(published, actor, { kit: workspace.options.kit, key })
  if (report === undefined) throw errors.REPORT_NOT_FOUND({ name: key })
  return report
}

/** Runs a published report for a reader: every number is made of rows and fields the reader may see. */
export async function runReport(
  workspace: Workspace,
  actor: Actor,
  given: ReportAsk & { readonly report: string },
): Promise<ReportResult> {
  const reading = await readDoor(workspace, actor)
  const report = openReport(workspace, reading, { actor, key: given.report })
  return run(workspace, reading, narrowed(workspace, reading, { ...given, report }))
}

/** The same within a transaction, and with the report as its reader knows it. */
export async function runReportIn(
  unit: Unit,
  actor: Actor,
  given: ReportAsk & { readonly report: string },
): Promise<{ readonly report: ReportDocument; readonly result: ReportResult }> {
  const reading: ReadDoor = { door: unit.door(actor), published: unit.published, now: unit.now }
  const report = openReport(unit, reading, { actor, key: given.report })
  return { report, result: await run(unit, reading, narrowed(unit, reading, { ...given, report })) }
}

/** Runs a report that is not published yet, with the designer's own rights. Refuses a faulty one, naming each place. */
export async function previewReport(
  workspace: Workspace,
  actor: Actor,
  report: ReportDocument,
): Promise<ReportResult> {
  const reading = await readDoor(workspace, actor)
  const problems = checkReport(report, contextOf(workspace, reading), workspace.options.kit.reportKinds)
  if (problems.length > 0) throw errors.DESIGN_INVALID({ count: problems.length }, { details: problems })
  return run(workspace, reading, report)
}

/** The records behind one row of a result, as a list's entity and filter. */
export async function drillReport(
  workspace: Workspace,
  actor: Actor,
  given: ReportAsk & { readonly report: string; readonly row: ReportRow },
): Promise<{ readonly entity: string; readonly filter: Expression; readonly fields: readonly string[] }> {
  const reading = await readDoor(workspace, actor)
  const whole = openReport(workspace, reading, { actor, key: given.report })
  const report = narrowed(workspace, reading, { ...given, report: whole })
  const { rows } = await run(workspace, reading, report)
  const plan = planOf(workspace, reading, report)
  const filter = drillFilter(given.row, { plan, shown: rows }, workspace.options.kit.reportKinds)
  return { entity: report.source.entity, filter, fields: report.drill?.fields ?? [] }
}

function contextOf(workspace: Ground, { published }: ReadDoor) {
  return { model: published.model, fields: workspace.options.kit.fields, language }
}

function narrowed(
  ground: Ground,
  reading: ReadDoor,
  { report: whole, ...ask }: ReportAsk & { readonly report: ReportDocument },
): ReportDocument {
  const report = ask.levels === undefined ? whole : atLevels(whole, ask.levels)
  const own = ask.filter === undefined || ask.filter === null ? report : narrowedTo(report, [ask.filter])
  const choices = Object.entries(ask.filters ?? {}).flatMap(([key, value]) =>
    targetsOf(ground, reading, { key, report, dashboard: ask.dashboard }).map(({ path, type }) => ({
      path,
      type,
      value: value ?? null,
    })),
  )
  return dashboardFilter(own, choices)
}

type FilterType = 'dateRange' | 'select' | 'user'

/**
 * Where a filter of a dashboard's bar points in a report: the widgets of the report that the filter names. What the reader
 * may not know of is not there for him, as it is not in his bar.
 */
function targetsOf(
  { options: { kit } }: Ground,
  { door: { actor }, published }: ReadDoor,
  given: { readonly key: string; readonly report: ReportDocument; readonly dashboard: string | undefined },
): readonly { readonly path: string; readonly type: FilterType }[] {
  const boards = published.model
    .documents('dashboard')
    .filter((one) => given.dashboard === undefined || one.key === given.dashboard)
  const { report } = given
  const entity = published.model.entity(report.source.entity)
  const visible = visibilityOf(published, actor, kit, { whole: true })
  const found = new Map<string, { readonly path: string; readonly type: FilterType }>()
  for (const board of boards) {
    const widgets = new Set(board.widgets.filter((one) => one.report === report.key).map((one) => one.id))
    for (const filter of board.filters ?? []) {
      if (filter.key !== given.key) continue
      for (const { widget, path } of filter.targets)
        if (widgets.has(widget) && entity !== undefined && visible.path(entity, path))
          found.set(path, { path, type: filter.type })
    }
  }
  return [...found.values()]
}

async function run(workspace: Ground, reading: ReadDoor, report: ReportDocument): Promise<ReportResult> {
  const { kit } = workspace.options
  const { door, published, now } = reading
  const plan = planOf(workspace, reading, report)
  const { rows, refs, totalsRow, levelRows, historyRows } = await ask(reading, plan)
  const labels = await labelsOf(reading, plan, { rows, refs })
  return shapeResult(
    plan,
    rows,
    {
      language,
      locale: door.actor.locale,
      asOf: now,
      timeZone: published.timeZone,
      fiscalYearStart: published.model.time.fiscalYearStart,
      labels,
      ...(totalsRow === undefined ? {} : { totalsRow }),
      ...(levelRows === undefined ? {} : { levelRows }),
      ...(historyRows === undefined ? {} : { historyRows }),
    },
    kit.reportKinds,
  )
}

const plans = new WeakMap<ReportDocument, { readonly model: Model; readonly plan: ReportPlan }>()

/** A report's plan, compiled once for each version of the metadata. */
function planOf(workspace: Ground, reading: ReadDoor, report: ReportDocument): ReportPlan {
  const { model } = reading.published
  const known = plans.get(report)
  if (known?.model === model) return known.plan
  const plan = compileReport(report, contextOf(workspace, reading), workspace.options.kit.reportKinds)
  plans.set(report, { model, plan })
  return plan
}

type Asked = {
  readonly rows: readonly ReportRow[]
  readonly refs: Refs
  readonly totalsRow?: ReportRow | undefined
  readonly levelRows?: readonly (readonly ReportRow[])[] | undefined
  readonly historyRows?: readonly ReportRow[] | undefined
}

async function ask({ door }: ReadDoor, plan: ReportPlan): Promise<Asked> {
  if (plan.kind === 'stages') return { rows: await door.stages(plan.query), refs: {} }
  if (plan.kind === 'credits') {
    const rows = await door.credits(plan.query)
    const costs = plan.costs && (await door.aggregate(plan.costs))
    return { rows: [...rows, ...(costs?.rows ?? [])], refs: costs?.refs ?? {} }
  }
  const { rows, refs } = await door.aggregate(plan.query)
  const [totalsRow] = plan.totals === undefined ? [] : (await door.aggregate(plan.totals)).rows
  const historyRows = plan.history && (await door.stages(plan.history))
  if (plan.levelQueries === undefined) return { rows, refs, totalsRow, historyRows }
  const levelRows: (readonly ReportRow[])[] = []
  for (const query of plan.levelQueries) levelRows.push((await door.aggregate(query)).rows)
  return { rows, refs, totalsRow, levelRows, historyRows }
}

/** Names of the ids in a result; what the reader may not see stays a dash. */
async function labelsOf(
  { door }: ReadDoor,
  plan: ReportPlan,
  { rows, refs: known }: Pick<Asked, 'rows' | 'refs'>,
): Promise<ReportLabels> {
  const columns = Object.entries(plan.entities)
  const ids = (column: string): readonly string[] => [
    // A field with several links groups by all of them together.
    ...new Set(rows.flatMap((row) => row[column] ?? []).filter((id): id is string => typeof id === 'string')),
  ]
  // Most names came along with the rows.
  const missing = columns.flatMap(([column, entity]) => {
    const unnamed = ids(column).filter((id) => known[entity]?.[id] === undefined)
    return unnamed.length === 0 ? [] : [{ entity, ids: unnamed }]
  })
  const found = missing.length === 0 ? {} : await door.refs(missing)
  return Object.fromEntries(
    columns.map(([column, entity]) => [
      column,
      Object.fromEntries(ids(column).map((id) => [id, known[entity]?.[id] ?? found[entity]?.[id] ?? '—'])),
    ]),
  )
}
