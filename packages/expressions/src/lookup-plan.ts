import { hintOf } from './hint.ts'
import type { Report } from './operator.ts'
import { type FoundPath, resolvePath } from './paths.ts'
import { kindList, typeName } from './typing.ts'
import type { Json, LookupFigure, LookupRequest, Scope } from './types.ts'

/** Name of the record at hand inside the filter of a lookup. */
export const recordName = 'record'

/** What a lookup asks for, and what its names mean. */
export type LookupPlan = {
  readonly request: LookupRequest
  readonly field: FoundPath
  /** The entity's names, and `record.…` for the record at hand; undefined where no scope is known. */
  readonly filterScope: Scope | undefined
}

type Given = {
  readonly given: Json
  readonly scope: Scope | undefined
  readonly report: Report
  /** A figure is asked for, not a record. */
  readonly tally?: true | undefined
}

/**
 * Reads the arguments of a lookup: entity, filter, field, and an order such as `"price"` or `"-valid_from"`. Those of a
 * tally are entity, filter, figure, and the field it is made of, which counting does without.
 */
export function lookupPlan(asked: Given): LookupPlan | undefined {
  return asked.tally === true ? tallyPlan(asked) : firstPlan(asked)
}

const figures: readonly LookupFigure[] = ['count', 'sum', 'avg', 'min', 'max']

/** Counting needs no field. */
const counted: FoundPath = { path: [], type: { kind: 'number' }, nullable: false, sql: true }

function tallyPlan({ given, scope, report }: Given): LookupPlan | undefined {
  const parts: readonly Json[] = Array.isArray(given) ? given : [given]
  const [entity, filter = null, asked, named = 'id'] = parts
  const figure = figures.find((one) => one === asked)
  const least = figure === 'count' ? 3 : 4
  if (parts.length < least || parts.length > 4) {
    report('EXPRESSION_ARGUMENTS', { operator: 'tally', expected: String(least), count: parts.length })
    return undefined
  }
  if (typeof entity !== 'string' || typeof named !== 'string') {
    report('EXPRESSION_LITERAL', {}, typeof entity === 'string' ? 3 : 0)
    return undefined
  }
  if (figure === undefined) {
    const value = typeof asked === 'string' ? asked : '…'
    report('EXPRESSION_CHOICE', { value, hint: hintOf(value, figures), choices: figures.join(', ') }, 2)
    return undefined
  }
  const target = scope === undefined ? undefined : entityScope(scope, entity, report)
  if (scope !== undefined && target === undefined) return undefined
  const field = figure === 'count' ? counted : at(named, { scope: target, report, argument: 3 })
  if (field === undefined) return undefined
  const sums = figure === 'sum' || figure === 'avg'
  if (sums && field.type.kind !== 'number' && field.type.kind !== 'unknown') {
    report('EXPRESSION_TYPE', { expected: kindList(['number']), actual: typeName(field.type) }, 3)
    return undefined
  }
  const request: LookupRequest = { entity, filter, field: named, figure }
  return { request, field, filterScope: target && scope && withRecord(target, scope) }
}

function firstPlan({ given, scope, report }: Given): LookupPlan | undefined {
  const parts: readonly Json[] = Array.isArray(given) ? given : [given]
  if (parts.length < 3 || parts.length > 4) {
    report('EXPRESSION_ARGUMENTS', { operator: 'lookup', expected: '3–4', count: parts.length })
    return undefined
  }
  const [entity, filter = null, named, sorted] = parts
  const wrong = [entity, named, sorted ?? ''].findIndex((part) => typeof part !== 'string')
  if (wrong >= 0 || typeof entity !== 'string' || typeof named !== 'string') {
    report('EXPRESSION_LITERAL', {}, wrong === 0 ? 0 : wrong + 1)
    return undefined
  }
  const target = scope === undefined ? undefined : entityScope(scope, entity, report)
  if (scope !== undefined && target === undefined) return undefined
  const order = typeof sorted === 'string' && sorted !== '' ? orderOf(sorted) : undefined
  const field = at(named, { scope: target, report, argument: 2 })
  const by = order && at(order.field, { scope: target, report, argument: 3 })
  if (field === undefined || (order !== undefined && by === undefined)) return undefined
  const request: LookupRequest = { entity, filter, field: named, ...(order ? { order } : {}) }
  return { request, field, filterScope: target && scope && withRecord(target, scope) }
}

function orderOf(text: string): NonNullable<LookupRequest['order']> {
  return text.startsWith('-')
    ? { field: text.slice(1), descending: true }
    : { field: text, descending: false }
}

function entityScope(scope: Scope, entity: string, report: Report): Scope | undefined {
  const found = scope.entities?.find(entity)
  if (found !== undefined) return found
  const known = scope.entities?.keys() ?? []
  report('EXPRESSION_NAME_UNKNOWN', { name: entity, scope: 'lookup', hint: hintOf(entity, known) }, 0)
  return undefined
}

type At = { readonly scope: Scope | undefined; readonly report: Report; readonly argument: number }

function at(name: string, { scope, report, argument }: At): FoundPath | undefined {
  const found = resolvePath({ name, scope, report: (code, params) => report(code, params, argument) })
  if (found?.type.kind !== 'rows') return found
  report('EXPRESSION_CHOICE', { value: name, hint: '', choices: '…' }, argument)
  return undefined
}

/** The looked-for entity's names, and `record` for the record at hand. */
export function withRecord(target: Scope, scope: Scope): Scope {
  return {
    name: target.name,
    keys: () => [...target.keys(), recordName],
    find: (key) =>
      key === recordName
        ? {
            key,
            label: { zh: '当前记录', en: 'This record' },
            type: { kind: 'id', entity: scope.name },
            nullable: false,
            target: () => scope,
          }
        : target.find(key),
  }
}
