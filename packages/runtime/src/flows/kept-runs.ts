import { say } from '@mortise/errors'
import type { FlowInstance, Token } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import type { Actor, FlowInstanceRow, RunsShown } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { entityKeys } from '../model/me.ts'
import { administersFlow } from './administers.ts'
import { definitionOf } from './definition.ts'
import { titleOfRun } from './inbox.ts'

/** Where a run stands, and what it waits for there. */
export type RunPlace = {
  readonly tokenId: string
  readonly nodeId: string
  readonly name: string
  /** When it came there; null for runs from before that was kept. */
  readonly since: string | null
  /** It can't go on by itself, and why. */
  readonly incident: { readonly id: string; readonly code: string; readonly why: string } | null
  /** Whom it waits for. */
  readonly tasks: readonly { readonly itemId: string; readonly userId: string; readonly name: string }[]
  /** When the clock wakes it next. */
  readonly wakesAt: string | null
  /** It waits for a message or signal of this name, for the record to become something, or for runs it started. */
  readonly waits: 'message' | 'signal' | 'condition' | 'runs' | 'turn' | null
  readonly waitsFor: string | null
  /** It collects what several bring, and may go on with what there is. */
  readonly collects: boolean
}

/** A run as whoever keeps its flow sees it in a list. */
export type KeptRun = {
  readonly id: string
  readonly title: string
  readonly number: string | null
  readonly flow: string
  readonly flowName: string
  readonly status: string
  readonly suspended: boolean
  readonly entity: string
  readonly recordId: string
  readonly starter: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly places: readonly RunPlace[]
}

/** The flows somebody keeps, and a page of their runs. */
export type KeptRuns = {
  readonly flows: readonly { readonly key: string; readonly label: string }[]
  readonly rows: readonly KeptRun[]
  readonly nextCursor: string | null
  /** Of all these flows: how many runs have stopped. */
  readonly stopped: number
}

/** Flows whose runs somebody keeps: as the workspace's administrator all of them, else those that name them. */
function keptFlows(unit: Unit, actor: Actor): readonly FlowDocument[] {
  const known = entityKeys(unit.published.model)
  return unit.published.model
    .documents('flow')
    .filter((flow) => known.includes(flow.entity) && administersFlow(unit, actor, flow))
}

/** Runs of the flows that somebody keeps, the latest first, by pages; none for who keeps no flow. */
export async function keptRuns(
  unit: Unit,
  actor: Actor,
  ask: { readonly flow?: string; readonly show: RunsShown; readonly limit: number; readonly cursor?: string },
): Promise<KeptRuns> {
  const flows = keptFlows(unit, actor)
  const keys = flows.map(({ key }) => key)
  const named = flows.map(({ key, label }) => ({ key, label: say(label, actor.locale) }))
  if (keys.length === 0) return { flows: named, rows: [], nextCursor: null, stopped: 0 }
  const { flow, ...page } = ask
  const wanted = flow === undefined ? keys : keys.filter((key) => key === flow)
  const { rows, nextCursor } = await unit.tx.flows.runPage({ ...page, flows: wanted })
  const since = await arrivals(unit, rows)
  const lines: KeptRun[] = []
  for (const row of rows) lines.push(await lineOf(unit, actor, { row, since }))
  return { flows: named, rows: lines, nextCursor, stopped: await unit.tx.flows.stoppedCount(keys) }
}

/** One run with everything that can be done about it, for whoever keeps its flow. To others it does not exist. */
export async function keptRun(
  unit: Unit,
  actor: Actor,
  id: string,
): Promise<KeptRun & { readonly steps: readonly { readonly id: string; readonly name: string }[] }> {
  const row = await unit.tx.flows.instance(id)
  const definition = row === null ? undefined : await definitionOf(unit, row.flow, row.definitionVersion)
  if (row === null || definition === undefined) throw errors.WORK_ITEM_NOT_FOUND()
  const kept = unit.published.model.document('flow', row.flow) ?? definition
  if (!administersFlow(unit, actor, kept)) throw errors.WORK_ITEM_NOT_FOUND()
  const line = await lineOf(unit, actor, { row, since: await arrivals(unit, [row]) })
  return { ...line, steps: stepsOf(unit, actor, definition) }
}

