import type { FlowInstance } from '@mortise/flows'
import type { TemplateReads } from '@mortise/prints'
import type { EntityModel, PrintDocument } from '@mortise/schema'
import type { Actor, KeptPrintRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { definitionOf } from '../flows/definition.ts'
import { mayOpenRun } from '../flows/opened.ts'
import { type Step, stepsOf } from './in-full.ts'

/** What is in a document, by stable names, so that it is still known after fields were renamed. */
export type KeptReads = {
  /** Fields whose values are printed, as `entity.field`. */
  readonly fields: readonly string[]
  /** Entities of related records that are listed: which of them are in it depends on who printed. */
  readonly listed: readonly string[]
  /** Links of the record along which values are printed. */
  readonly links: readonly string[]
  /** Numbers of reports, which are everybody's own. */
  readonly reports: boolean
  /** Runs whose handwritten names are in it: those are for whoever has a part in them. */
  readonly signedIn?: readonly string[]
}

const idOf = ({ document, key }: EntityModel): string => document.id ?? key

const nameOf = ({ entity, field }: Step): string =>
  `${idOf(entity)}.${entity.field(field)?.document.id ?? field}`

/** What a document shows that somebody prints by a template: what that person may not read is not in it. */
export function readsOf(
  unit: Unit,
  actor: Actor,
  {
    template,
    reads,
    signedIn,
  }: {
    readonly template: PrintDocument
    readonly reads: TemplateReads
    readonly signedIn: readonly string[]
  },
): KeptReads {
  const { published, options } = unit
  const access = published.access(actor)
  const isIn = (step: Step): boolean => {
    const right = access.entity(step.entity.key)?.field(step.field)
    return right === 'read' || right === 'write'
  }
  const entity = published.model.entity(template.entity)
  const reports = reads.reports.length > 0
  if (entity === undefined) return { fields: [], listed: [], links: [], reports, signedIn }
  const steps = (of: EntityModel, path: string): readonly Step[] =>
    stepsOf(published, options.kit, { entity: of, path })
  const inRows = Object.entries(reads.rows).flatMap(([relation, paths]) => {
    const child = published.model.entity(entity.relation(relation)?.target ?? '')
    return child === undefined ? [] : paths.flatMap((path) => steps(child, path))
  })
  const listed = Object.keys(reads.rows).flatMap((key) => {
    const relation = entity.relation(key)
    const child = published.model.entity(relation?.target ?? '')
    return relation?.owned === false && child !== undefined ? [idOf(child)] : []
  })
  const links = reads.paths
    .filter((path) => path.includes('.'))
    .flatMap((path) => entity.field(path.split('.')[0] ?? '')?.document.id ?? path.split('.')[0] ?? [])
  return {
    fields: [
      ...new Set([...reads.paths.flatMap((path) => steps(entity, path)), ...inRows].filter(isIn).map(nameOf)),
    ].toSorted(),
    listed: [...new Set(listed)].toSorted(),
    links: [...new Set(links)].toSorted(),
    reports,
    signedIn,
  }
}

function fieldNamed(unit: Unit, name: string): Step | undefined {
  const [of = '', key = ''] = name.split('.')
  const entity = entityOf(unit, of)
  const field = entity?.fields.find((one) => (one.document.id ?? one.key) === key)
  return entity === undefined || field === undefined ? undefined : { entity, field: field.key }
}

/** The entity of a stable name. */
export function entityOf(unit: Unit, id: string): EntityModel | undefined {
  return unit.published.model.entities.find((one) => idOf(one) === id)
}

/**
 * Whether an actor who may read the record may have a document of it: only who reads all that is in it. Who printed it had all
 * of it in hand, and still has the record; administrators have everything. Fields that are gone are nobody else's.
 */
export async function mayHave(unit: Unit, actor: Actor, row: KeptPrintRow): Promise<boolean> {
  const reads = row.reads as unknown as KeptReads
  if (actor.admin || actor.kind === 'system') return true
  const access = unit.published.access(actor)
  const inFull = reads.fields.every((name) => {
    const step = fieldNamed(unit, name)
    const right = step && access.entity(step.entity.key)?.field(step.field)
    return right === 'read' || right === 'write'
  })
  if (!inFull) return false
  if (row.createdBy !== null && row.createdBy === actor.userId) return true
  if (reads.reports || !(await hasPartIn(unit, actor, reads.signedIn ?? []))) return false
  const all = reads.listed.every((id) => access.entity(entityOf(unit, id)?.key ?? '')?.read === null)
  return all && (await seesLinked(unit, actor, { row, links: reads.links }))
}

/** Whether an actor has a part in every one of some runs. */
async function hasPartIn(unit: Unit, actor: Actor, runs: readonly string[]): Promise<boolean> {
  for (const run of runs) {
    const stored = await unit.tx.flows.instance(run)
    const instance = stored?.state as unknown as FlowInstance | undefined
    if (stored === null || instance === undefined) return false
    const definition = await definitionOf(unit, stored.flow, stored.definitionVersion)
    if (!(await mayOpenRun(unit, actor, { instance, definition }))) return false
  }
  return true
}

/** Whether the records behind some links of a record are in the actor's reach. */
async function seesLinked(
  unit: Unit,
  actor: Actor,
  { row, links }: { readonly row: KeptPrintRow; readonly links: readonly string[] },
): Promise<boolean> {
  const entity = entityOf(unit, row.entity)
  if (entity === undefined) return false
  const fields = links.flatMap((id) => entity.fields.find((one) => (one.document.id ?? one.key) === id) ?? [])
  if (fields.length === 0) return true
  const door = unit.door(actor)
  const record = await door.get(entity.key, row.recordId, { fields: fields.map(({ key }) => key) })
  const wanted = fields.flatMap((field) => {
    const target = unit.options.kit.fields.find(field.type)?.target?.(field.document)
    const ids = [record?.values[field.key] ?? null].flat().filter((id) => typeof id === 'string')
    return target === undefined || unit.published.model.entity(target) === undefined || ids.length === 0
      ? []
      : [{ entity: target, ids }]
  })
  const refs = wanted.length === 0 ? {} : await door.refs(wanted)
  return wanted.every(({ entity: of, ids }) => ids.every((id) => typeof refs[of]?.[id] === 'string'))
}
