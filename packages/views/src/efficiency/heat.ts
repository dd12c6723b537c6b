import type { Efficiency, NodeFigures } from '@mortise/flows'
import { type Clock, partOf, spread } from './say.ts'

/** What the colours of the drawing show. */
export const heats = ['share', 'median', 'overdue', 'returned'] as const
export type Heat = (typeof heats)[number]

/** What a node has of the time of all nodes; null where none took any. */
export function shareOf(node: NodeFigures, figures: Efficiency, clock: Clock): number | null {
  const whole = figures.nodes.reduce((sum, one) => sum + spread(one.stay, clock).total, 0)
  return whole === 0 ? null : spread(node.stay, clock).total / whole
}

const values: {
  readonly [heat in Heat]: (node: NodeFigures, figures: Efficiency, clock: Clock) => number | null
} = {
  share: shareOf,
  median: (node, _, clock) => spread(node.stay, clock).median,
  overdue: ({ tasks }) => partOf(tasks.overdue),
  returned: ({ returned }) => partOf(returned),
}

/** What a node is coloured by. */
export function heatOf(
  heat: Heat,
  node: NodeFigures,
  given: { readonly figures: Efficiency; readonly clock: Clock },
): number | null {
  return values[heat](node, given.figures, given.clock)
}

/** How warm nodes are from 0 to 1, the warmest being 1, by their ids. */
export function warmth(heat: Heat, figures: Efficiency, clock: Clock): ReadonlyMap<string, number> {
  const all = figures.nodes.map((node) => [node.nodeId, heatOf(heat, node, { figures, clock }) ?? 0] as const)
  const most = Math.max(0, ...all.map(([, value]) => value))
  return new Map(all.map(([id, value]) => [id, most === 0 ? 0 : value / most]))
}
