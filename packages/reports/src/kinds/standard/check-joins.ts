import type { ErrorDetail } from '@mortise/errors'
import {
  type DimensionDocument,
  type DateBucket,
  joinScope,
  joinShares,
  type MeasureDocument,
  type ReportDocument,
  type ReportJoinDocument,
} from '@mortise/schema'
import { errors } from '../../errors.ts'
import { nearHint, problem, under } from '../../problems.ts'
import { measureScopeOf, varsIn } from '../../scope.ts'
import { checkCondition, checkDimensionNames, checkStored, type Place } from './check-parts.ts'
import { backwardDays, deadGroup, groupedExpr } from './groups.ts'
import { countedJoins, joinCondition } from './joins.ts'

function checkPairs(join: ReportJoinDocument, place: Place): readonly ErrorDetail[] {
  const rows = place.ctx.model.entity(join.entity ?? '')?.scope
  if (rows === undefined) return []
  return (join.on ?? []).flatMap(({ own, other }, at) => {
    const path = `${place.path}/on/${at}`
    const wrong = [
      ...checkStored(own, place.entity.scope, { ...place, path: `${path}/own` }),
      ...checkStored(other, rows, { ...place, path: `${path}/other` }),
    ]
    if (wrong.length > 0) return wrong
    const [mine, theirs] = [
      place.ctx.language.check(own, place.entity.scope),
      place.ctx.language.check(other, rows),
    ]
    const [a, b] = [mine.ok ? mine.info.type.kind : '', theirs.ok ? theirs.info.type.kind : '']
    return a === b ? [] : [problem(path, errors.REPORT_JOIN_TYPES({ own: a, other: b }))]
  })
}

/** Records beside the report's know nothing of them: what they are told apart by has to be of the same types. */
function checkBeside(join: ReportJoinDocument, report: ReportDocument, place: Place): readonly ErrorDetail[] {
  const { key, entity, by = {} } = join
  if (entity === undefined || join.path !== undefined || join.on !== undefined || join.by === undefined)
    return [problem(place.path, errors.REPORT_BESIDE_SHAPE({ key }))]
  const scope = place.ctx.model.entity(entity)?.scope
  if (scope === undefined) {
    const hint = nearHint(
      entity,
      place.ctx.model.entities.map((one) => one.key),
    )
    return [problem(place.path, errors.REPORT_JOIN_NOWHERE({ key, name: entity, hint }))]
  }
  const names = checkDimensionNames(Object.keys(by), report, `${place.path}/by`)
  const wrong = Object.entries(by).flatMap(([name, expr]) => {
    const path = `${place.path}/by/${name}`
    const found = checkStored(expr, scope, { ...place, path })
    const own = report.dimensions?.find((one) => one.key === name)
    if (found.length > 0 || own === undefined) return found
    const [mine, theirs] = [
      place.ctx.language.check(own.expr, place.entity.scope),
      place.ctx.language.check(expr, scope),
    ]
    if (!mine.ok || !theirs.ok || mine.info.type.kind === theirs.info.type.kind) return []
    // A period is one whether it was told by a day or by a moment.
    if (own.bucket !== undefined && dated.has(theirs.info.type.kind)) return []
    return [
      problem(path, errors.REPORT_JOIN_TYPES({ own: mine.info.type.kind, other: theirs.info.type.kind })),
    ]
  })
  return [...names, ...wrong, ...checkCondition(join.where, scope, { ...place, path: `${place.path}/where` })]
}

const dated: ReadonlySet<string> = new Set(['date', 'datetime'])

function checkJoin(join: ReportJoinDocument, report: ReportDocument, place: Place): readonly ErrorDetail[] {
  const { key, path, entity, on = [] } = join
  if (join.type === 'beside') return checkBeside(join, report, place)
  if ((path === undefined) === (entity === undefined) || (entity !== undefined && on.length === 0))
    return [problem(place.path, errors.REPORT_JOIN_SHAPE({ key }))]
  const scope = joinScope(place.ctx.model, place.entity.key, join)
  if (scope === undefined) {
    const known =
      path === undefined ? place.ctx.model.entities.map((one) => one.key) : place.entity.scope.keys()
    const hint = nearHint(path ?? entity ?? '', known)
    return [problem(place.path, errors.REPORT_JOIN_NOWHERE({ key, name: path ?? entity ?? '', hint }))]
  }
  const wrong = [
    ...checkPairs(join, place),
    ...checkCondition(join.where, scope, { ...place, path: `${place.path}/where` }),
  ]
  if (wrong.length > 0) return wrong
  const condition = joinCondition(place.ctx.model, place.entity.key, join)
  if (condition === undefined) return []
  const checked = place.ctx.language.check(condition, place.entity.scope, {
    expect: { kind: 'boolean' },
    sql: true,
    allow: { lookup: true },
  })
  return checked.ok
    ? []
    : under(
        place.path,
        checked.problems.map((one) => ({ ...one, path: '' })),
      )
}

