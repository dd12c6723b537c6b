import { type EvaluationInput, type Json, language, type Scope } from '@mortise/expressions'
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
    const place = placeOf(inner, options.entity.scope)
    if (place === undefined) return whole
    const { expression, paths, path } = place
    if (options.clear !== undefined && !paths.every(options.clear)) return '—'
    const value = language.evaluate(expression, options.input, options.entity.scope)
    if (path !== undefined) return options.show(path, value)
    return value === null ? '' : String(value)
  })
}

/** What stands in a place: what it reads, and the path where it is nothing but a name. */
type Place = {
  readonly expression: Json
  readonly paths: readonly string[]
  readonly path: string | undefined
}

const known = new WeakMap<Scope, Map<string, Place | undefined>>()
/** Texts of designs are few; what comes otherwise is not kept for ever. */
const most = 1_000

/** The same few texts are filled again and again: each place is read and checked once a version. */
function placeOf(inner: string, scope: Scope): Place | undefined {
  let places = known.get(scope)
  if (places === undefined || places.size >= most) known.set(scope, (places = new Map()))
  if (places.has(inner)) return places.get(inner)
  const parsed = language.parse(inner)
  const checked = parsed.ok ? language.check(parsed.expression, scope) : undefined
  const place =
    parsed.ok && checked?.ok === true
      ? { expression: parsed.expression, paths: checked.info.deps.paths, path: pathOf(parsed.expression) }
      : undefined
  places.set(inner, place)
  return place
}

function pathOf(expression: Json): string | undefined {
  if (typeof expression !== 'object' || expression === null || !('var' in expression)) return undefined
  const name = expression['var']
  return typeof name === 'string' ? name : undefined
}
