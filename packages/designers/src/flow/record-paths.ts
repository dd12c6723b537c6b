import type { Expression, Json } from '@mortise/expressions'
import type { FlowDocument } from '@mortise/schema'

const start = 'record.'

function withVars(expression: Json, change: (path: string) => string): Json {
  if (Array.isArray(expression)) return expression.map((one: Json) => withVars(one, change))
  if (typeof expression !== 'object' || expression === null) return expression
  const entries = Object.entries(expression as { readonly [key: string]: Json })
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (key !== 'var') return [key, withVars(value, change)]
      if (typeof value === 'string') return [key, change(value)]
      const [path, ...rest] = Array.isArray(value) ? (value as readonly Json[]) : []
      return [key, typeof path === 'string' ? [change(path), ...rest] : value]
    }),
  )
}

/** A condition of a branch as the condition builder shows it: fields of the record by their own names. */
export function ownNames(condition: Expression | undefined): Expression | null {
  if (condition === undefined) return null
  return withVars(condition, (path) => (path.startsWith(start) ? path.slice(start.length) : path))
}

/** The other way round: in a flow the fields of the record stand behind `record`. */
export function recordNames(condition: Json, flow: FlowDocument): Expression | undefined {
  if (condition === null) return undefined
  const own = new Set([
    'record',
    'variables',
    'starter',
    'outcome',
    ...(flow.variables ?? []).map(({ key }) => key),
  ])
  return withVars(condition, (path) =>
    own.has(path.split('.')[0] ?? '') || path === '' ? path : `${start}${path}`,
  )
}
