import type { Expression } from '@mortise/expressions'
import {
  joinSteps,
  joinTarget,
  type Model,
  type ReportDocument,
  type ReportJoinDocument,
} from '@mortise/schema'
import { allOf } from '../../all-of.ts'
import { varsIn } from '../../scope.ts'

/** Joins whose rows can be counted. */
export function countedJoins(report: ReportDocument): readonly ReportJoinDocument[] {
  return (report.joins ?? []).filter((one) => one.type !== 'absent')
}

const seesRecord = (where: Expression | undefined): boolean =>
  varsIn(where).some((name) => name === 'record' || name.startsWith('record.'))

/** `some` along the path: rows in rows, with links in between. */
function along(model: Model, entity: string, join: ReportJoinDocument): Expression {
  const steps = joinSteps(model, entity, join.path ?? '') ?? []
  const ways: string[] = []
  let links: readonly string[] = []
  for (const { key, relation } of steps) {
    if (relation === undefined) links = [...links, key]
    else {
      ways.push([...links, key].join('.'))
      links = []
    }
  }
  const where = join.where ?? true
  if (ways.length === 0) return { '!=': [{ var: [...links, 'id'].join('.') }, null] }
  return ways.reduceRight<Expression>((inner, way) => ({ some: [way, inner] }), where)
}

/** The rows' own condition of belonging to the record, for looking them up with both sides at hand. */
function belongs(model: Model, entity: string, join: ReportJoinDocument): Expression {
  const [step] = joinSteps(model, entity, join.path ?? '') ?? []
  const { via = 'id', many } = step?.relation ?? {}
  if (step !== undefined && step.relation === undefined)
    return { '==': [{ var: 'id' }, { var: `record.${step.key}` }] }
  if (many === 'forth') return { in: [{ var: 'id' }, { var: `record.${via}` }] }
  if (many !== undefined) return { hasAny: [{ var: via }, [{ var: 'record.id' }]] }
  return { '==': [{ var: via }, { var: 'record.id' }] }
}

/** The same names, read on the record that `record` stands for. */
function onRecord(expr: Expression): Expression {
  if (expr === null || typeof expr !== 'object') return expr
  if (Array.isArray(expr)) return expr.map((one: Expression) => onRecord(one))
  return Object.fromEntries(
    Object.entries(expr as { readonly [operator: string]: Expression }).map(([operator, given]) => {
      if (operator !== 'var') return [operator, onRecord(given)]
      const [name, ...rest] = Array.isArray(given) ? (given as readonly Expression[]) : [given]
      const path = `record.${String(name)}`
      return [operator, rest.length === 0 ? path : [path, ...rest]]
    }),
  )
}

/** Whether a record has a row of a join, as a condition on the record. */
function hasRow(model: Model, entity: string, join: ReportJoinDocument): Expression {
  const target = joinTarget(model, entity, join) ?? ''
  const pairs = (join.on ?? []).map(({ own, other }) => ({ '==': [other, onRecord(own)] }))
  if (join.path !== undefined && !seesRecord(join.where)) return along(model, entity, join)
  const ties = join.path === undefined ? pairs : [belongs(model, entity, join)]
  return { '!=': [{ lookup: [target, allOf([...ties, join.where]), 'id'] }, null] }
}

/** The condition of a join that keeps records with rows, or without any; undefined for one that only brings rows. */
export function joinCondition(
  model: Model,
  entity: string,
  join: ReportJoinDocument,
): Expression | undefined {
  if (join.type === 'exists') return hasRow(model, entity, join)
  return join.type === 'absent' ? { '!': [hasRow(model, entity, join)] } : undefined
}

/** Everything that a record of the report has to meet: the filter, and its joins. */
export function recordsFilter(report: ReportDocument, model: Model): Expression | undefined {
  const conditions = (report.joins ?? []).map((one) => joinCondition(model, report.source.entity, one))
  const present = conditions.filter((one) => one !== undefined)
  return present.length === 0 ? report.filter : allOf([report.filter, ...present])
}
