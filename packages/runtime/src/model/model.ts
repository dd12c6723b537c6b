import {
  type AppDocument,
  type CalendarDocument,
  type DashboardDocument,
  documentKey,
  type EntityDocument,
  type FlowDocument,
  type FormDocument,
  type NavigationItem,
  type PageDocument,
  type PrintDocument,
  type ReportDocument,
  type RuleDocument,
  type AssignmentDocument,
  type ScoreDocument,
  type ViewDocument,
} from '@mortise/schema'
import { language } from '@mortise/expressions'
import { reportMeaning, restsOn } from '@mortise/reports'
import type { Access, Actor } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { RuntimeOptions } from '../types.ts'
import { mayPress } from '../rules/manual.ts'
import { mayOpen, mayStart } from './rights.ts'
import { pastOf } from './report-past.ts'
import { visiblePage } from './visible-page.ts'
import { type Visibility, visibilityOf, visibleEntity } from './visible.ts'
import { visibleForm } from './visible-form.ts'
import { reportIsClear, visibleNavigation, visibleReport, visibleView } from './visible-parts.ts'

/** App of what a person goes to, by key. */
export type AppOwners = {
  readonly [K in 'entity' | 'dashboard' | 'report']: { readonly [key: string]: string }
}

/** The published documents, cut down to what a person may know. */
export type ModelAnswer = {
  readonly version: number
  /** Which app each entity, dashboard and report is part of. */
  readonly owners: AppOwners
  readonly documents: {
    readonly app: readonly AppDocument[]
    readonly entity: readonly EntityDocument[]
    readonly form: readonly FormDocument[]
    readonly view: readonly ViewDocument[]
    readonly page: readonly PageDocument[]
    readonly flow: readonly Pick<FlowDocument, 'key' | 'label' | 'entity' | 'start' | 'lock'>[]
    readonly report: readonly ReportDocument[]
    readonly dashboard: readonly DashboardDocument[]
    readonly print: readonly Pick<PrintDocument, 'key' | 'label' | 'entity'>[]
    readonly rule: readonly RuleDocument[]
    readonly score: readonly ScoreDocument[]
    /** Which fields are given to people by a policy; nothing of how. */
    readonly assignment: readonly AssignmentDocument[]
    readonly calendar: readonly CalendarDocument[]
  }
}

type Seeing = {
  readonly published: Published
  readonly actor: Actor
  readonly kit: RuntimeOptions['kit']
  readonly visible: Visibility
}

/** Answers by rights, which belong to one version; every page that somebody opens asks for one. */
const answers = new WeakMap<Access, Map<string, ModelAnswer>>()

// Who may do everything may have any roles beside that; this only keeps a strange case bounded.
const mostAnswers = 50

/** What a person's screens are made of. Hidden fields and entities are absent, as if they did not exist. */
export function modelFor(published: Published, actor: Actor, kit: RuntimeOptions['kit']): ModelAnswer {
  const access = published.access(actor)
  const made = answers.get(access) ?? new Map<string, ModelAnswer>()
  answers.set(access, made)
  // All that is asked of a person here: who has the same roles is answered the same.
  const person = JSON.stringify([actor.kind, actor.admin, actor.roles.toSorted()])
  let answer = made.get(person)
  if (answer === undefined) {
    if (made.size >= mostAnswers) made.clear()
    made.set(person, (answer = makeModel(published, actor, kit)))
  }
  return answer
}

function makeModel(published: Published, actor: Actor, kit: RuntimeOptions['kit']): ModelAnswer {
  const seeing: Seeing = { published, actor, kit, visible: visibilityOf(published, actor, kit) }
  const { model } = published
  const entities = model.entities.filter((one) => seeing.visible.entity(one.key))
  const reports = openReports(seeing)
  const views = entities.flatMap((entity) =>
    model.views(entity.key).flatMap((view) => visibleView(view, { entity, visible: seeing.visible }) ?? []),
  )
  const dashboards = openDashboards(seeing, reports)
  const owned = (
    kind: keyof AppOwners,
    list: readonly { readonly key: string }[],
  ): { readonly [key: string]: string } =>
    Object.fromEntries(list.map(({ key }) => [key, model.appOf(kind, key) ?? '']))
  return {
    version: published.version,
    owners: {
      entity: owned('entity', entities),
      dashboard: owned('dashboard', dashboards),
      report: owned('report', reports),
    },
    documents: {
      app: apps(seeing, { reports, views, dashboards }),
      entity: entities.map((one) => visibleEntity(one, seeing.visible, kit)),
      form: entities.flatMap((entity) =>
        model
          .forms(entity.key)
          .map((form) => visibleForm(form, { entity, visible: seeing.visible, model: published.model })),
      ),
      view: views,
      page: pages(seeing, reports),
      flow: flows(seeing),
      report: reports,
      dashboard: dashboards,
      print: prints(seeing),
      rule: buttons(seeing),
      score: scores(seeing),
      assignment: assignments(seeing),
      calendar: model.documents('calendar'),
    },
  }
}

