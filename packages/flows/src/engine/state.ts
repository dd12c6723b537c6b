import type { Json } from '@mortise/expressions'
import type { FlowDocument } from '@mortise/schema'
import type { FlowInstance, Passage, WorkItem } from '../types.ts'

/** What a new run is made of. */
export type NewInstance = {
  readonly id: string
  readonly definitionVersion: string
  readonly recordId: string
  readonly starter: string
  readonly origin?: Json
  readonly now: string
}

/** A run before its first command; `advance` with `start` puts it on its way. */
export function createInstance(definition: FlowDocument, made: NewInstance): FlowInstance {
  return {
    id: made.id,
    flow: definition.key,
    definitionVersion: made.definitionVersion,
    entity: definition.entity,
    recordId: made.recordId,
    starter: made.starter,
    ...(made.origin === undefined ? {} : { origin: made.origin }),
    status: 'running',
    variables: {},
    tokens: [],
    items: [],
    timers: [],
    incidents: [],
    visits: {},
    round: 1,
    passed: [],
    copied: [],
    result: null,
    seq: 0,
    startedAt: made.now,
    endedAt: null,
  }
}

/** Whether somebody still has to do something with an item. Copies to read are never waited for. */
export function isOpen(item: WorkItem): boolean {
  return item.kind !== 'read' && (item.state === 'active' || item.state === 'waiting')
}

/** Whether `path` lies in the branch `scope` or in one nested in it. */
export function isWithin(path: readonly string[], scope: readonly string[]): boolean {
  return scope.every((part, index) => path[index] === part)
}

/** Longest common start of branch paths. */
export function commonPath(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths
  const end = first.findIndex((part, index) => others.some((path) => path[index] !== part))
  return end < 0 ? first : first.slice(0, end)
}

/** Fork id of the innermost branch of a path. */
export function forkOf(path: readonly string[]): string | null {
  return path.at(-1)?.split('/')[0] ?? null
}

/** Adds a passage, once a node and round. */
export function addPassage(passed: readonly Passage[], passage: Passage): readonly Passage[] {
  const kept = passed.filter((one) => one.nodeId !== passage.nodeId || one.round !== passage.round)
  return [...kept, passage]
}
