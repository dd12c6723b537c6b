import { say } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import { type EntityModel, relatedFilter } from '@mortise/schema'
import type { Actor, HistoryEntry, Refs } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import { titleFor } from '../flows/title.ts'
import { pointedAt, readDoor, type ReadDoor } from './read-door.ts'

/** One line of a record's story. */
export type TimelineEntry = {
  readonly kind: 'history' | 'comment' | 'flow' | 'task' | 'related'
  readonly at: string
  readonly actorName: string | null
  readonly id?: string
  readonly text?: string
  readonly title?: string
  readonly entity?: string
  readonly recordId?: string
  readonly type?: string
  readonly state?: string
  /** Name of the record it happened to, where that was merged into this one; null where it can't be told. */
  readonly mergedFrom?: string | null
  readonly changes?: readonly { readonly field: string; readonly from: Json; readonly to: Json }[]
}

type Asked = {
  readonly entity: string
  readonly id: string
  readonly limit: number
  /** ISO instant: only what is older. */
  readonly before?: string | undefined
  /** ISO instant: only what is not older. */
  readonly since?: string | undefined
  /** Only what this person did. */
  readonly actor?: string | undefined
  /** Only these kinds; all when nothing is said. */
  readonly kinds?: readonly string[] | undefined
}

/** Opens a record for its side surfaces; what can't be read does not exist. */
export async function openRecord(
  workspace: Workspace,
  actor: Actor,
  at: { readonly entity: string; readonly id: string },
): Promise<ReadDoor & { readonly entity: EntityModel }> {
  const reading = await readDoor(workspace, actor)
  const entity = entityFor(reading, actor, at.entity)
  if ((await reading.door.get(entity.key, at.id, { fields: ['id'] })) === null)
    throw errors.RECORD_NOT_FOUND()
  return { ...reading, entity }
}

/** Changes of a record, newest first, in the fields the actor may read. */
export async function historyOf(
  workspace: Workspace,
  actor: Actor,
  asked: Asked,
): Promise<readonly TimelineEntry[]> {
  const { door } = await readDoor(workspace, actor)
  const entries = await door.history(asked.entity, asked.id, asked.limit, undefined, { merged: true })
  return entries.map(changeEntry)
}

function changeEntry(entry: HistoryEntry): TimelineEntry {
  const { version, at, actorName, op, changes, mergedFrom, mergedTitle } = entry
  // Its number in the workspace would tell how much goes on elsewhere; among the record's own the version is enough.
  return {
    kind: 'history',
    // What happened to a record before it was merged into this one is told, but can't be taken back here.
    ...(mergedFrom === null ? { id: String(version) } : { recordId: mergedFrom, mergedFrom: mergedTitle }),
    at: new Date(at).toISOString(),
    actorName,
    type: op,
    changes,
  }
}

/** Names of what the changes of a story point at: people, departments and linked records, before and after. */
export async function storyRefs(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string; readonly story: readonly TimelineEntry[] },
): Promise<Refs> {
  const reading = await readDoor(workspace, actor)
  const entity = entityFor(reading, actor, given.entity)
  const ground = { published: reading.published, kit: workspace.options.kit }
  const wanted = new Map<string, Set<string>>()
  for (const change of given.story.flatMap(({ changes }) => changes ?? [])) {
    for (const value of [change.from, change.to]) {
      for (const { entity: target, ids } of pointedAt(ground, entity, { [change.field]: value }))
        wanted.set(target, new Set([...(wanted.get(target) ?? []), ...ids]))
    }
  }
  return reading.door.refs([...wanted].map(([target, ids]) => ({ entity: target, ids: [...ids] })))
}

