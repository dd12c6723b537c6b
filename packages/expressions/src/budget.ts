import type { Json } from './types.ts'

/**
 * Limits of one expression, and of one evaluation: `steps` counts values worked out for rows and letters written, a
 * clock the pure engines do not have. It stands for some fifty milliseconds.
 */
export const budget = {
  nodes: 10_000,
  depth: 64,
  text: 1_000_000,
  value: 1_000_000,
  steps: 2_000_000,
} as const

/** Which limit an expression breaks, or undefined. Walks without recursion beyond the depth limit. */
export function brokenBudget(
  expression: Json,
): { readonly what: 'nodes' | 'depth' | 'text'; readonly limit: number } | undefined {
  let nodes = 0
  let letters = 0
  const stack: { readonly value: Json; readonly depth: number; readonly listed?: true }[] = [
    { value: expression, depth: 1 },
  ]
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { value, depth, listed } = top
    nodes += 1
    if (nodes > budget.nodes) return { what: 'nodes', limit: budget.nodes }
    if (typeof value === 'string') letters += value.length
    if (letters > budget.text) return { what: 'text', limit: budget.text }
    if (typeof value !== 'object' || value === null) continue
    if (depth > budget.depth) return { what: 'depth', limit: budget.depth }
    // A list of arguments is no level of its own, a list in a list is.
    if (Array.isArray(value))
      for (const item of value) stack.push({ value: item, depth: listed ? depth + 1 : depth, listed: true })
    else for (const item of Object.values(value)) stack.push({ value: item, depth: depth + 1 })
  }
  return undefined
}
