import type { ErrorDetail } from '@mortise/errors'
import type { ReportDocument, ReportKindName } from '@mortise/schema'
import { defineReportKind, type ReportKind } from '../define.ts'
import { errors } from '../errors.ts'
import { nearHint, problem } from '../problems.ts'
import { sourceOf } from '../scope.ts'
import type { AggregatePlan, ReportContext, ReportResult, ReportRow, ShapeContext } from '../types.ts'
import { checkSettings } from './check-settings.ts'
import { checkStandard } from './standard/check.ts'
import { compileStandard } from './standard/compile.ts'
import { drillStandard } from './standard/drill.ts'
import { shapeStandard } from './standard/shape.ts'

type Name = Exclude<ReportKindName, 'standard' | 'funnel'>

/** A kind of report that is worked out as dimensions × measures: what people choose, and what that means. */
export type DerivedKind<K extends Name> = {
  readonly type: K
  readonly label: { readonly zh: string; readonly en: string }
  readonly note?: ReportKind['note']
  readonly picture?: ReportKind['picture']
  readonly settings?: ReportKind['settings']
  readonly start?: ReportKind['start']
  readonly chart?: ReportKind['chart']
  readonly standard: (
    settings: NonNullable<ReportDocument[K]>,
    report: ReportDocument,
    ctx: ReportContext,
  ) => ReportDocument
  /** Where a part of the standard report comes from in the document, the longest first. */
  readonly places: readonly (readonly [part: string, place: string])[]
  /** Problems beyond those of the standard report. */
  readonly check?: (
    settings: NonNullable<ReportDocument[K]>,
    report: ReportDocument,
    ctx: ReportContext,
  ) => readonly ErrorDetail[]
  /** Changes to the question that a document can't say. */
  readonly plan?: (plan: AggregatePlan, ctx: ReportContext, report: ReportDocument) => AggregatePlan
  readonly shape?: (plan: AggregatePlan, rows: readonly ReportRow[], ctx: ShapeContext) => ReportResult
  readonly drill?: ReportKind['drill']
}

function placed(found: ErrorDetail, places: DerivedKind<Name>['places']): ErrorDetail {
  const at = found.path ?? ''
  const place = places.find(([part]) => at === part || at.startsWith(`${part}/`))
  return place === undefined ? found : { ...found, path: `${place[1]}${at.slice(place[0].length)}` }
}

function unknownEntity(report: ReportDocument, ctx: ReportContext): readonly ErrorDetail[] {
  const { entity } = report.source
  const hint = nearHint(
    entity,
    ctx.model.entities.map((one) => one.key),
  )
  return sourceOf(report, ctx) === undefined
    ? [problem('/source/entity', errors.REPORT_ENTITY_UNKNOWN({ entity, hint }))]
    : []
}

/** Makes a report kind of one that is worked out as a standard report. */
export function deriveKind<K extends Name>(kind: DerivedKind<K>): ReportKind {
  const { type, label, note, picture, settings, start, chart } = kind
  const settingsOf = (report: ReportDocument): NonNullable<ReportDocument[K]> => {
    const settings = report[type]
    if (settings === undefined) throw errors.REPORT_KIND_SETTINGS({ kind: type })
    return settings as NonNullable<ReportDocument[K]>
  }
  const standard = (report: ReportDocument, ctx: ReportContext): ReportDocument => ({
    ...kind.standard(settingsOf(report), report, ctx),
    kind: type,
    [type]: report[type],
  })
  return defineReportKind({
    type,
    label,
    ...(note === undefined ? {} : { note }),
    ...(picture === undefined ? {} : { picture }),
    ...(settings === undefined ? {} : { settings }),
    ...(start === undefined ? {} : { start }),
    ...(chart === undefined ? {} : { chart }),
    means: (report, ctx) => (report[type] === undefined ? report : standard(report, ctx)),
    compile: (report, ctx) => {
      const plan = compileStandard(standard(report, ctx), ctx)
      return kind.plan?.(plan, ctx, report) ?? plan
    },
    check: (report, ctx) => {
      const unknown = unknownEntity(report, ctx)
      if (unknown.length > 0) return unknown
      if (report[type] === undefined)
        return [problem(`/${type}`, errors.REPORT_KIND_SETTINGS({ kind: type }))]
      const entity = sourceOf(report, ctx)
      const given = entity && settings && { path: `/${type}`, entity, ctx }
      const held = given ? checkSettings(settings, settingsOf(report), given) : []
      if (held.length > 0) return held
      const own = kind.check?.(settingsOf(report), report, ctx) ?? []
      if (own.length > 0) return own
      return checkStandard(standard(report, ctx), ctx).map((one) => placed(one, kind.places))
    },
    shape: (plan, rows, ctx) =>
      plan.kind === 'aggregate'
        ? (kind.shape ?? shapeStandard)(plan, rows, ctx)
        : { columns: plan.columns, rows: [], labels: {}, asOf: ctx.asOf },
    drill: kind.drill ?? drillStandard,
  })
}