/** Everything about a record in one story, newest first: changes, comments, flows, and records that point at it. */
export async function timelineOf(
  workspace: Workspace,
  actor: Actor,
  asked: Asked,
): Promise<readonly TimelineEntry[]> {
  const opened = await openRecord(workspace, actor, asked)
  const people = await workspace.people()
  const name = (id: string | null): string | null =>
    id === null ? null : (people.directory.user(id)?.name ?? null)
  const span = { until: asked.before, since: asked.since, actor: asked.actor }
  const wants = (kind: TimelineEntry['kind']): boolean => asked.kinds?.includes(kind) !== false
  const { entity: of, id, limit } = asked
  const { side, flows } = workspace.store
  const history = wants('history')
    ? await opened.door.history(of, id, limit, undefined, { merged: true, ...span })
    : []
  const comments = wants('comment') ? await side.comments(of, id, limit, span) : []
  const instances = wants('flow') ? await flows.instancesOf(of, id) : []
  const isTheirs = (one: { readonly starter: string | null; readonly startedAt: string }): boolean =>
    (span.actor === undefined || one.starter === span.actor) &&
    (span.since === undefined || one.startedAt >= span.since) &&
    (span.until === undefined || one.startedAt < span.until)
  const entries: readonly TimelineEntry[] = [
    ...history.map(changeEntry),
    ...comments.map(
      (one): TimelineEntry => ({
        kind: 'comment',
        id: one.id,
        at: one.createdAt,
        actorName: name(one.author),
        text: one.body,
      }),
    ),
    ...instances.filter(isTheirs).map(
      (one): TimelineEntry => ({
        kind: 'flow',
        id: one.id,
        at: one.startedAt,
        actorName: name(one.starter),
        title: titleFor({ published: opened.published, kit: workspace.options.kit }, actor, one),
        type: one.flow,
        state: one.status,
      }),
    ),
    ...(wants('related') ? await relatedEntries(opened, asked, name) : []),
  ]
  const sorted = entries
    .filter((one) => asked.before === undefined || one.at < asked.before)
    .filter((one) => asked.since === undefined || one.at >= asked.since)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
  // A page ends with a whole instant: the next one begins before it and must lose nothing.
  const last = sorted[limit - 1]?.at
  return sorted.filter((one, at) => at < limit || one.at === last)
}

/** Records of other entities that point at this one by a link, such as follow-ups and tasks. */
async function relatedEntries(
  opened: ReadDoor & { readonly entity: EntityModel },
  asked: Asked,
  name: (id: string | null) => string | null,
): Promise<readonly TimelineEntry[]> {
  const { door, published, entity } = opened
  const found: TimelineEntry[] = []
  for (const relation of entity.relations.filter((one) => !one.owned && one.many !== 'forth')) {
    const other = published.model.entity(relation.target)
    // Rows of other documents have no page and no name of their own to show.
    if (other?.document.kind === 'child') continue
    const rights = other === undefined ? undefined : door.access.entity(other.key)
    if (other === undefined || rights === undefined || rights.read === false) continue
    if ([relation.via, other.document.title].some((key) => rights.field(key) === 'hidden')) continue
    const page = await door.query({
      entity: other.key,
      fields: [other.document.title, 'created_at', 'created_by'],
      filter: { and: [relatedFilter(relation, asked), ...spanOf(asked)] },
      sort: [{ field: 'created_at', dir: 'desc' }],
      limit: Math.min(asked.limit, 50),
    })
    const label = say(other.document.label, door.actor.locale)
    for (const { id, values } of page.records) {
      const creator = values['created_by']
      found.push({
        kind: 'related',
        id,
        at: String(values['created_at']),
        actorName: name(typeof creator === 'string' ? creator : null),
        title: `${label}${door.actor.locale === 'zh' ? '：' : ': '}${String(values[other.document.title] ?? '')}`,
        entity: other.key,
        recordId: id,
      })
    }
  }
  return found
}

/** The stretch of a story as a condition on records. */
function spanOf({ before, since, actor }: Asked): readonly Expression[] {
  return [
    ...(before === undefined ? [] : [{ '<': [{ var: 'created_at' }, before] }]),
    ...(since === undefined ? [] : [{ '>=': [{ var: 'created_at' }, since] }]),
    ...(actor === undefined ? [] : [{ '==': [{ var: 'created_by' }, actor] }]),
  ]
}