/** Steps to which a run can be brought: those outside of rooms that are passed by, or stood at. */
function stepsOf(
  unit: Unit,
  actor: Actor,
  definition: FlowDocument,
): readonly { readonly id: string; readonly name: string }[] {
  const { nodes } = unit.options.kit
  return definition.nodes
    .filter(({ type, parent }) => {
      const known = nodes.find(type)
      return parent === undefined && known !== undefined && known.attaches !== true && known.role !== 'start'
    })
    .map(({ id }) => ({ id, name: nameOf(unit, actor, { definition, nodeId: id }) }))
}

function nameOf(
  unit: Unit,
  { locale }: Actor,
  { definition, nodeId }: { readonly definition: FlowDocument | undefined; readonly nodeId: string },
): string {
  const node = definition?.nodes.find(({ id }) => id === nodeId)
  return say(node?.name, locale) || (unit.options.kit.nodes.find(node?.type ?? '')?.label[locale] ?? nodeId)
}

/** When tokens came where they stand. */
async function arrivals(unit: Unit, rows: readonly FlowInstanceRow[]): Promise<ReadonlyMap<string, number>> {
  const open = rows.filter(({ endedAt }) => endedAt === null).map(({ id }) => id)
  const visits = open.length === 0 ? [] : await unit.tx.flows.visitsOf(open)
  return new Map(visits.map(({ tokenId, enteredAt }) => [tokenId, enteredAt]))
}

async function lineOf(
  unit: Unit,
  actor: Actor,
  { row, since }: { readonly row: FlowInstanceRow; readonly since: ReadonlyMap<string, number> },
): Promise<KeptRun> {
  const instance = row.state as unknown as FlowInstance
  const published = unit.published.model.document('flow', row.flow)
  const definition = await definitionOf(unit, row.flow, row.definitionVersion)
  const { starter } = row
  return {
    id: row.id,
    title: titleOfRun(unit, actor, { ...instance, title: row.title }),
    number: instance.number ?? null,
    flow: row.flow,
    flowName: say((published ?? definition)?.label ?? row.flow, actor.locale),
    status: row.status,
    suspended: row.endedAt === null && instance.suspended === true,
    entity: row.entity,
    recordId: row.recordId,
    starter: unit.people.directory.user(starter)?.name ?? starter,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    places: instance.tokens.map((token) => placeOf(unit, actor, { definition, instance, token, since })),
  }
}

function placeOf(
  unit: Unit,
  actor: Actor,
  of: {
    readonly definition: FlowDocument | undefined
    readonly instance: FlowInstance
    readonly token: Token
    readonly since: ReadonlyMap<string, number>
  },
): RunPlace {
  const { definition, instance, token, since } = of
  const own = <T extends { readonly tokenId: string }>(all: readonly T[] = []): readonly T[] =>
    all.filter(({ tokenId }) => tokenId === token.id)
  const incident = own(instance.incidents).find(({ open }) => open)
  const at = since.get(token.id)
  const [subscription] = own(instance.subscriptions)
  const children = own(instance.children).filter(({ status }) => status === 'running')
  const rooms = own(instance.scopes).filter(({ state }) => state === 'open')
  const tasks = own(instance.items).filter(({ state, kind }) => state === 'active' && kind !== 'read')
  return {
    tokenId: token.id,
    nodeId: token.nodeId,
    name: nameOf(unit, actor, { definition, nodeId: token.nodeId }),
    since: at === undefined ? null : new Date(at).toISOString(),
    incident:
      incident === undefined
        ? null
        : { id: incident.id, code: incident.code, why: incident[actor.locale] || incident.zh },
    tasks: tasks.map(({ id, assignee }) => ({
      itemId: id,
      userId: assignee,
      name: unit.people.directory.user(assignee)?.name ?? assignee,
    })),
    wakesAt:
      own(instance.timers)
        .map((timer) => timer.at)
        .toSorted()[0] ?? null,
    waits: token.held === undefined ? (subscription?.kind ?? (children.length > 0 ? 'runs' : null)) : 'turn',
    waitsFor: subscription?.name ?? null,
    collects: rooms.length + children.length > 0,
  }
}
