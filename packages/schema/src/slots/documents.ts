import type { DocumentKind } from '../documents/kinds.ts'
import type { DashboardDocument } from '../documents/report.ts'
import { slaStates } from '../documents/sla.ts'
import { own } from '../pointer.ts'
import { entityBeside, textAbove } from './entities.ts'
import { formSlots } from './form.ts'
import { checks, slot } from './make.ts'
import { joinedScope } from './join-scope.ts'
import { conditionScope, messageScope } from './message-scope.ts'
import { reportAnalysisSlots } from './report-analyses.ts'
import { reportKindSlots } from './report-kinds.ts'
import { rowsScope } from './rows-scope.ts'
import { flowScope, measureScope, nodeScope, tableScope, templateScope } from './scopes.ts'
import type { Place, Slot, SlotContext } from './types.ts'

const entity: readonly Slot[] = [
  slot('title', 'field'),
  slot('search/*', 'field'),
  slot('settings/highlights/*', 'path'),
  slot('settings/stage', 'field'),
  slot('lockedWhen', 'condition'),
  slot('fields/*', 'field_type'),
  slot('fields/*/default', 'expression', { choice: (place) => textAbove(place, 1, 'key') }),
  slot('uniques/*/fields/*', 'field'),
  slot('duplicates/*/fields/*', 'field'),
  slot('duplicates/*/show/*', 'field'),
  slot('duplicates/*/across/*', 'entity', { only: (place) => typeof place.value === 'string' }),
  slot('duplicates/*/across/*/entity', 'entity'),
  slot('duplicates/*/across/*/fields/*', 'field', { of: (place) => textAbove(place, 2, 'entity') }),
  ...checks,
  slot('transitions/*/field', 'field'),
  slot('transitions/*/from/*', 'option', { choice: (place) => textAbove(place, 2, 'field') }),
  slot('transitions/*/to/*', 'option', { choice: (place) => textAbove(place, 2, 'field') }),
  slot('transitions/*/roles/*', 'role'),
  slot('transitions/*/when', 'condition'),
  slot('slas/*/start', 'condition'),
  slot('slas/*/stop', 'condition'),
  slot('slas/*/pause', 'condition'),
  slot('slas/*/cancel', 'condition'),
  slot('slas/*/targets/*/when', 'condition'),
  slot('slas/*/calendar', 'calendar'),
  slot('slas/*/dueField', 'field'),
  slot('slas/*/stateField', 'field'),
  slot('slas/*/stepField', 'field'),
  slot('slas/*/values/*', 'option', { choice: (place) => textAbove(place, 2, 'stateField') }),
  slot('slas/*', 'option', { implied: stateWords, choice: (place) => textAbove(place, 2, 'stateField') }),
]

/** A state for which nothing else is said is written as its own word. */
function stateWords({ value, parts, trail }: Place): readonly Place[] {
  if (typeof own(value, 'stateField') !== 'string') return []
  const values = own(value, 'values')
  return slaStates
    .filter((state) => own(values, state) === undefined)
    .map((state) => ({
      value: state,
      parts: [...parts, 'values', state],
      trail: [...trail, value, values],
    }))
}

const view: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('filter', 'condition'),
  slot('sort/*/field', 'path'),
  slot('columns/*', 'path'),
  slot('widths/~', 'path'),
  slot('groupBy', 'field'),
  slot('sums/*', 'path'),
  slot('startField', 'field'),
  slot('endField', 'field'),
  slot('colorField', 'field'),
  slot('progressField', 'field'),
  slot('coverField', 'field'),
]

/** Blocks stand in tabs and at the side; what they show is of the entity beside, or of the record itself. */
const blockSlots = (at: string): readonly Slot[] => [
  slot(`${at}/entity`, 'entity'),
  slot(`${at}/field`, 'field', { of: entityBeside }),
  slot(`${at}/columns/*`, 'path', { of: (place) => textAbove(place, 2, 'entity') }),
  slot(`${at}/sort/*/field`, 'path', { of: (place) => textAbove(place, 3, 'entity') }),
  slot(`${at}/fields/*`, 'path'),
  slot(`${at}/report`, 'report'),
  slot(`${at}/parent`, 'field', { of: entityBeside }),
  slot(`${at}/role`, 'field', { of: entityBeside }),
  slot(`${at}/influence`, 'field', { of: entityBeside }),
  slot(`${at}/attitude`, 'field', { of: entityBeside }),
  slot(`${at}/body`, 'field', { of: entityBeside }),
]

