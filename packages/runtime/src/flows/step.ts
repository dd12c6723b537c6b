import type { Json } from '@mortise/expressions'
import {
  advance,
  type Advance,
  deskMoments,
  type Engine,
  type FlowCommand,
  type FlowContext,
  type FlowInstance,
  type Refusal,
  type WorkItem,
} from '@mortise/flows'
import { isMortiseError, listed, type Locale, type MortiseError, say } from '@mortise/errors'
import type { Effect, FlowDocument, RecordValues } from '@mortise/schema'
import type { FlowInstanceRow, FlowItemRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import { nextCause, rootCause } from '../records/cause.ts'
import { carryOut, effectBehind, effectContext } from '../rules/carry-out.ts'
import type { HeldRecord } from '../records/types.ts'
import type { Cause } from '../types.ts'
import { agentsIn } from './approvals/agents.ts'
import { keepSheet } from './approvals/sheet.ts'
import { measureOf, visitRows } from './efficiency/measure.ts'
import { actingIn, contextFor } from './flow-context.ts'
import { tellingOutside } from './outside-tasks.ts'
import { keepPromises } from './promises.ts'

/** What a step needs to know of an instance. */
export type Step = {
  readonly definition: FlowDocument
  readonly instance: FlowInstance
  readonly title: string
  readonly command: FlowCommand
  readonly cause?: Cause
  /** For the first command of a run, of which nothing is stored yet: its record's values, read a moment ago. */
  readonly begins?: { readonly values: RecordValues; readonly held?: HeldRecord }
  /** The record's values, where they were read a moment ago. */
  readonly read?: { readonly values: RecordValues }
  /** Nobody is there who could be told what can't be done: the node fails that wanted it, instead of the command. */
  readonly alone?: boolean
  /** Instead of applying the command: moves the run to the given definition. */
  readonly move?: (engine: Engine, ctx: FlowContext) => Advance
}

/** The engine with the kit's nodes for one definition. */
export function engineOf(unit: Pick<Unit, 'options'>, definition: FlowDocument): Engine {
  return { definition, nodes: unit.options.kit.nodes }
}

/**
 * Applies one command to an instance in the unit's transaction: the pure engine decides, then its effects are carried
 * out and tokens, items, timers and events are saved together.
 */
export async function step(unit: Unit, given: Step): Promise<Advance> {
  const { definition, instance, command } = given
  const agentsOf = command.onBehalfOf === undefined ? undefined : await agentsIn(unit, instance.flow)
  const engine = engineOf(unit, definition)
  const decide = async (read: Step['read'], refused?: FlowContext['refused']): Promise<Advance> => {
    const made = await contextFor(unit, definition, instance, {
      ...read,
      ...(agentsOf === undefined ? {} : { agentsOf }),
    })
    return withLookups(unit, (lookup) => {
      const ctx = { ...made(lookup), ...(refused === undefined ? {} : { refused }) }
      return given.move === undefined ? advance(engine, instance, command, ctx) : given.move(engine, ctx)
    })
  }
  const known = given.begins ?? given.read
  const first = await decide(known)
  const waits = given.begins === undefined && beginsToWait(first)
  const held = waits ? await heldRecord(unit, instance) : known
  const decided = waits ? await decide(held) : first
  if (given.alone !== true || decided.deeds.size === 0) {
    await follow(unit, given, decided)
    return decided
  }
  return unlessRefused(unit, decided, {
    follow: (advanced) => follow(unit, given, advanced),
    again: (refused) => decide(held, refused),
  })
}

/** Things that are found to be impossible in one command; beyond that the command itself is. */
const mostRefused = 20

/**
 * Carries out what was decided. What turns out to be impossible is taken back and decided once more, with the node failing
 * that wanted it: its run stops there and says why, instead of trying the same again until nobody does any more.
 */
async function unlessRefused(
  unit: Unit,
  decided: Advance,
  how: {
    readonly follow: (advanced: Advance) => Promise<void>
    readonly again: (refused: ReadonlyMap<number, Refusal>) => Promise<Advance>
  },
): Promise<Advance> {
  const refused = new Map<number, Refusal>()
  for (let advanced = decided; ; advanced = await how.again(refused)) {
    const trying = advanced
    try {
      await unit.tx.savepoint(() => how.follow(trying))
      return trying
    } catch (error) {
      const effect = effectBehind(error)
      const deed = effect === undefined ? undefined : trying.deeds.get(effect)
      if (!isMortiseError(error) || error.kind !== 'user' || deed === undefined) throw error
      if (refused.has(deed) || refused.size === mostRefused) throw error
      refused.set(deed, refusalOf(unit, error, effect))
    }
  }
}

/** Why something could not be done, with the names of the fields it is about, but nothing of what they hold. */
function refusalOf(unit: Unit, { code, text, details }: MortiseError, effect: Effect | undefined): Refusal {
  const place = effect !== undefined && 'entity' in effect ? effect.entity : undefined
  const entity = unit.published.model.entity(place ?? '')
  const label = (locale: Locale): string => {
    const keys = details.map(({ path }) => path.replace(/^\//, '').split(/[./]/)[0] ?? '')
    const fields = [...new Set(keys)].flatMap((key) => entity?.field(key)?.document.label ?? [])
    return listed(
      fields.map((one) => say(one, locale)),
      locale,
    )
  }
  const [zh, en] = [label('zh'), label('en')]
  return {
    code,
    zh: zh === '' ? text.zh : `${text.zh}（${zh}）`,
    en: en === '' ? text.en : `${text.en} (${en})`,
  }
}

/** Saves what was decided, and carries out what it asks for. */
async function follow(unit: Unit, given: Step, advanced: Advance): Promise<void> {
  const { definition, instance, command, title } = given
  const tellOutside = tellingOutside(unit, instance, advanced.instance)
  await save(unit, given, advanced)
  const cause = nextCause(
    given.cause ?? rootCause(`flow:${instance.id}:${command.commandId}`),
    `flow:${definition.key}`,
  )
  const effects = effectContext(unit, {
    actor: actingIn(unit, definition, instance),
    key: `flow:${instance.id}:${command.commandId}`,
    entity: instance.entity,
    recordId: instance.recordId,
    flow: { instanceId: instance.id, key: instance.flow, title: instance.titles ?? title },
    cause,
  })
  await carryOut(advanced.effects, effects, given.begins?.held)
  const again = command.type === 'recordChanged'
  await keepPromises(unit, { definition, before: instance, after: advanced.instance, title, cause, again })
  if (instance.status === 'running' && advanced.instance.status !== 'running')
    await keepSheet(unit, definition, advanced.instance)
  await tellParent(unit, instance, advanced.instance)
  await tellOutside()
  announce(unit, instance, advanced)
}

const beginsToWait = ({ effects }: Advance): boolean =>
  effects.some((effect) => effect.type === 'set_subscription' && effect.subscription?.kind === 'condition')

/**
 * The record under its lock. Who changes a record asks behind the same lock which runs wait for it to change: so what a run
 * begins to wait for has either not happened yet, and it will be told, or is seen by it now.
 */
async function heldRecord(
  unit: Unit,
  { entity, recordId }: FlowInstance,
): Promise<{ readonly values: RecordValues } | undefined> {
  const held = await unit.door(automation(unit, 'read')).get(entity, recordId, { lock: true, rows: 'all' })
  return held === null ? undefined : { values: held.values }
}

/** A run that another one started tells it of its end, after this transaction. */
async function tellParent(unit: Unit, before: FlowInstance, after: FlowInstance): Promise<void> {
  const { parent } = after
  if (parent === undefined || before.status !== 'running' || after.status === 'running') return
  const payload = { instanceId: parent.instanceId, key: parent.key, childId: after.id }
  await unit.tx.jobs.add([
    { kind: 'flow_child_ended', payload, runAt: unit.now, key: `child-ended:${after.id}:${after.seq}` },
  ])
}

/** The row that stands for an instance. */
export function instanceRow(instance: FlowInstance, title: string): FlowInstanceRow {
  const { id, flow, definitionVersion, entity, recordId, starter, status, startedAt, endedAt } = instance
  return {
    id,
    flow,
    definitionVersion,
    entity,
    recordId,
    starter,
    status,
    title,
    startedAt,
    endedAt,
    state: instance as unknown as Json,
    stopped: hasStopped(instance),
  }
}

/** Whether a run goes on only when somebody who keeps it has had a look. */
export function hasStopped({ status, suspended, incidents }: FlowInstance): boolean {
  return status === 'running' && (suspended === true || incidents.some(({ open }) => open))
}

/** The rows by which people find their items. */
export function itemRows(definition: FlowDocument, instance: FlowInstance): readonly FlowItemRow[] {
  const names = new Map(definition.nodes.map((node) => [node.id, say(node.name ?? node.id, 'zh')]))
  const dueAt = (item: WorkItem): string | null =>
    instance.timers.find((timer) => timer.tokenId === item.tokenId)?.at ?? null
  return instance.items.map((item) => ({
    id: item.id,
    instanceId: instance.id,
    nodeId: item.nodeId,
    nodeName: names.get(item.nodeId) ?? item.nodeId,
    assignee: item.assignee,
    state: item.state,
    kind: item.kind === 'read' ? 'cc' : 'task',
    rev: item.rev,
    createdAt: item.createdAt,
    decidedAt: item.decidedAt,
    dueAt: item.decidedAt === null ? dueAt(item) : null,
    decidedBy: item.decidedBy ?? null,
  }))
}

async function save(unit: Unit, given: Step, advanced: Advance): Promise<void> {
  const { definition, instance, title } = given
  const before = new Map(instance.items.map((item) => [item.id, item]))
  const moments = deskMoments(instance, advanced.events)
  // A run that moves to another version takes its tasks along to steps of other names.
  const isNew = ({ id, rev, nodeId }: WorkItem): boolean =>
    moments.has(id) || before.get(id)?.rev !== rev || before.get(id)?.nodeId !== nodeId
  const changed = new Map(advanced.instance.items.filter(isNew).map((item) => [item.id, item]))
  const items = itemRows(definition, advanced.instance).flatMap((row) => {
    const item = changed.get(row.id)
    return item === undefined ? [] : [{ ...row, measure: measureOf(item, moments.get(row.id)) }]
  })
  const change = {
    items,
    events: advanced.events as unknown as readonly Json[],
    visits: visitRows(unit, { definition, advanced }),
  }
  const row = instanceRow(advanced.instance, title)
  const { commandId } = given.command
  if (given.begins === undefined) await unit.tx.flows.saveInstance(row, change)
  else await unit.tx.flows.insertInstance(row, { ...change, commandId, from: instance as unknown as Json })
}

function announce(unit: Unit, before: FlowInstance, advanced: Advance): void {
  const people = new Set([...before.items, ...advanced.instance.items].map((item) => item.assignee))
  unit.announce({ topic: 'inbox', users: [...people, before.starter] })
  unit.announce({ topic: 'record', entity: before.entity })
}
