import type { Visit } from '@mortise/schema'

/** An action that stands by itself: what one runs in turn counts as what that one does. */
export function outerAction({ holds, trail }: Visit): boolean {
  return holds === 'action' && !trail.some(runsOthers)
}

function runsOthers(one: unknown): boolean {
  if (typeof one !== 'object' || one === null || !('type' in one) || !('actions' in one)) return false
  // A step of a flow has an id; an action has none.
  return !('id' in one)
}
