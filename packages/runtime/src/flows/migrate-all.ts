import { checkMigration, type FlowInstance, type MigrationPlan, planMigration } from '@mortise/flows'
import { type Localized, type LocalizedText, say } from '@mortise/errors'
import type { FlowDocument } from '@mortise/schema'
import { type Actor, auditedBy, type FlowInstanceRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { definitionHash, definitionOf } from './definition.ts'
import { mayMove, moveRun } from './migration.ts'
import { titleOfRun } from './inbox.ts'

/** So many runs move in one transaction, and no more. */
const most = 5_000

/** A version of a flow that runs are still on. */
export type OpenVersion = {
  readonly version: string
  readonly current: boolean
  readonly count: number
  readonly firstAt: string
  readonly lastAt: string
}

/** A run that can not move, where it stands, and why. */
export type StuckRun = {
  readonly instanceId: string
  readonly title: string
  readonly nodeId: string
  readonly nodeName: string
  readonly why: Localized
}

/** A step of an old version that runs stand at and that has no counterpart, with the steps it could become. */
export type LostStep = {
  readonly id: string
  readonly name: string
  readonly runs: number
  readonly choices: readonly { readonly id: string; readonly name: string }[]
}

/** What moving all open runs of a flow means, or has meant. */
export type MassMigration = {
  readonly total: number
  readonly moved: number
  readonly stuck: readonly StuckRun[]
  readonly lost: readonly LostStep[]
}

/** What an administrator says of how runs move. */
export type MassPlan = {
  readonly flow: string
  readonly plan?: Partial<MigrationPlan>
  readonly dryRun: boolean
  readonly commandId: string
}

function published(unit: Unit, flow: string): FlowDocument {
  const to = unit.published.model.document('flow', flow)
  if (to === undefined) throw errors.FLOW_NOT_FOUND({ name: flow })
  return to
}

/** Versions of a flow that runs are on, the newest first; none of a flow that is not published. */
export async function openVersions(unit: Unit, flow: string): Promise<readonly OpenVersion[]> {
  const document = unit.published.model.document('flow', flow)
  if (document === undefined) return []
  const current = definitionHash(document)
  const rows = await unit.tx.flows.openVersions(flow)
  return rows.map(({ hash, count, first, last }) => ({
    version: hash,
    current: hash === current,
    count,
    firstAt: first,
    lastAt: last,
  }))
}

type Found = {
  readonly row: FlowInstanceRow
  readonly instance: FlowInstance
  readonly from: FlowDocument
  readonly plan: MigrationPlan
}

/**
 * Moves every open run of a flow that is on an older version to the one that is published now, in one transaction: all of
 * them, or none and FLOW_RUNS_STUCK with each that could not and why. With `dryRun` nothing moves. For administrators
 * only, of the workspace or of the flow.
 */
export async function migrateRuns(unit: Unit, actor: Actor, given: MassPlan): Promise<MassMigration> {
  const { flow, dryRun, commandId } = given
  // To others a flow they do not administer is as one that does not exist.
  if (actor.userId === null || !mayMove(unit, actor, unit.published.model.document('flow', flow)))
    throw errors.FORBIDDEN({ what: 'migrate' })
  const to = published(unit, flow)
  const rows = await unit.tx.flows.openOnOthers(flow, definitionHash(to), { limit: most + 1, lock: !dryRun })
  if (rows.length > most) throw errors.FLOW_RUNS_TOO_MANY({ limit: most })
  const found: Found[] = []
  for (const row of rows) {
    const from = await definitionOf(unit, flow, row.definitionVersion)
    if (from === undefined) throw errors.FLOW_NOT_FOUND({ name: flow })
    const instance = row.state as unknown as FlowInstance
    found.push({ row, instance, from, plan: planMigration(from, to, given.plan) })
  }
  const stuck = found.flatMap((one) => stuckOf(unit, actor, { ...one, to }))
  const answer = { total: found.length, stuck, lost: lostOf(actor, { found, stuck, to }) }
  if (dryRun) return { ...answer, moved: 0 }
  if (stuck.length > 0) throw refused(stuck)
  for (const { row, instance, from, plan } of found) {
    const own = `${commandId}:${row.id}`
    if (!(await unit.tx.flows.recordCommand(row.id, own))) continue
    await moveRun(unit, { instance, title: row.title, from, to, plan, actor: actor.userId, commandId: own })
  }
  await tell(unit, actor, { flow, version: definitionHash(to), runs: found.length })
  return { ...answer, moved: found.length }
}

const nameIn = (definition: FlowDocument, id: string, actor: Actor): string => {
  const name: LocalizedText | undefined = definition.nodes.find((node) => node.id === id)?.name
  return say(name, actor.locale) || id
}

function stuckOf(
  unit: Unit,
  actor: Actor,
  { row, instance, from, plan, to }: Found & { readonly to: FlowDocument },
): readonly StuckRun[] {
  const { nodes } = unit.options.kit
  return checkMigration({ from, to, nodes }, instance, plan).map(({ nodeId, message }) => ({
    instanceId: row.id,
    title: titleOfRun(unit, actor, { ...instance, title: row.title }),
    nodeId,
    nodeName: nameIn(from, nodeId, actor),
    why: message,
  }))
}

/** Steps that want a word: where runs are stuck, each with the steps of the same kind there are now. */
function lostOf(
  actor: Actor,
  of: {
    readonly found: readonly Found[]
    readonly stuck: readonly StuckRun[]
    readonly to: FlowDocument
  },
): readonly LostStep[] {
  const ids = [...new Set(of.stuck.map(({ nodeId }) => nodeId))]
  return ids.flatMap((id): readonly LostStep[] => {
    const from = of.found.find((one) => one.from.nodes.some((node) => node.id === id))?.from
    const node = from?.nodes.find((one) => one.id === id)
    if (from === undefined || node === undefined) return []
    const runs = new Set(of.stuck.filter((one) => one.nodeId === id).map((one) => one.instanceId))
    const choices = of.to.nodes
      .filter((one) => one.type === node.type)
      .map((one) => ({ id: one.id, name: nameIn(of.to, one.id, actor) }))
    return [{ id, name: nameIn(from, id, actor), runs: runs.size, choices }]
  })
}

function refused(stuck: readonly StuckRun[]): Error {
  return errors.FLOW_RUNS_STUCK(
    { count: new Set(stuck.map((one) => one.instanceId)).size },
    {
      details: stuck.slice(0, 100).map(({ instanceId, title, why }) => ({
        path: `/runs/${instanceId}`,
        code: 'FLOW_RUN_STUCK',
        message: { zh: `“${title}”：${why.zh}`, en: `“${title}”: ${why.en}` },
      })),
    },
  )
}

async function tell(
  unit: Unit,
  actor: Actor,
  data: { readonly flow: string; readonly version: string; readonly runs: number },
): Promise<void> {
  await unit.tx.side.audit({
    action: 'flow_runs_moved',
    ...auditedBy(actor),
    entity: null,
    recordId: null,
    data,
  })
}
