import type { AttributionSettings } from '@mortise/schema'
import { fieldAt, optionsOf, plainPath } from '../../scope.ts'
import type {
  AggregatePlan,
  ReportColumn,
  ReportContext,
  ReportResult,
  ReportRow,
  ShapeContext,
} from '../../types.ts'
import { mostGroups } from '../standard/compile.ts'
import { columnEntities } from '../standard/columns.ts'
import { labelsOf } from '../standard/shape.ts'
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

/** The plan with columns of its own, for a result that has one row for each channel. */
export function channelPlan(
  plan: AggregatePlan,
  columns: readonly ReportColumn[],
  given: Given,
): AggregatePlan {
  const options = optionsOf(channelField(given))
  return {
    ...plan,
    columns,
    options: options === undefined ? {} : { channel: options },
    entities: columnEntities(columns),
    query: { ...plan.query, limit: mostGroups },
  }
}

type Found = {
  readonly rows: readonly ReportRow[]
  readonly totals: ReportRow
  /** Rows of the database's answer, which a limit may have cut. */
  readonly answered: number
}

/** A result of one row for each channel; what no channel touched stands under a name of its own. */
export function channelResult(
  plan: AggregatePlan,
  { rows, totals, answered }: Found,
  ctx: ShapeContext,
): ReportResult {
  const labels = labelsOf(plan, rows, ctx)
  return {
    columns: plan.columns,
    rows,
    totals,
    labels: { ...labels, channel: { ...labels['channel'], [directValue]: directName[ctx.locale] } },
    asOf: ctx.asOf,
    ...(answered >= mostGroups ? { truncated: true } : {}),
  }
}
