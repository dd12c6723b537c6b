import { type Localized, say } from '@mortise/errors'
import type { AssigneeSource, FlowDocument } from '@mortise/schema'
import type { NodeType } from '../define.ts'
import { errors } from '../errors.ts'
import type { FlowContext, FlowInstance, Picks } from '../types.ts'
import { flowInput } from './context.ts'
import { peopleBehind } from './people.ts'
import type { Engine, Run } from './run.ts'

type PickType = 'starter_pick' | 'previous_pick'

/** A node whose people somebody picks. */
export type PickPlace = { readonly nodeId: string; readonly source: AssigneeSource }

/** Nodes whose people the starter, or an approver before, picks. */
export function pickPlaces(
  definition: FlowDocument,
  nodes: { readonly find: (type: string) => NodeType | undefined },
  type: PickType,
): readonly PickPlace[] {
  return definition.nodes.flatMap((node) =>
    (nodes.find(node.type)?.assignees?.(node) ?? [])
      .filter(({ source }) => source.type === type)
      .map(({ source }) => ({ nodeId: node.id, source })),
  )
}

/** Ids of the people one may pick among; undefined where everybody may be picked. */
export function pickRange(
  engine: Engine,
  place: PickPlace,
  at: { readonly instance: FlowInstance; readonly ctx: FlowContext },
): readonly string[] | undefined {
  const { range } = place.source
  if (range === undefined || range.length === 0) return undefined
  const { instance, ctx } = at
  const input = flowInput(instance, ctx)
  return peopleBehind(engine, range, { ...at, evaluate: (expression) => ctx.evaluate(expression, input) })
}

/** Refuses picks for nodes where nobody picks, of people out of range, and too few or too many of them. */
export function checkPicks(run: Run, picks: Picks, type: PickType): void {
  const { engine, state: instance, ctx } = run
  const places = pickPlaces(engine.definition, engine.nodes, type)
  for (const [nodeId, people] of Object.entries(picks)) {
    const place = places.find((one) => one.nodeId === nodeId)
    const node = say(run.graph.node(nodeId)?.name, 'zh') || nodeId
    const refuse = (why: Localized): never => {
      throw errors.FLOW_PICK_UNFIT({ node, why: `${why.zh} / ${why.en}` })
    }
    if (place === undefined) return refuse({ zh: '这一步不由人选择', en: 'nobody picks here' })
    const { min = 1, max = Infinity } = place.source
    if (people.length < min || people.length > max)
      refuse({ zh: `人数要在 ${min}–${max} 之间`, en: `${min} to ${max} people` })
    const range = pickRange(engine, place, { instance, ctx })
    const stranger = people.find(
      (id) => ctx.directory.user(id)?.active !== true || (range !== undefined && !range.includes(id)),
    )
    if (stranger !== undefined)
      refuse({ zh: '有人不在可选范围内', en: 'somebody is not among those who may be picked' })
  }
}

/** Keeps whom an approver picked; what was picked before stays as it was. */
export function keepPicks(run: Run, picks: Picks | undefined): void {
  if (picks === undefined || Object.keys(picks).length === 0) return
  checkPicks(run, picks, 'previous_pick')
  const known = run.state.picks ?? {}
  const fresh = Object.entries(picks).filter(([nodeId]) => !Object.hasOwn(known, nodeId))
  if (fresh.length > 0) run.emit('picked', { data: { picks: Object.fromEntries(fresh) } })
}