/** Every problem of a report's joins. */
export function checkJoins(report: ReportDocument, place: Place): readonly ErrorDetail[] {
  const seen = new Set<string>()
  return (report.joins ?? []).flatMap((join, at) => {
    const path = `/joins/${at}`
    if (seen.has(join.key)) return [problem(`${path}/key`, errors.REPORT_KEY_TAKEN({ key: join.key }))]
    seen.add(join.key)
    return checkJoin(join, report, { ...place, path })
  })
}

/** What is wrong with the grain that a measure is worked out at. */
export function checkGrain(
  measure: MeasureDocument,
  report: ReportDocument,
  place: Place,
): readonly ErrorDetail[] {
  const { key, over, per, each, grain, expr } = measure
  const found: ErrorDetail[] = []
  const joins = countedJoins(report)
  const join = joins.find((one) => one.key === over)
  if (over !== undefined && join === undefined) {
    const hint = nearHint(
      over,
      joins.map((one) => one.key),
    )
    found.push(problem(`${place.path}/over`, errors.REPORT_JOIN_UNKNOWN({ key, name: over, hint })))
  }
  const shared = join !== undefined && joinShares(place.ctx.model, report.source.entity, join)
  if (shared && per !== undefined) found.push(problem(`${place.path}/per`, errors.REPORT_PER_SHARED({ key })))
  // One row stands for several records: of which one would it read?
  if (shared && varsIn(expr).some((name) => name.startsWith('record.')))
    found.push(problem(`${place.path}/expr`, errors.REPORT_RECORD_SHARED({ key })))
  if (each !== undefined && per === undefined)
    found.push(problem(`${place.path}/each`, errors.REPORT_EACH_WITHOUT_PER({ key })))
  found.push(...checkDimensionNames(grain ?? [], report, `${place.path}/grain`))
  const scope = measureScopeOf(measure, report, place.ctx)
  if (scope === undefined) return found
  for (const [at, one] of (per ?? []).entries())
    found.push(...checkStored(one, scope, { ...place, path: `${place.path}/per/${at}` }))
  return found
}

/** What is wrong with the date that an earlier period is told by. */
export function checkEarlier({ key, on }: MeasureDocument, place: Place): readonly ErrorDetail[] {
  if (on === undefined) return []
  const path = `${place.path}/on`
  const wrong = checkStored(on, place.entity.scope, { ...place, path })
  if (wrong.length > 0) return wrong
  const checked = place.ctx.language.check(on, place.entity.scope)
  const kind = checked.ok ? checked.info.type.kind : 'null'
  return kind === 'date' || kind === 'datetime' ? [] : [problem(path, errors.REPORT_BUCKET_DATE({ key }))]
}

/** What is wrong with the groups that a dimension's values are put into. */
export function checkGroups(
  dimension: Pick<DimensionDocument, 'key' | 'expr' | 'groups'>,
  bucket: DateBucket | undefined,
  place: Place,
): readonly ErrorDetail[] {
  const { key, groups = [] } = dimension
  const path = `${place.path}/groups`
  const keys = groups.map((one) => one.key)
  const doubled = keys.find((one, at) => keys.indexOf(one) !== at)
  if (doubled !== undefined) return [problem(path, errors.REPORT_KEY_TAKEN({ key: doubled }))]
  if (bucket !== undefined) return [problem(path, errors.REPORT_GROUPS_BUCKET({ key }))]
  const checked = place.ctx.language.check(groupedExpr(dimension), place.entity.scope, { sql: true })
  if (!checked.ok) return [problem(path, errors.REPORT_GROUPS_VALUES({ key }))]
  const backward = backwardDays(groups)
  if (backward !== undefined) {
    const index = groups.findIndex((one) => one.key === backward)
    return [problem(`${path}/${index}/days`, errors.REPORT_GROUPS_DAYS({ key, group: backward }))]
  }
  const dead = deadGroup(groups)
  const at = groups.findIndex((one) => one.key === dead)
  return dead === undefined ? [] : [problem(`${path}/${at}`, errors.REPORT_GROUPS_DEAD({ key, group: dead }))]
}
