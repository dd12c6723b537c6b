import { type EvaluationInput, type Json, language } from '@mortise/expressions'
import type { EntityModel } from '@mortise/schema'

/** Shows a value of a path in a text; given by whoever knows field types and labels. */
export type ShowValue = (path: string, value: Json) => string

/**
 * Fills the `{{text form}}` places of a template. A place that is only a field's name is shown as people read it; other
 * expressions are shown as their plain value. Empty is ''. A place that can't be read stays as it is.
 */
export function fillText(
  template: string,
  options: {
    readonly entity: EntityModel
    readonly input: EvaluationInput
    readonly show: ShowValue
    /** Which paths the reader may read; a place that reads another one is a dash. */
    readonly clear?: (path: string) => boolean
  },
): string {
  return template.replace(/\{\{([^}]*)\}\}/g, (whole, inner: string) => {
    const parsed = language.parse(inner)
    if (!parsed.ok) return whole
    const checked = language.check(parsed.expression, options.entity.scope)
    if (!checked.ok) return whole
    if (options.clear !== undefined && !checked.info.deps.paths.every(options.clear)) return '—'
    const value = language.evaluate(parsed.expression, options.input, options.entity.scope)
    const path = pathOf(parsed.expression)
    if (path !== undefined) return options.show(path, value)
    return value === null ? '' : String(value)
  })
}

function pathOf(expression: Json): string | undefined {
  if (typeof expression !== 'object' || expression === null || !('var' in expression)) return undefined
  const name = expression['var']
  return typeof name === 'string' ? name : undefined
}
