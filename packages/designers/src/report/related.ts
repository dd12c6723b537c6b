import { say } from '@mortise/errors'
import {
  type EntityModel,
  joinSteps,
  joinTarget,
  type JoinStep,
  type MeasureDocument,
  type ReportDocument,
  type ReportJoinDocument,
} from '@mortise/schema'
import type { Source } from './fields.ts'

/** How rows of another kind are reached: along relations and links, or by a join that the report already has. */
export type Way = { readonly path: string } | { readonly join: string }

/** What one step to other records is called; two ways to the same ones are told apart by the field between them. */
function stepName(
  { model, locale }: Pick<Source, 'model' | 'locale'>,
  from: EntityModel,
  step: JoinStep,
): string {
  const own = say(from.field(step.key)?.document.label, locale)
  if (own !== '') return own
  const target = model.entity(step.target)
  const name = say(target?.document.plural ?? target?.document.label, locale) || step.target
  const twins = from.relations.filter((one) => one.target === step.target)
  const via = say(target?.field(step.relation?.via ?? '')?.document.label, locale)
  if (twins.length < 2 || via === '') return name
  return locale === 'zh' ? `${name}（${via}）` : `${name} (${via})`
}

/** What the rows at the end of a way along relations and links are called: `客户 / 订单`. */
export function pathName(source: Source, path: string): string {
  const { model } = source
  const names: string[] = []
  let from = source.entity
  for (const step of from === undefined ? [] : (joinSteps(model, from.key, path) ?? [])) {
    if (from === undefined) break
    names.push(stepName(source, from, step))
    from = model.entity(step.target)
  }
  return names.join(' / ') || path
}

/** What a join is called: as somebody named it, else by the way it goes. */
export function joinName(source: Source, join: ReportJoinDocument): string {
  const given = say(join.label, source.locale)
  if (given !== '') return given
  if (join.path !== undefined) return pathName(source, join.path)
  const entity = source.model.entity(join.entity ?? '')?.document
  return say(entity?.plural ?? entity?.label, source.locale) || join.key
}

/** The join that a measure counts the rows of. */
export function joinOf(report: ReportDocument, measure: MeasureDocument): ReportJoinDocument | undefined {
  return measure.over === undefined ? undefined : report.joins?.find(({ key }) => key === measure.over)
}

/** Names as they are on the rows of a join. */
export function sourceOfJoin(source: Source, join: Pick<ReportJoinDocument, 'path' | 'entity'>): Source {
  const target = source.entity === undefined ? undefined : joinTarget(source.model, source.entity.key, join)
  return { ...source, entity: source.model.entity(target ?? '') }
}

/** Names as they are on what a measure counts: the report's own records, or rows of a join. */
export function sourceOfMeasure(source: Source, report: ReportDocument, measure: MeasureDocument): Source {
  const join = joinOf(report, measure)
  return join === undefined ? source : sourceOfJoin(source, join)
}

/** Names as they are at the end of a way. */
export function sourceOfWay(source: Source, report: ReportDocument, way: Way | undefined): Source {
  if (way === undefined) return source
  if ('path' in way) return sourceOfJoin(source, way)
  const join = report.joins?.find(({ key }) => key === way.join)
  return join === undefined ? source : sourceOfJoin(source, join)
}

/** What the rows at the end of a way are called. */
export function wayName(source: Source, report: ReportDocument, way: Way): string {
  if ('path' in way) return pathName(source, way.path)
  const join = report.joins?.find(({ key }) => key === way.join)
  return join === undefined ? way.join : joinName(source, join)
}

/** A key that no join of the report has. */
export function freeJoinKey(report: ReportDocument, wanted: string): string {
  const taken = new Set((report.joins ?? []).map(({ key }) => key))
  const base = wanted.replaceAll(/[^a-z0-9_]+/g, '_').slice(0, 36) || 'rows'
  if (!taken.has(base)) return base
  for (let at = 2; ; at++) if (!taken.has(`${base}_${at}`)) return `${base}_${at}`
}

/** A join that only brings rows, as they come along a way. */
const isPlain = ({ path, type, where }: ReportJoinDocument): boolean =>
  path !== undefined && where === undefined && (type ?? 'left') === 'left'

/** The report with a join for a way, and its key; one that goes there is taken again. */
export function withWay(
  report: ReportDocument,
  way: Way,
): { readonly report: ReportDocument; readonly key: string } {
  if ('join' in way) return { report, key: way.join }
  const known = (report.joins ?? []).find((one) => one.path === way.path && isPlain(one))
  if (known !== undefined) return { report, key: known.key }
  const key = freeJoinKey(report, way.path.replaceAll('.', '_'))
  return { report: { ...report, joins: [...(report.joins ?? []), { key, path: way.path }] }, key }
}

/** The report with other joins; without any it has none. */
export function withJoins(report: ReportDocument, joins: readonly ReportJoinDocument[]): ReportDocument {
  const { joins: _, ...rest } = report
  return joins.length === 0 ? rest : { ...rest, joins }
}

/** The report without joins that came with a measure and are counted by none any more. */
export function withoutIdleJoins(report: ReportDocument): ReportDocument {
  const used = new Set((report.measures ?? []).map(({ over }) => over))
  const kept = (report.joins ?? []).filter(
    (one) => used.has(one.key) || !isPlain(one) || one.label !== undefined,
  )
  return kept.length === (report.joins ?? []).length ? report : withJoins(report, kept)
}
