import type { Json } from '@mortise/expressions'
import type { FlowInstance } from '@mortise/flows'
import type { StepRights } from '@mortise/forms'
import { type Locale, say } from '@mortise/errors'
import type { Actor, FlowInstanceRow, FlowItemRow, Refs } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { entityKeys } from '../model/me.ts'
import { pointedAt } from '../model/read-door.ts'
import { automation } from '../context/automation.ts'
import { loadItem, mayOpenRun } from './opened.ts'
import { type Operations, operationsFor } from './operations.ts'
import { nodeFields } from './node-fields.ts'
import { principalsOf } from './approvals/agents.ts'
import { eventsFor } from './approvals/events.ts'
import { withoutHidden } from './approvals/masks.ts'
import { maySeeTexts, titleFor } from './title.ts'

/** One line of an inbox. */
export type InboxLine = {
  readonly id: string
  readonly rev: number
  readonly state: string
  readonly kind: string
  readonly nodeName: string
  readonly title: string
  readonly entity: string
  readonly recordId: string
  readonly flow: string
  readonly flowName: string
  readonly starter: string | null
  readonly status: string
  readonly createdAt: string
  readonly decidedAt: string | null
  readonly dueAt: string | null
  readonly instanceId: string
  /** For whom it is, where it is the task of somebody they stand in for. */
  readonly onBehalfOf: string | null
  /** The run's own number and its lines of summary; empty for who may not read all of it. */
  readonly number: string | null
  readonly summary: string | null
}

export type Box = 'todo' | 'done' | 'started' | 'cc'

/** A person's tasks, newest first, by pages. */
export async function inbox(
  unit: Unit,
  actor: Actor,
  query: { readonly box: Box; readonly limit: number; readonly cursor?: string },
): Promise<{
  readonly rows: readonly InboxLine[]
  readonly nextCursor: string | null
  readonly todo: number
}> {
  if (actor.userId === null) return { rows: [], nextCursor: null, todo: 0 }
  const entities = entityKeys(unit.published.model)
  const standsFor = await principalsOf(unit, actor.userId)
  const page = await unit.tx.flows.inbox({ userId: actor.userId, entities, standsFor, ...query })
  const name = (id: string): string | null => unit.people.directory.user(id)?.name ?? null
  const seeing = { published: unit.published, kit: unit.options.kit }
  const rows = page.rows.map(({ instance, ...row }) => ({
    id: row.id,
    rev: row.rev,
    state: row.state,
    kind: row.kind,
    nodeName: nodeNameOf(unit, instance.flow, { row, locale: actor.locale }),
    title: titleFor(seeing, actor, { ...instance, nodes: query.box === 'started' ? [] : [row.nodeId] }),
    entity: instance.entity,
    recordId: instance.recordId,
    flow: instance.flow,
    flowName: say(unit.published.model.document('flow', instance.flow)?.label ?? instance.flow, actor.locale),
    starter: name(instance.starter),
    status: instance.status,
    createdAt: row.createdAt,
    decidedAt: row.decidedAt,
    dueAt: row.dueAt,
    instanceId: instance.id,
    ...linesOf(unit, actor, { row, instance }),
  }))
  return {
    rows,
    nextCursor: page.nextCursor,
    todo: await unit.tx.flows.todoCount(actor.userId, entities, standsFor),
  }
}

/** A step's name in the reader's language, as the flow names it today; what it was called then where it is gone. */
function nodeNameOf(
  unit: Unit,
  flow: string,
  { row, locale }: { readonly row: Pick<FlowItemRow, 'nodeId' | 'nodeName'>; readonly locale: Locale },
): string {
  const nodes = unit.published.model.document('flow', flow)?.nodes ?? []
  return say(nodes.find(({ id }) => id === row.nodeId)?.name, locale) || row.nodeName
}

/** The title of a run for somebody who may have tasks in it. */
export function titleOfRun(unit: Unit, actor: Actor, run: FlowInstance & { readonly title: string }): string {
  const nodes = run.items.filter((one) => one.assignee === actor.userId).map((one) => one.nodeId)
  return titleFor({ published: unit.published, kit: unit.options.kit }, actor, { ...run, nodes })
}

/** What somebody may see of what happened in a run who only reads its record: fields that their roles let them read. */
export async function eventsOfRun(
  unit: Unit,
  actor: Actor,
  run: Pick<FlowInstance, 'id' | 'entity'>,
): Promise<readonly Json[]> {
  const entity = unit.published.model.entity(run.entity)
  const access = unit.published.access(actor).entity(run.entity)
  const reads = (key: string): boolean => {
    const right = access?.field(key)
    return actor.admin || (right !== undefined && right !== 'hidden' && right !== 'masked')
  }
  const rights = (entity?.fields ?? []).map(({ key }) => [key, reads(key) ? 'read' : 'hidden'] as const)
  return eventsFor(await unit.tx.flows.events(run.id), { ...Object.fromEntries(rights), '*': 'hidden' })
}

