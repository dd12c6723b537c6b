import { type FlowInstance, pickPlaces, pickRange } from '@mortise/flows'
import type { LocalizedText } from '@mortise/errors'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Unit } from '../../context/unit.ts'
import { contextFor } from '../flow-context.ts'

/** A step whose people somebody picks: how many, and among whom (null: anybody). */
export type PickNeed = {
  readonly node: string
  readonly name: LocalizedText
  readonly min: number
  readonly max: number | null
  readonly range: readonly { readonly id: string; readonly name: string }[] | null
}

/** Steps whose people are still to be picked. */
export async function pickNeeds(
  unit: Unit,
  given: {
    readonly definition: FlowDocument
    readonly instance: FlowInstance
    readonly type: 'starter_pick' | 'previous_pick'
    /** A record that is not saved yet. */
    readonly values?: RecordValues
  },
): Promise<readonly PickNeed[]> {
  const { definition, instance, type, values } = given
  const engine = { definition, nodes: unit.options.kit.nodes }
  const open = pickPlaces(definition, engine.nodes, type).filter(
    ({ nodeId }) => !Object.hasOwn(instance.picks ?? {}, nodeId),
  )
  if (open.length === 0) return []
  const ctx = await contextFor(unit, definition, instance, values === undefined ? {} : { values })
  return open.map((place) => {
    const range = pickRange(engine, place, { instance, ctx: ctx(undefined) })
    const node = definition.nodes.find((one) => one.id === place.nodeId)
    const { min = 1, max = null } = place.source
    return {
      node: place.nodeId,
      name: node?.name ?? place.nodeId,
      min,
      max,
      range: range?.map((id) => ({ id, name: unit.people.directory.user(id)?.name ?? id })) ?? null,
    }
  })
}
