import type { ErrorDetail } from '@mortise/errors'
import type { Expression, Scope } from '@mortise/expressions'
import type { EntityModel, ReportDocument } from '@mortise/schema'
import { errors } from '../../errors.ts'
import { nearHint, problem, under } from '../../problems.ts'
import type { ReportContext } from '../../types.ts'

/** Where in a report something is checked. */
export type Place = { readonly path: string; readonly entity: EntityModel; readonly ctx: ReportContext }

type At = Pick<Place, 'path' | 'ctx'>

/** Checks an expression that the database has to run. */
export function checkStored(expr: Expression, scope: Scope, { path, ctx }: At): readonly ErrorDetail[] {
  const checked = ctx.language.check(expr, scope, { sql: true })
  return checked.ok ? [] : under(path, checked.problems)
}

/** Checks that an expression is a condition. */
export function checkCondition(
  expr: Expression | undefined,
  scope: Scope,
  { path, ctx }: At,
): readonly ErrorDetail[] {
  if (expr === undefined) return []
  const checked = ctx.language.check(expr, scope, { expect: { kind: 'boolean' } })
  return checked.ok ? [] : under(path, checked.problems)
}

/** Checks a list of dimensions by their keys, of the report's from the `from`th on. */
export function checkDimensionNames(
  names: readonly string[],
  report: ReportDocument,
  path: string,
  from: number = 0,
): readonly ErrorDetail[] {
  const known = (report.dimensions ?? []).slice(from).map((one) => one.key)
  return names.flatMap((name, at) =>
    known.includes(name)
      ? []
      : [problem(`${path}/${at}`, errors.REPORT_NAME_UNKNOWN({ name, hint: nearHint(name, known) }))],
  )
}
