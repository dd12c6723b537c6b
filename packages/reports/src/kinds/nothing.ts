import type { Expression, ExpressionType, Scope } from '@mortise/expressions'
import type { ReportContext } from '../types.ts'

/**
 * An empty value of the type that an expression has: where records of two entities stand in one answer, what one of them
 * lacks has to be empty in the same type.
 */
export function nothingLike(expr: Expression, scope: Scope | undefined, ctx: ReportContext): Expression {
  const checked = scope && ctx.language.check(expr, scope)
  return checked?.ok === true ? nothingOf(checked.info.type) : null
}

function nothingOf(type: ExpressionType): Expression {
  const never = (value: Expression): Expression => ({ if: [false, value, null] })
  if (type.kind === 'id') {
    if (type.entity === 'user') return never({ var: 'owner' })
    return type.entity === 'department'
      ? never({ var: 'department' })
      : { lookup: [type.entity, false, 'id'] }
  }
  const samples: { readonly [kind: string]: Expression } = {
    number: 0,
    date: { today: [] },
    datetime: { now: [] },
    boolean: true,
  }
  return never(samples[type.kind] ?? 'x')
}
