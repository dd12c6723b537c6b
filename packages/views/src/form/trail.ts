import { nodeKey } from '@mortise/forms'
import type { FormDocument, FormNode } from '@mortise/schema'

/** A container on the way to a field, and the part of it that has to be open. */
export type TrailStep = { readonly container: string; readonly part: number }

type Part = { readonly nodes: readonly FormNode[] }
type Inside = {
  readonly part: number
  readonly nodes: readonly FormNode[]
  readonly pointer: string
}

// Containers are told by what they hold, so that a new kind of container needs nothing here.
function insideOf(node: FormNode, pointer: string): readonly Inside[] {
  const list = (name: string, parts: readonly Part[]): readonly Inside[] =>
    parts.map(({ nodes }, part) => ({ part, nodes, pointer: `${pointer}/${name}/${part}/nodes` }))
  if ('tabs' in node) return list('tabs', node.tabs)
  if ('steps' in node) return list('steps', node.steps)
  return 'nodes' in node ? [{ part: 1, nodes: node.nodes, pointer: `${pointer}/nodes` }] : []
}

function search(
  nodes: readonly FormNode[],
  pointer: string,
  field: string,
): readonly TrailStep[] | undefined {
  for (const [at, node] of nodes.entries()) {
    const here = `${pointer}/${at}`
    if ('field' in node && node.field === field && !('entity' in node)) return []
    for (const inside of insideOf(node, here)) {
      const deeper = search(inside.nodes, inside.pointer, field)
      if (deeper !== undefined) return [{ container: nodeKey(node, here), part: inside.part }, ...deeper]
    }
  }
  return undefined
}

/** What has to be opened, from the outside in, before a field of the form is on the screen; undefined if it is nowhere. */
export function trailTo(form: FormDocument, field: string): readonly TrailStep[] | undefined {
  return search(form.nodes, '/nodes', field)
}

const known = new WeakMap<readonly FormNode[], readonly string[]>()

/** Keys of all fields and sub-tables inside a part of a form. */
export function fieldsInside(nodes: readonly FormNode[]): readonly string[] {
  const before = known.get(nodes)
  if (before !== undefined) return before
  const found = nodes.flatMap((node): readonly string[] => {
    if ('field' in node && !('entity' in node)) return [node.field]
    return insideOf(node, '').flatMap((inside) => fieldsInside(inside.nodes))
  })
  known.set(nodes, found)
  return found
}
