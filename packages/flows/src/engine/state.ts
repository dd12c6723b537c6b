import type { Json } from '@mortise/expressions'
import type { FlowDocument } from '@mortise/schema'
import type { FlowInstance, FlowScope, Passage, Picks, WorkItem } from '../types.ts'

/** What a new run is made of. */
export type NewInstance = {
  readonly id: string
  readonly definitionVersion: string
  readonly recordId: string
  readonly starter: string
  readonly origin?: Json
  readonly now: string
  /** For a run that another started: which, and what it was given. */
  readonly parent?: NonNullable<FlowInstance['parent']>
  readonly variables?: { readonly [key: string]: Json }
  /** Whom the starter picked, for which department, as of when, and what the runtime calls it. */
  readonly picks?: Picks
  readonly department?: string
  readonly asOf?: string
  readonly number?: string
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
    ...(made.parent === undefined ? {} : { parent: made.parent }),
    variables: made.variables ?? {},
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
    ...(made.picks === undefined ? {} : { picks: made.picks }),
    ...(made.department === undefined ? {} : { department: made.department }),
    ...(made.asOf === undefined ? {} : { asOf: made.asOf }),
    ...(made.number === undefined ? {} : { number: made.number }),
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

/** Fork id of the innermost branch of a path; null where it lies in none, or in a room without branches. */
export function forkOf(path: readonly string[]): string | null {
  const last = path.at(-1)
  return last === undefined || last.startsWith('@') ? null : (last.split('/')[0] ?? null)
}

/** The path part that stands for a room. */
export function scopePart(scope: Pick<FlowScope, 'id'>): string {
  return `@${scope.id}`
}

/** Path of the innermost room, itself included. */
export function scopePath(path: readonly string[]): readonly string[] {
  return path.slice(0, path.findLastIndex((part) => part.startsWith('@')) + 1)
}

/** Name under which visits of a node are counted: each room counts for itself. */
export function visitKey(nodeId: string, path: readonly string[]): string {
  return `${nodeId}${scopePath(path).at(-1) ?? ''}`
}

/** Adds a passage, once a node, room and round. */
export function addPassage(passed: readonly Passage[], passage: Passage): readonly Passage[] {
  const room = visitKey(passage.nodeId, passage.path)
  const kept = passed.filter(
    (one) =>
      one.nodeId !== passage.nodeId || one.round !== passage.round || visitKey(one.nodeId, one.path) !== room,
  )
  return [...kept, passage]
}