/** Reports the actor's roles list and whose every part the actor may know. */
function openReports(seeing: Seeing): readonly ReportDocument[] {
  return seeing.published.model.documents('report').flatMap((report) => openReport(seeing, report) ?? [])
}

function openReport(
  { published, actor, kit, visible }: Seeing,
  report: ReportDocument,
): ReportDocument | undefined {
  const entity = published.model.entity(report.source.entity)
  const reading = { model: published.model, fields: kit.fields, language }
  const counted = visibilityOf(published, actor, kit, { whole: true })
  // What a report over another one reads is what that one reads.
  const rests = restsOn(report, published.model)
  const open =
    entity !== undefined &&
    visible.entity(entity.key) &&
    mayOpen(published, actor, { kind: 'reports', key: report.key }) &&
    rests !== undefined &&
    reportIsClear(reportMeaning(rests, reading, kit.reportKinds), { entity, visible: counted }) &&
    counted.clear(entity, pastOf(rests, reading, kit))
  return open ? visibleReport(report, { entity, visible }) : undefined
}

/** Reports as people with the same rights see them: the same value each time, so that what is made of it can be kept. */
const known = new WeakMap<Access, Map<string, ReportDocument | null>>()

/** One report as the actor may see it. */
export function reportFor(
  published: Published,
  actor: Actor,
  given: { readonly kit: RuntimeOptions['kit']; readonly key: string },
): ReportDocument | undefined {
  const { kit, key } = given
  const access = published.access(actor)
  let reports = known.get(access)
  if (reports === undefined) known.set(access, (reports = new Map()))
  let found = reports.get(key)
  if (found === undefined) {
    const report = published.model.documents('report').find((one) => one.key === key)
    // Names that are none are not kept: whoever asks could make up any number of them.
    if (report === undefined) return undefined
    const seeing = { published, actor, kit, visible: visibilityOf(published, actor, kit) }
    reports.set(key, (found = openReport(seeing, report) ?? null))
  }
  return found ?? undefined
}

function openDashboards(
  { published, actor, kit }: Seeing,
  reports: readonly ReportDocument[],
): readonly DashboardDocument[] {
  const known = new Map(reports.map((one) => [one.key, published.model.entity(one.source.entity)]))
  const counted = visibilityOf(published, actor, kit, { whole: true })
  return published.model
    .documents('dashboard')
    .filter((one) => mayOpen(published, actor, { kind: 'dashboards', key: one.key }))
    .map((one) => {
      const widgets = one.widgets.filter(({ report }) => report === undefined || known.has(report))
      const shown = new Map(widgets.map(({ id, report = '' }) => [id, known.get(report)]))
      // A choice that reaches only what is not shown, or a field nobody told of, says what is there to be known.
      const reaches = ({ widget, path }: { readonly widget: string; readonly path: string }): boolean => {
        const entity = shown.get(widget)
        return entity === undefined ? shown.has(widget) : counted.path(entity, path)
      }
      const filters = one.filters
        ?.map((filter) => ({ ...filter, targets: filter.targets.filter(reaches) }))
        .filter((filter, at) => filter.targets.length > 0 || one.filters?.[at]?.targets.length === 0)
      return { ...one, widgets, ...(filters === undefined ? {} : { filters }) }
    })
}

/** One dashboard as the actor may see it. */
export function dashboardFor(
  published: Published,
  actor: Actor,
  given: { readonly kit: RuntimeOptions['kit']; readonly key: string },
): DashboardDocument | undefined {
  return modelFor(published, actor, given.kit).documents.dashboard.find((one) => one.key === given.key)
}