const page: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('highlights/*', 'path'),
  ...blockSlots('tabs/*/blocks/*'),
  ...blockSlots('side/*'),
]

const rule: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('trigger/watch/*', 'field'),
  slot('trigger/dateRelative/field', 'field'),
  slot('trigger/dateRelative/calendar', 'calendar'),
  slot('trigger/dateRelative/lunarField', 'field'),
  slot('trigger/schedule/calendar', 'calendar'),
  slot('trigger/related/*/entity', 'entity'),
  slot('trigger/related/*/link', 'field', { of: entityBeside }),
  slot('trigger/related/*/watch/*', 'field', { of: (place) => textAbove(place, 2, 'entity') }),
  slot('trigger/message/match/field', 'field'),
  slot('trigger/message/match/value', 'expression', { scope: messageScope }),
  slot('trigger/message/set/~', 'field'),
  slot('trigger/message/set/*', 'expression', {
    scope: messageScope,
    choice: (place) => String(place.parts.at(-1)),
  }),
  slot('trigger/roles/*', 'role'),
  slot('trigger/person', 'field'),
  slot('runAs/role', 'role'),
  slot('condition', 'condition', { scope: conditionScope }),
  slot('actions/*', 'action'),
]

const flow: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('start/condition', 'condition'),
  slot('start/schedule/calendar', 'calendar'),
  slot('start/permission/roles/*', 'role'),
  slot('runAs/role', 'role'),
  slot('title', 'template'),
  slot('summary', 'template'),
  slot('administrators', 'assignees'),
  slot('variables/*/source', 'value'),
  slot('nodes/*', 'node', { scope: nodeScope }),
  slot('edges/*/condition', 'condition', { scope: flowScope }),
  slot('lock/except/*', 'field'),
]

const score: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('field', 'field'),
  slot('gradeField', 'field'),
  slot('explainField', 'field'),
  slot('engagement/field', 'field'),
  slot('rows/*/when', 'condition'),
  slot('grades/*/value', 'option', { choice: (place) => gradeField(place) }),
]

function gradeField(place: Place): string | undefined {
  const field = own(place.trail[0], 'gradeField')
  return typeof field === 'string' ? field : undefined
}

const assignment: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('field', 'field'),
  slot('rules/*/when', 'condition'),
  slot('rules/*/pool/users/*', 'person'),
  slot('rules/*/pool/roles/*', 'role'),
  slot('rules/*/weights/~', 'person'),
  slot('rules/*/territory/areas/*/users/*', 'person'),
  slot('rules/*/skills/people/~', 'person'),
  slot('rules/*/hours/own/~', 'person'),
  slot('rules/*/territory/path', 'path'),
  slot('rules/*/skills/needs/*/when', 'condition'),
  slot('rules/*/hours/calendar', 'calendar'),
  slot('rules/*/hours/own/*', 'calendar'),
  slot('rules/*/sticky', 'path'),
  slot('load', 'condition'),
  slot('accept/calendar', 'calendar'),
  slot('accept/when', 'condition'),
  slot('accept/set/~', 'field'),
  slot('fallback/user', 'person'),
  slot('fallback/role', 'role'),
]

/** A cell of a condition is held against the input over it. */
function inputAbove({ trail, parts }: Place): string | undefined {
  const inputs = own(trail[0], 'inputs')
  const path = Array.isArray(inputs) ? own(own(inputs[Number(parts.at(-1))], 'expr'), 'var') : undefined
  return typeof path === 'string' ? path : undefined
}

const table: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('inputs/*/expr', 'expression'),
  slot('rows/*/when/*', 'cell', { scope: tableScope, choice: inputAbove }),
  slot('rows/*/then/*', 'cell', { scope: tableScope, isResult: true }),
]

/** Expressions on the rows of a join of the report. */
const joined: Pick<Slot, 'scope' | 'inDatabase'> = {
  scope: joinedScope,
  inDatabase: (place, context) => joinedScope(place, context) !== undefined,
}

const standsOnRows = ({ trail }: Place): boolean => own(own(trail[0], 'source'), 'report') !== undefined

const ofRecords: Pick<Slot, 'only'> = { only: (place) => !standsOnRows(place) }

/** Over the rows of another report names mean its columns: they are followed here, the report engine checks them. */
const ofRows: Pick<Slot, 'only' | 'scope' | 'named'> = { only: standsOnRows, scope: rowsScope, named: true }

