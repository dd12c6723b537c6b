import type { ErrorDetail } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { type BeforeSave, runBeforeSave } from '@mortise/rules'
import type { EntityModel, RecordValues, RuleDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import { linkedRows, rowsIn } from '../records/around.ts'
import { readInput } from '../records/input.ts'
import { prepare, type Prepared, sameJson } from '../records/prepare.ts'
import type { SaveRequest } from '../records/types.ts'
import type { Cause } from '../types.ts'
import { actionContext } from './action-context.ts'
import { fillTexts, rulePaths } from './paths.ts'
import { toDetail } from './messages.ts'

/**
 * Runs the before-save rules on a prepared record and prepares it again with what they set, so that formulas and checks
 * see it. Their refusals join the record's problems.
 */
export async function applyBeforeSave(
  unit: Unit,
  actor: Actor,
  given: {
    readonly request: SaveRequest
    readonly before: RecordValues | undefined
    readonly entity: EntityModel
    readonly prepared: Prepared
    readonly cause: Cause
  },
): Promise<Prepared> {
  const { entity, before, prepared, request } = given
  const event = before === undefined ? 'create' : 'update'
  const rules = unit.published.rules.at(entity.key, 'beforeSave', event)
  if (rules.length === 0 || given.cause.withoutRules === true) return prepared
  if (prepared.problems.some((one) => one.code !== 'FORM_REQUIRED')) return prepared
  const outcome = await outcomeOf(unit, actor, { ...given, rules })
  const set = differing(outcome.values, prepared.all)
  // What the place gives stays given, unless a rule sets it.
  const extra = { ...(request.op === 'create' ? request.given : {}), ...set }
  const after = set === undefined ? prepared : await prepare(unit, actor, { request, before, entity, extra })
  if (outcome.errors.length === 0) return after
  const said = outcome.errors.map((one): ErrorDetail & { readonly level: string } => ({
    ...toDetail(one),
    level: one.level,
  }))
  return {
    ...after,
    problems: [...after.problems, ...said.filter((one) => one.level === 'block')],
    warnings: [...after.warnings, ...said.filter((one) => one.level !== 'block')],
  }
}

/** The values that are not those of `from`; undefined where there are none. */
export function differing(values: RecordValues, from: RecordValues): RecordValues | undefined {
  const extra: Record<string, Json> = {}
  let count = 0
  for (const key of Object.keys(values)) {
    const value = values[key] ?? null
    if (sameJson(value, from[key] ?? null)) continue
    extra[key] = value
    count += 1
  }
  return count === 0 ? undefined : extra
}

async function outcomeOf(
  unit: Unit,
  actor: Actor,
  given: {
    readonly request: SaveRequest
    readonly before: RecordValues | undefined
    readonly entity: EntityModel
    readonly prepared: Prepared
    readonly rules: readonly RuleDocument[]
  },
): Promise<BeforeSave> {
  const { entity, before, prepared, request, rules } = given
  const event = before === undefined ? 'create' : 'update'
  const id = request.op === 'update' ? request.id : ''
  const paths = rulePaths(rules, entity.scope)
  const { record: read, refs } = await readInput(unit, {
    entity,
    id,
    values: prepared.all,
    previous: before,
    isNew: before === undefined,
    paths,
    names: fillTexts(rules),
  })
  const record = {
    ...read,
    rows: { ...read.rows, ...(await incomingRows(unit, { entity, values: prepared.all, paths })) },
  }
  return withLookups(unit, (lookup) =>
    runBeforeSave({
      rules: unit.published.rules,
      event,
      record,
      contextOf: (one) =>
        actionContext(unit, actor, { entity, record: one, refs, phase: 'beforeSave', lookup }),
      runAction: unit.options.kit.runAction,
    }),
  )
}

/** Rows of the record's own sub-tables as they will be, not as they are stored. */
async function incomingRows(
  unit: Unit,
  given: { readonly entity: EntityModel; readonly values: RecordValues; readonly paths: readonly string[] },
): Promise<{ readonly [table: string]: Awaited<ReturnType<typeof linkedRows>> }> {
  const found: Record<string, Awaited<ReturnType<typeof linkedRows>>> = {}
  for (const relation of given.entity.relations.filter((one) => one.owned)) {
    const child = unit.published.model.entity(relation.target)
    if (child === undefined || !given.paths.some((path) => path.startsWith(relation.key))) continue
    const own = given.paths
      .filter((path) => path.startsWith(`${relation.key}.`))
      .map((path) => path.slice(relation.key.length + 1))
    found[relation.key] = await linkedRows(unit, {
      entity: child,
      rows: rowsIn(given.values, relation.key),
      paths: own,
    })
  }
  return found
}
