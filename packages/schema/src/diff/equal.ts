/** Whether two JSON values mean the same; the order of keys doesn't count, `undefined` counts as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const x = a as { readonly [key: string]: unknown }
  const y = b as { readonly [key: string]: unknown }
  const keys = new Set([...Object.keys(x), ...Object.keys(y)])
  return [...keys].every((key) => sameJson(x[key], y[key]))
}
