import { say } from '@mortise/errors'
import { countFlow, type EfficiencyReport, type FlowDrawing, type TaskFact } from '@mortise/flows'
import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { type EfficiencyAsk, gather, type Gathered } from './gather.ts'
import { administersFlow } from '../administers.ts'

/** Person under which all stand together whom the reader may not see by name. */
const others = ''

/** A flow as it is drawn, in the reader's language. */
export function drawingOf(unit: Unit, { flow }: Gathered, { locale }: Actor): FlowDrawing {
  const { nodes } = unit.options.kit
  return {
    nodes: flow.nodes.map(({ id, type, name, parent, attachedTo }) => ({
      id,
      type,
      name: say(name, locale) || (nodes.find(type)?.label[locale] ?? type),
      ...(typeof parent === 'string' ? { parent } : {}),
      ...(typeof attachedTo === 'string' ? { attachedTo } : {}),
      people: nodes.find(type)?.operations !== undefined,
    })),
    edges: flow.edges.map(({ id, source, target, name }) => ({
      id,
      source,
      target,
      label: say(name, locale),
    })),
  }
}

/** Facts in which those stand together whom the reader may not see by name. */
export function withOthers({ facts, seesPerson }: Gathered): Gathered['facts'] {
  const shown = (task: TaskFact): TaskFact => (seesPerson(task.person) ? task : { ...task, person: others })
  return { ...facts, tasks: facts.tasks.map(shown) }
}

/** Counts what happened in the runs of a flow that somebody may know of. */
export async function flowEfficiency(
  unit: Unit,
  actor: Actor,
  ask: EfficiencyAsk,
): Promise<EfficiencyReport> {
  const gathered = await gather(unit, actor, ask)
  const { flow, by, calendar, more, administers } = gathered
  const figures = countFlow(withOthers(gathered), by)
  const { locale } = actor
  const versions = await unit.tx.flows.versionsOf(flow.key)
  const calendars = unit.published.model.documents('calendar')
  return {
    flow: { key: flow.key, label: say(flow.label, locale), entity: flow.entity },
    asOf: unit.now,
    calendar,
    calendars: calendars.map(({ key, label }) => ({ key, label: say(label, locale) })),
    more,
    administers,
    drawing: drawingOf(unit, gathered, actor),
    versions: versions.map(({ hash, at }, index) => ({ hash, number: index + 1, since: at })),
    names: Object.fromEntries(
      figures.people.map(({ person }) => [person, unit.people.directory.user(person)?.name ?? '']),
    ),
    figures,
  }
}

/** Flows that somebody may ask about: whose records they may read, or that they administer; what runs most comes first. */
export async function measuredFlows(
  unit: Unit,
  actor: Actor,
): Promise<readonly { readonly key: string; readonly label: string; readonly runs: boolean }[]> {
  const counts = new Map((await unit.tx.flows.runCounts()).map(({ flow, count }) => [flow, count]))
  const runsOf = (key: string): number => counts.get(key) ?? 0
  const access = unit.published.access(actor)
  return unit.published.model
    .documents('flow')
    .filter((flow) => access.entity(flow.entity) !== undefined || administersFlow(unit, actor, flow))
    .toSorted((one, other) => runsOf(other.key) - runsOf(one.key))
    .map(({ key, label }) => ({ key, label: say(label, actor.locale), runs: runsOf(key) > 0 }))
}
