import { nearestName, type ErrorDetail } from '@mortise/errors'
import type { FlowDocument } from '../documents/flow.ts'
import type { DocumentByKind, DocumentKind } from '../documents/kinds.ts'
import type { DashboardDocument, ReportDocument } from '../documents/report.ts'
import type { ViewDocument } from '../documents/view.ts'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import { checkEntity, checkKeysOnce } from './entity.ts'
import { optionValues } from '../model/options.ts'
import type { Check, CheckAt } from './types.ts'

/** A field whose options make columns or steps must have options. */
function needsOptions(
  given: { readonly entity: string; readonly field: string; readonly path: string },
  at: CheckAt,
): readonly ErrorDetail[] {
  const entity = at.model.entity(given.entity)
  const field = entity?.field(given.field)
  if (entity === undefined || field === undefined || optionValues(field.document) !== undefined) return []
  const choices = entity.fields
    .filter((one) => optionValues(one.document) !== undefined)
    .map((one) => one.key)
  const nearest = nearestName(given.field, choices)
  const shown = nearest === undefined ? choices.join(', ') : nearest
  const params = {
    name: given.field,
    ruleZh: `须是选项字段，如 ${shown}`,
    ruleEn: `a choice field is needed, such as ${shown}`,
  }
  return [problem('MODEL_FIELD_KIND', { file: at.file, path: given.path }, params)]
}

function missing(
  path: string,
  name: string,
  at: CheckAt & { readonly zh: string; readonly en: string },
): readonly ErrorDetail[] {
  return [problem('MODEL_SLOT_MISSING', { file: at.file, path }, { name, ruleZh: at.zh, ruleEn: at.en })]
}

/** What each way of looking needs: the property, and why. */
const viewNeeds: {
  readonly [type: string]: readonly [name: 'groupBy' | 'startField', zh: string, en: string]
} = {
  kanban: ['groupBy', '看板需要一个分列的选项字段', 'a board needs a choice field for its columns'],
  calendar: ['startField', '日历需要一个日期字段', 'a calendar needs a date field'],
  gantt: ['startField', '甘特图需要开始日期字段', 'a gantt chart needs a start date field'],
  timeline: ['startField', '时间线需要一个日期字段', 'a timeline needs a date field'],
}

const checkView: Check<ViewDocument> = (view, at) => {
  const need = viewNeeds[view.type]
  if (need !== undefined && view[need[0]] === undefined)
    return missing(`/${need[0]}`, need[0], { ...at, zh: need[1], en: need[2] })
  if (view.type !== 'kanban' || view.groupBy === undefined) return []
  return needsOptions({ entity: view.entity, field: view.groupBy, path: '/groupBy' }, at)
}

const checkFlow: Check<FlowDocument> = (flow, at) => {
  const nodes = flow.nodes.map((node) => node.id)
  const ends = flow.edges.flatMap((edge, index) =>
    (['source', 'target'] as const).flatMap((side) => {
      const name = edge[side]
      const path = `/edges/${index}/${side}`
      return nodes.includes(name)
        ? []
        : [problem('MODEL_EDGE_NODE', { file: at.file, path }, { name, ...hint(name, nodes) })]
    }),
  )
  const idsOnce = (
    list: readonly { readonly id: string }[],
    path: string,
    zh: string,
    en: string,
  ): readonly ErrorDetail[] =>
    checkKeysOnce(
      list.map(({ id }) => ({ key: id })),
      { at, path, zh, en },
    ).map((one) => ({
      ...one,
      path: one.path.replace(/key$/, 'id'),
    }))
  return [
    ...idsOnce(flow.nodes, '/nodes', '节点', 'node'),
    ...idsOnce(flow.edges, '/edges', '连线', 'edge'),
    ...ends,
  ]
}

function unknownColumn(
  name: string,
  path: string,
  given: { readonly at: CheckAt; readonly known: readonly string[] },
): readonly ErrorDetail[] {
  if (given.known.includes(name)) return []
  const params = { name, whatZh: '列', whatEn: 'column', ...hint(name, given.known) }
  return [problem('MODEL_REFERENCE', { file: given.at.file, path }, params)]
}

const checkReport: Check<ReportDocument> = (report, at) => {
  const dimensions = (report.dimensions ?? []).map((one) => one.key)
  const measures = (report.measures ?? []).map((one) => one.key)
  const columns = { at, known: [...dimensions, ...measures] }
  const funnel = report.funnel
  // Other kinds make their columns themselves; the report engine knows them.
  if (report.kind !== undefined && report.kind !== 'standard' && report.kind !== 'funnel') return []
  return [
    ...checkKeysOnce(report.dimensions, { at, path: '/dimensions', zh: '维度', en: 'dimension' }),
    ...checkKeysOnce(report.measures, { at, path: '/measures', zh: '指标', en: 'measure' }),
    ...(report.sort ?? []).flatMap((one, index) => unknownColumn(one.by, `/sort/${index}/by`, columns)),
    ...(report.layout?.rows ?? []).flatMap((name, index) =>
      unknownColumn(name, `/layout/rows/${index}`, { at, known: dimensions }),
    ),
    ...(report.layout?.columns ?? []).flatMap((name, index) =>
      unknownColumn(name, `/layout/columns/${index}`, { at, known: dimensions }),
    ),
    ...(report.measures ?? []).flatMap((one, index) =>
      one.of === undefined ? [] : unknownColumn(one.of, `/measures/${index}/of`, { at, known: measures }),
    ),
    ...(report.kind !== 'funnel'
      ? []
      : funnel === undefined
        ? missing('/funnel', 'funnel', {
            ...at,
            zh: '漏斗需要阶段字段',
            en: 'a funnel needs its stage field',
          })
        : needsOptions({ entity: report.source.entity, field: funnel.field, path: '/funnel/field' }, at)),
  ]
}

const checkDashboard: Check<DashboardDocument> = (dashboard, at) => {
  const widgets = dashboard.widgets.map((one) => one.id)
  const tabs = (dashboard.tabs ?? []).map((one) => one.id)
  const unknown = (
    name: string,
    path: string,
    what: { readonly known: readonly string[]; readonly zh: string; readonly en: string },
  ): readonly ErrorDetail[] => {
    if (what.known.includes(name)) return []
    const params = { name, whatZh: what.zh, whatEn: what.en, ...hint(name, what.known) }
    return [problem('MODEL_REFERENCE', { file: at.file, path }, params)]
  }
  return [
    ...(dashboard.filters ?? []).flatMap((filter, index) =>
      filter.targets.flatMap(({ widget }, place) =>
        unknown(widget, `/filters/${index}/targets/${place}/widget`, {
          known: widgets,
          zh: '组件',
          en: 'widget',
        }),
      ),
    ),
    ...dashboard.widgets.flatMap(({ tab }, index) =>
      tab === undefined ? [] : unknown(tab, `/widgets/${index}/tab`, { known: tabs, zh: '页签', en: 'tab' }),
    ),
  ]
}

/** What each kind must hold beyond its slots; kinds that are not named have nothing more. */
export const documentChecks: { readonly [K in DocumentKind]?: Check<DocumentByKind[K]> } = {
  entity: checkEntity,
  view: checkView,
  flow: checkFlow,
  report: checkReport,
  dashboard: checkDashboard,
}
