import type { ErrorDetail } from '@mortise/errors'
import type { Expression, Scope } from '@mortise/expressions'
import { problem } from '../errors.ts'
import { hint } from '../hint.ts'
import type { Model } from '../model/model.ts'
import { touchCompared } from '../names/options.ts'
import { pointer } from '../pointer.ts'
import type { ModelChecks } from './types.ts'

/** Where a part stands in an expression, told by identity; undefined when it is not in it. */
export function wayTo(root: unknown, part: unknown): readonly (string | number)[] | undefined {
  if (root === part) return []
  if (typeof root !== 'object' || root === null) return undefined
  for (const [name, inner] of Object.entries(root)) {
    const way = wayTo(inner, part)
    if (way !== undefined) return [Array.isArray(root) ? Number(name) : name, ...way]
  }
  return undefined
}

/**
 * Values that a correct expression compares with choice fields without being one of the options: a typing error that
 * no type can tell, and that makes a condition false for ever.
 */
export function checkComparedOptions(
  expression: Expression,
  parts: readonly (string | number)[],
  around: {
    readonly model: Model
    readonly scope: Scope
    readonly checks: ModelChecks
    readonly file: string
  },
): readonly ErrorDetail[] {
  const { model, scope, checks, file } = around
  const found: ErrorDetail[] = []
  touchCompared(expression, {
    model,
    scope,
    checks,
    touch: ({ values }, name, within) => {
      if (values.includes(name)) return undefined
      const way = [...(wayTo(expression, within) ?? []), ...(wayTo(within, name) ?? [])]
      const path = pointer([...parts, ...way])
      found.push(problem('MODEL_OPTION_UNKNOWN', { file, path }, { name, ...hint(name, values) }))
      return undefined
    },
  })
  return found
}
