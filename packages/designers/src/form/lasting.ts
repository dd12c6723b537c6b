import { type Expression, language, type Scope } from '@mortise/expressions'
import type { FormNode } from '@mortise/schema'

const conditional: readonly string[] = ['visible', 'required', 'readOnly']

/**
 * Nodes without the conditions that would be wrong where they go, since they name fields which are not there; `left`
 * counts those. `scope` is of the entity with the copied fields in it.
 */
export function lastingConditions(
  nodes: readonly FormNode[],
  scope: Scope,
): { readonly nodes: readonly FormNode[]; readonly left: number } {
  let left = 0
  const lasting = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(lasting)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).flatMap(([key, inner]): readonly (readonly [string, unknown])[] => {
      if (!conditional.includes(key)) return [[key, key === 'columns' ? inner : lasting(inner)]]
      if (language.check(inner as Expression, scope, { allow: { previous: true } }).ok) return [[key, inner]]
      left++
      return []
    })
    return Object.fromEntries(entries)
  }
  const kept = nodes.map((node) => lasting(node) as FormNode)
  return { nodes: kept, left }
}
