import type { Scope, ScopeName } from '@mortise/expressions'
import type { ReportDocument } from '../documents/report.ts'
import type { Model, RelationModel } from '../model/model.ts'
import type { Place, SlotContext } from './types.ts'

/** One step from records to the rows that belong to them: along a relation to many, or a link to one. */
export type JoinStep = {
  readonly key: string
  readonly target: string
  /** Absent for a link. */
  readonly relation?: RelationModel | undefined
}

/** How a join finds its rows. */
export type JoinWay = { readonly path?: string | undefined; readonly entity?: string | undefined }

/** The steps of a join's path; undefined where it leads nowhere. */
export function joinSteps(model: Model, entity: string, path: string): readonly JoinStep[] | undefined {
  const [key = '', ...rest] = path.split('.')
  const from = model.entity(entity)
  const relation = from?.relation(key)
  const type = from?.scope.find(key)?.type
  const target = relation?.target ?? (type?.kind === 'id' ? type.entity : undefined)
  if (from === undefined || target === undefined || model.entity(target) === undefined) return undefined
  const step: JoinStep = { key, target, ...(relation === undefined ? {} : { relation }) }
  if (rest.length === 0) return [step]
  const behind = joinSteps(model, target, rest.join('.'))
  return behind && [step, ...behind]
}

/** The entity whose rows a join brings; undefined where it names none. */
export function joinTarget(model: Model, entity: string, join: JoinWay): string | undefined {
  if (join.path === undefined) return join.entity
  return joinSteps(model, entity, join.path)?.at(-1)?.target
}

/**
 * Whether one row may belong to several records: it then counts once in every group it falls into, and numbers of groups
 * don't add up.
 */
export function joinShares(model: Model, entity: string, join: JoinWay): boolean {
  const steps = join.path === undefined ? undefined : joinSteps(model, entity, join.path)
  return steps?.every(({ relation }) => relation !== undefined && relation.many === undefined) !== true
}

/** Names on the rows of a join: their own fields, and `record`, the report's record they belong to. */
export function joinScope(model: Model, entity: string, join: JoinWay): Scope | undefined {
  const target = joinTarget(model, entity, join)
  const rows = target === undefined ? undefined : model.entity(target)?.scope
  if (rows === undefined) return undefined
  const record: ScopeName = {
    key: 'record',
    label: { zh: '当前记录', en: 'Record' },
    type: { kind: 'id', entity },
    nullable: false,
    target: () => model.entity(entity)?.scope,
  }
  return {
    ...rows,
    find: (key) => (key === 'record' ? record : rows.find(key)),
    keys: () => [...rows.keys(), 'record'],
  }
}

/** Scope of a place in a report that speaks of the rows of a join: inside the join, or in a measure over it. */
export function joinedScope({ trail, parts }: Place, { model, home }: SlotContext): Scope | undefined {
  const { joins = [], measures = [] } = (trail[0] ?? {}) as Partial<ReportDocument>
  const at = Number(parts[1])
  const join = parts[0] === 'joins' ? joins[at] : joins.find((one) => one.key === measures[at]?.over)
  return join === undefined || home === undefined ? undefined : joinScope(model, home, join)
}
