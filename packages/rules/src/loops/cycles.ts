/**
 * Groups of things that can reach each other and themselves (strongly connected components by Tarjan, without single
 * things that have no edge to themselves).
 */
export function cyclesOf<T>(
  nodes: readonly T[],
  edges: (node: T, among: readonly T[]) => readonly T[],
): readonly (readonly T[])[] {
  const out = new Map(nodes.map((node) => [node, edges(node, nodes)]))
  const index = new Map<T, number>()
  const low = new Map<T, number>()
  const stack: T[] = []
  const found: (readonly T[])[] = []
  const visit = (node: T): void => {
    const at = index.size
    index.set(node, at)
    low.set(node, at)
    stack.push(node)
    for (const next of out.get(node) ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(node, Math.min(low.get(node) ?? at, low.get(next) ?? at))
    }
    if (low.get(node) !== at) return
    const component = stack.splice(stack.indexOf(node))
    const own = out.get(node)?.includes(node) === true
    if (component.length > 1 || own) found.push(component)
  }
  for (const node of nodes) if (!index.has(node)) visit(node)
  return found
}

/** A shortest cycle through a component's first member. */
export function shortestCycle<T>(
  component: readonly T[],
  edges: (node: T, among: readonly T[]) => readonly T[],
): readonly T[] {
  const [start] = component
  if (start === undefined) return component
  const from = new Map<T, T>()
  const open: T[] = [start]
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    for (const next of edges(node, component)) {
      if (next === start) return trace(from, start, node)
      if (!from.has(next)) {
        from.set(next, node)
        open.push(next)
      }
    }
  }
  return component
}

function trace<T>(from: ReadonlyMap<T, T>, start: T, end: T): readonly T[] {
  const path: T[] = []
  for (let node: T | undefined = end; node !== undefined && node !== start; node = from.get(node))
    path.unshift(node)
  return [start, ...path]
}