type Places = {
  readonly reports: readonly ReportDocument[]
  readonly views: readonly ViewDocument[]
  readonly dashboards: readonly DashboardDocument[]
}

function apps({ published, actor, visible }: Seeing, places: Places): readonly AppDocument[] {
  const has = (list: readonly { readonly key: string }[], key: string | undefined): boolean =>
    key === undefined || list.some((one) => one.key === key)
  const named = (roles: readonly string[] | undefined): boolean =>
    roles === undefined ||
    roles.length === 0 ||
    actor.admin ||
    roles.some((role) => actor.roles.includes(role))
  const open = (item: NavigationItem): boolean =>
    named(item.roles) &&
    (item.entity === undefined || visible.entity(item.entity)) &&
    has(places.reports, item.report) &&
    has(places.dashboards, item.dashboard) &&
    (item.view === undefined ||
      places.views.some((one) => one.key === item.view || documentKey('view', one) === item.view))
  return published.model.apps.map(({ navigation, settings, ...app }) => ({
    ...app,
    ...(settings === undefined ? {} : { settings }),
    ...(navigation === undefined ? {} : { navigation: visibleNavigation(navigation, open) }),
  }))
}

/** Pages of the entities a person may see, without what they may not know of. */
function pages({ published, visible }: Seeing, reports: readonly ReportDocument[]): readonly PageDocument[] {
  const open = new Set(reports.map((one) => one.key))
  return published.model.documents('page').flatMap((page) => {
    const entity = published.model.entity(page.entity)
    if (entity === undefined || !visible.entity(entity.key)) return []
    return [visiblePage(page, { entity, visible, open, model: published.model })]
  })
}

function flows({ published, actor, visible }: Seeing): ModelAnswer['documents']['flow'] {
  return published.model
    .documents('flow')
    .filter((one) => one.enabled !== false && visible.entity(one.entity))
    .filter((one) => one.start.type !== 'manual' || mayStart(published, actor, one.key))
    .map(({ key, label, entity, start: { type, single, condition }, lock }) => {
      const model = published.model.entity(entity)
      const clear = condition !== undefined && model !== undefined && visible.clear(model, condition)
      return {
        key,
        label,
        entity,
        start: {
          type,
          ...(single === undefined ? {} : { single }),
          ...(clear ? { condition } : {}),
        },
        ...(lock === undefined ? {} : { lock }),
      }
    })
}

function prints({ published, actor, visible }: Seeing): ModelAnswer['documents']['print'] {
  return published.model
    .documents('print')
    .filter((one) => visible.entity(one.entity))
    .filter((one) => published.access(actor).entity(one.entity)?.print !== false)
    .map(({ key, label, entity }) => ({ key, label, entity }))
}

/** Policies that give a field to people, where the person may see that field: what they are called and no more. */
function assignments({ published, visible }: Seeing): readonly AssignmentDocument[] {
  return published.model
    .documents('assignment')
    .map(({ key, label, entity, field = 'owner' }) => ({ key, label, entity, field, rules: [] }))
    .filter((one) => visible.entity(one.entity) && visible.field(one.entity, one.field))
}

/** Scores whose points a person may see: their names, and those of what people do; how they count stays on the server. */
function scores({ published, visible }: Seeing): readonly ScoreDocument[] {
  return published.model
    .documents('score')
    .filter((one) => visible.entity(one.entity) && visible.field(one.entity, one.field))
    .map(({ key, label, entity, field, engagement }) => {
      const kinds = engagement?.kinds.map(({ kind, label: name }) => ({
        kind,
        points: 0,
        ...(name === undefined ? {} : { label: name }),
      }))
      const head = { key, label, entity, field, rows: [] }
      return kinds === undefined ? head : { ...head, engagement: { field, kinds } }
    })
}

/** Rules that people run by a button: what they do stays on the server. */
function buttons({ published, actor, visible }: Seeing): readonly RuleDocument[] {
  return published.model
    .documents('rule')
    .filter((one) => one.enabled !== false && one.trigger.on.includes('manual') && visible.entity(one.entity))
    .filter((one) => mayPress(one, actor))
    .map(({ condition, ...rule }) => {
      const entity = published.model.entity(rule.entity)
      const clear = entity !== undefined && condition !== undefined && visible.clear(entity, condition)
      return { ...rule, actions: [], ...(clear ? { condition } : {}) }
    })
}
