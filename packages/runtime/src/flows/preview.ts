import { say } from '@mortise/errors'
import { createInstance, type Preview, simulate } from '@mortise/flows'
import type { Actor } from '@mortise/store'
import { withLookups } from '../context/lookups.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { engineOf, flowContext } from './step.ts'

/** A step of the way ahead at which people are asked or told. */
export type StepAhead = {
  readonly nodeId: string
  readonly name: string
  /** Who would be asked, in order; `copy` is only told. Passed over where a `reason` says why. */
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly copy: boolean
    readonly reason: string | null
  }[]
  /** It can't be said yet who it will be. */
  readonly open: boolean
}

/** The way a record would take if everybody agreed. */
export type WayAhead = { readonly steps: readonly StepAhead[]; readonly status: Preview['status'] }

/**
 * Shows who would be asked before a flow is started on a record: the same engine on the same data, whose effects are thrown
 * away. Rights are the caller's business, as for a start.
 */
export async function previewFlow(
  unit: Unit,
  actor: Actor,
  given: { readonly flow: string; readonly entity: string; readonly recordId: string },
): Promise<WayAhead> {
  const definition = unit.published.model.document('flow', given.flow)
  if (definition === undefined || definition.enabled === false || definition.entity !== given.entity)
    throw errors.FLOW_NOT_FOUND({ name: given.flow })
  const starter = actor.userId ?? 'system'
  const instance = createInstance(definition, {
    id: 'preview',
    definitionVersion: 'preview',
    recordId: given.recordId,
    starter,
    now: unit.now,
  })
  const context = await flowContext(unit, definition, instance)
  const way = await withLookups(unit, (lookup) =>
    simulate(engineOf(unit, definition), {
      starter,
      // Nothing that reaches out is even worked out.
      ctx: { ...context(lookup), runAction: () => [] },
    }),
  )
  const nameOf = (id: string): string => unit.people.directory.user(id)?.name ?? id
  const nodeName = (id: string): string =>
    say(definition.nodes.find((node) => node.id === id)?.name, actor.locale) || id
  const steps = way.steps
    .filter(({ people, incident }) => people.length > 0 || incident !== null)
    .map(({ nodeId, people, incident }) => ({
      nodeId,
      name: nodeName(nodeId),
      people: people.map(({ user, copy, reason }) => ({ id: user, name: nameOf(user), copy, reason })),
      open: incident !== null,
    }))
  return { steps, status: way.status }
}