const report: readonly Slot[] = [
  slot('source/entity', 'entity'),
  slot('source/report', 'report'),
  slot('source/where', 'condition'),
  slot('filter', 'condition', ofRecords),
  slot('filter', 'condition', ofRows),
  slot('joins/*/path', 'path', { of: (_, context) => context.home }),
  slot('joins/*/entity', 'entity'),
  slot('joins/*/on/*/own', 'expression'),
  slot('joins/*/on/*/other', 'expression', joined),
  slot('joins/*/by/*', 'expression', joined),
  slot('joins/*/where', 'condition', joined),
  slot('dimensions/*/expr', 'expression', ofRecords),
  slot('dimensions/*/expr', 'expression', ofRows),
  slot('measures/*/expr', 'expression', { ...joined, ...ofRecords }),
  slot('measures/*/expr', 'expression', ofRows),
  slot('measures/*/filter', 'condition', { ...joined, ...ofRecords }),
  slot('measures/*/filter', 'condition', ofRows),
  slot('measures/*/per/*', 'expression', joined),
  slot('measures/*/on', 'expression'),
  slot('measures/*/calc', 'expression', { scope: measureScope }),
  slot('having', 'condition', { scope: measureScope }),
  slot('drill/fields/*', 'path'),
  slot('funnel/field', 'field'),
  slot('funnel/amount', 'field'),
  slot('funnel/by', 'expression'),
  ...reportKindSlots,
  ...reportAnalysisSlots,
  slot('chart', 'chart'),
]

/** Entity of the report that a filter's target widget shows. */
function widgetEntity(place: Place, context: SlotContext): string | undefined {
  const dashboard = place.trail[0] as DashboardDocument
  const widget = dashboard.widgets.find((one) => one.id === textAbove(place, 1, 'widget'))
  if (widget?.report === undefined) return undefined
  return context.model.document('report', widget.report)?.source.entity
}

const dashboard: readonly Slot[] = [
  slot('widgets/*/report', 'report'),
  slot('widgets/*/chart', 'chart'),
  slot('filters/*/targets/*/path', 'path', { of: widgetEntity }),
]

const inTemplate: Pick<Slot, 'scope'> = { scope: templateScope }

const print: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('header/*', 'block', inTemplate),
  slot('body/*', 'block', inTemplate),
  slot('footer/*', 'block', inTemplate),
  slot('watermark/text', 'template', inTemplate),
  slot('watermark/visible', 'condition', inTemplate),
  slot('edgeSeal/visible', 'condition', inTemplate),
  slot('fileName', 'template', inTemplate),
]

const mail: readonly Slot[] = [
  slot('entity', 'entity'),
  slot('subject', 'template', inTemplate),
  slot('preheader', 'template', inTemplate),
  slot('body', 'template', inTemplate),
  slot('blocks/*', 'block', inTemplate),
]

/** The entity a grant is for is the key above it: `/entities/<entity>/…`. */
const ofGrant: Pick<Slot, 'of'> = { of: (place) => String(place.parts[1]) }

const role: readonly Slot[] = [
  slot('entities/~', 'entity'),
  slot('entities/*/fields/~', 'field', ofGrant),
  slot('entities/*/*/condition', 'condition', ofGrant),
  slot('reports/*', 'report'),
  slot('dashboards/*', 'dashboard'),
  slot('flows/~', 'flow'),
]

const app: readonly Slot[] = [
  slot('navigation/**/entity', 'entity'),
  slot('navigation/**/view', 'view', { of: entityBeside }),
  slot('navigation/**/dashboard', 'dashboard'),
  slot('navigation/**/report', 'report'),
  slot('navigation/**/roles/*', 'role'),
]

/** Where each kind of document holds expressions and references. */
export const documentSlots: { readonly [K in DocumentKind]: readonly Slot[] } = {
  app,
  entity,
  form: formSlots,
  view,
  page,
  rule,
  flow,
  score,
  assignment,
  table,
  calendar: [],
  report,
  dashboard,
  print,
  mail,
  role,
}

/** Entity of the record at hand in a document; undefined for kinds that have none. */
export function homeOf(kind: DocumentKind, document: object): string | undefined {
  const from =
    kind === 'report'
      ? own(own(document, 'source'), 'entity')
      : own(document, kind === 'entity' ? 'key' : 'entity')
  return typeof from === 'string' ? from : undefined
}
