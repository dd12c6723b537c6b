import type { AttributionSettings, CreditQuery, ReportDocument } from '@mortise/schema'
import { defineReportKind, type ReportKind } from '../../define.ts'
import { fieldAt, optionsOf, plainPath } from '../../scope.ts'
import type {
  AggregatePlan,
  CreditsPlan,
  ReportColumn,
  ReportContext,
  ReportResult,
  ReportRow,
  ShapeContext,
} from '../../types.ts'
import { columnEntities } from '../standard/columns.ts'
import { labelsOf } from '../standard/shape.ts'
import { halfLife } from './credit.ts'
import { directName, directValue } from './touches.ts'

type Given = { readonly settings: AttributionSettings; readonly ctx: ReportContext }

function channelField({ settings, ctx }: Given): ReturnType<typeof fieldAt> {
  const path = plainPath(settings.channel)
  const entity = ctx.model.entity(settings.touches)
  return path === undefined || entity === undefined ? undefined : fieldAt(entity, path, ctx)
}

/** The column of channels; its values are those of the touches, not of the records of the report. */
export function channelColumn(settings: AttributionSettings, ctx: ReportContext): ReportColumn {
  const scope = ctx.model.entity(settings.touches)?.scope
  const checked = scope && ctx.language.check(settings.channel, scope)
  return {
    key: 'channel',
    label: channelField({ settings, ctx })?.document.label ?? { zh: '渠道', en: 'Channel' },
    role: 'dimension',
    type: checked?.ok === true ? checked.info.type : { kind: 'text' },
  }
}

/** A plan for a result that has one row for each channel. `plan` is that of the standard report that is meant. */
export function channelPlan(
  { report, query }: AggregatePlan,
  columns: readonly ReportColumn[],
  given: Given & Pick<CreditsPlan, 'costs'> & { readonly worth: Worth },
): CreditsPlan {
  const { settings, costs, worth } = given
  const options = optionsOf(channelField(given))
  return {
    kind: 'credits',
    report,
    columns,
    options: options === undefined ? {} : { channel: options },
    entities: columnEntities(columns),
    query: creditQuery(settings, report, { filter: query.filter, ...worth }),
    ...(costs === undefined ? {} : { costs }),
  }
}

/** What is credited: amounts of what was won, and customers. */
type Worth = Pick<CreditQuery, 'values' | 'heads'>

function creditQuery(
  { at, touchedAt, channel, model }: AttributionSettings,
  { source, joins = [] }: ReportDocument,
  rest: Worth & Pick<CreditQuery, 'filter'>,
): CreditQuery {
  const { entity, on, where } = joins.find(({ key }) => key === 'behind') ?? {}
  return {
    entity: source.entity,
    when: at,
    join: { key: 'behind', entity, on, where },
    at: touchedAt,
    channel,
    ...(model === undefined || model === 'decay' ? { halfLife } : {}),
    ...rest,
  }
}

/** Makes the questions of a kind that is told by channels out of the standard reports that it means. */
export function byChannels(
  base: ReportKind,
  own: {
    readonly plan: (plan: AggregatePlan, ctx: ReportContext) => CreditsPlan
    readonly shape: (plan: CreditsPlan, rows: readonly ReportRow[], ctx: ShapeContext) => ReportResult
  },
): ReportKind {
  return defineReportKind({
    ...base,
    compile: (report, ctx) => {
      const plan = base.compile(report, ctx)
      return plan.kind === 'aggregate' ? own.plan(plan, ctx) : plan
    },
    shape: (plan, rows, ctx) =>
      plan.kind === 'credits' ? own.shape(plan, rows, ctx) : base.shape(plan, rows, ctx),
  })
}

type Found = {
  readonly rows: readonly ReportRow[]
  readonly totals: ReportRow
}

/** A result of one row for each channel; what no channel touched stands under a name of its own. */
export function channelResult(plan: CreditsPlan, { rows, totals }: Found, ctx: ShapeContext): ReportResult {
  const labels = labelsOf(plan, rows, ctx)
  return {
    columns: plan.columns,
    rows,
    totals,
    labels: { ...labels, channel: { ...labels['channel'], [directValue]: directName[ctx.locale] } },
    asOf: ctx.asOf,
  }
}