/** A run as its history rail shows it. */
export type Trail = Pick<
  FlowInstance,
  'id' | 'flow' | 'status' | 'entity' | 'recordId' | 'startedAt' | 'endedAt' | 'incidents'
> & {
  readonly starter: { readonly id: string; readonly name: string }
  readonly number: string | null
  readonly asOf: string | null
  readonly items: readonly (FlowInstance['items'][number] & {
    readonly assigneeName: string
    readonly decidedByName: string | null
  })[]
}

/** A task as its page shows it. */
export type WorkItemView = {
  readonly item: Pick<
    FlowItemRow,
    'id' | 'rev' | 'state' | 'kind' | 'nodeId' | 'nodeName' | 'assignee' | 'createdAt' | 'dueAt'
  >
  readonly instance: Trail & { readonly title: string; readonly events: readonly Json[] }
  readonly record: { readonly [field: string]: Json } | null
  readonly refs: Refs
  readonly fields: { readonly [field: string]: 'write' | 'read' | 'hidden' }
  readonly operations: Operations
  /** What they have written here and not sent. */
  readonly draft: Json
}

/** One task with all a person needs to decide: the record as the node lets them see it, the trail, what they may do. */
export async function workItem(unit: Unit, actor: Actor, itemId: string): Promise<WorkItemView> {
  const loaded = await loadItem(unit, itemId, false)
  const { instance, definition, row } = loaded
  if (!(await mayOpenRun(unit, actor, { instance, definition }))) throw errors.WORK_ITEM_NOT_FOUND()
  const rights = nodeFields(definition, row.nodeId)
  const title = titleOfRun(unit, actor, { ...instance, title: loaded.title })
  const record = await recordAtNode(unit, instance, rights)
  const events = eventsFor(await unit.tx.flows.events(instance.id), rights)
  const draft = actor.userId === null ? null : await unit.tx.flows.itemDraft(itemId, actor.userId)
  return {
    item: {
      id: row.id,
      rev: row.rev,
      state: row.state,
      kind: row.kind,
      nodeId: row.nodeId,
      nodeName: nodeNameOf(unit, instance.flow, { row, locale: actor.locale }),
      assignee: row.assignee,
      createdAt: row.createdAt,
      dueAt: row.dueAt,
    },
    instance: { ...trail(unit, instance), title, events },
    record: record?.record ?? null,
    refs: record?.refs ?? {},
    fields: rights,
    operations: await operationsFor(unit, loaded, actor),
    draft: draft === null ? null : draft.data,
  }
}

/** What became of a run, for the history rail. Names stand beside ids. */
export function trail(unit: Unit, instance: FlowInstance): Trail {
  const { id, flow, status, starter, startedAt, endedAt, entity, recordId, incidents } = instance
  const name = (user: string): string => unit.people.directory.user(user)?.name ?? user
  return {
    id,
    flow,
    status,
    entity,
    recordId,
    startedAt,
    endedAt,
    incidents,
    starter: { id: starter, name: name(starter) },
    number: instance.number ?? null,
    asOf: instance.asOf ?? null,
    items: instance.items.map(({ watched: _watched, ...item }) => ({
      ...item,
      assigneeName: name(item.assignee),
      decidedByName: item.decidedBy === undefined ? null : name(item.decidedBy),
    })),
  }
}

/** What a line says beside its title: for whom it is, its number, and its summary for who may read its title. */
function linesOf(
  unit: Unit,
  actor: Actor,
  { row, instance }: { readonly row: FlowItemRow; readonly instance: FlowInstanceRow },
): Pick<InboxLine, 'onBehalfOf' | 'number' | 'summary'> {
  const { number = null, summary } = instance.state as unknown as FlowInstance
  const other =
    row.assignee === actor.userId || (row.decidedBy ?? null) !== null || row.nodeId === ''
      ? null
      : row.assignee
  const seeing = { published: unit.published, kit: unit.options.kit }
  const clear = maySeeTexts(seeing, actor, { ...instance, nodes: [row.nodeId] })
  return {
    onBehalfOf:
      other === null || instance.starter === actor.userId
        ? null
        : (unit.people.directory.user(other)?.name ?? other),
    number,
    summary: clear && summary !== undefined ? say(summary, actor.locale) : null,
  }
}

/** The record with the node's field rights: an approver may read what the node shows, whatever his role. */
async function recordAtNode(unit: Unit, instance: FlowInstance, rights: StepRights) {
  const door = unit.door(automation(unit, 'read'))
  const stored = await door.get(instance.entity, instance.recordId, { rows: 'all' })
  const entity = unit.published.model.entity(instance.entity)
  if (stored === null || entity === undefined) return undefined
  const values = withoutHidden(stored.values, rights)
  const refs: Refs = await door.refs(
    pointedAt({ published: unit.published, kit: unit.options.kit }, entity, values),
  )
  const record: { readonly [key: string]: Json } = { id: stored.id, version: stored.version, ...values }
  return { record, refs }
}
