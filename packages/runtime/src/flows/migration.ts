import {
  checkMigration,
  type FlowInstance,
  migrate,
  type MigrationPlan,
  type MigrationProblem,
  planMigration,
} from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { administersFlow } from './administers.ts'
import { openRun } from './opened.ts'
import { definitionHash, keepDefinition } from './definition.ts'
import { engineOf, step } from './step.ts'

/** What moving a run to the published version of its flow would mean, or has meant. */
export type Migration = {
  readonly plan: MigrationPlan
  readonly problems: readonly MigrationProblem[]
  readonly moved: boolean
  readonly instanceId: string
}

/**
 * Moves a run to the version of its flow that is published now, whole or not at all. With `dryRun` it only tells what
 * would keep it. For administrators only, of the workspace or of the flow.
 */
export async function migrateRun(
  unit: Unit,
  actor: Actor,
  given: {
    readonly instanceId: string
    readonly commandId: string
    readonly plan?: Partial<MigrationPlan>
    readonly dryRun?: boolean
  },
): Promise<Migration> {
  const { instance, definition, title } = await openRun(unit, actor, given.instanceId)
  const to = unit.published.model.document('flow', instance.flow)
  if (actor.userId === null || !mayMove(unit, actor, to)) throw errors.FORBIDDEN({ what: 'migrate' })
  if (to === undefined) throw errors.FLOW_NOT_FOUND({ name: instance.flow })
  const plan = planMigration(definition, to, given.plan)
  const problems = checkMigration({ from: definition, to, nodes: unit.options.kit.nodes }, instance, plan)
  const answer = { plan, problems, instanceId: instance.id }
  const done = instance.definitionVersion === definitionHash(to)
  if (given.dryRun === true || problems.length > 0 || done) return { ...answer, moved: false }
  if (!(await unit.tx.flows.recordCommand(instance.id, given.commandId))) return { ...answer, moved: false }
  await moveRun(unit, {
    instance,
    title,
    from: definition,
    to,
    plan,
    actor: actor.userId,
    commandId: given.commandId,
  })
  return { ...answer, moved: true }
}

/** Whether somebody may move runs to a flow as it is published: who administers it, or the workspace. */
export function mayMove(unit: Unit, actor: Actor, to: FlowDocument | undefined): boolean {
  return actor.admin || (to !== undefined && administersFlow(unit, actor, to))
}

/** Moves a run for which nothing stands in the way. */
export async function moveRun(
  unit: Unit,
  given: {
    readonly instance: FlowInstance
    readonly title: string
    readonly from: FlowDocument
    readonly to: FlowDocument
    readonly plan: MigrationPlan
    readonly actor: string
    readonly commandId: string
  },
): Promise<void> {
  const { instance, title, from, to, plan, actor, commandId } = given
  const version = await keepDefinition(unit, to)
  await step(unit, {
    definition: to,
    instance,
    title,
    command: { type: 'recordChanged', commandId, actor },
    move: (engine, ctx) =>
      migrate({ from: engineOf(unit, from), to: engine }, instance, { plan, version, actor, ctx }),
  })
}
