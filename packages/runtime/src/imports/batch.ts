import { isMortiseError, type Localized, text } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { emptyTally } from '@mortise/rules'
import type { Actor, ImportLine, WriteResult } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { startFlowsOf } from '../flows/record-start.ts'
import { prepare, type Prepared } from '../records/prepare.ts'
import { saveRecord } from '../records/save.ts'
import { recomputeTouched } from '../records/touched.ts'
import { isPlain } from '../records/whole.ts'
import { runAfterSave } from '../rules/after-save.ts'
import { applyBeforeSave } from '../rules/before-save.ts'
import type { Cause } from '../types.ts'
import { matchesOf, sameKeys } from './matches.ts'
import { type ReadRow, readRows } from './read-rows.ts'
import type { FileRow, ImportPlan, RowFault } from './types.ts'

/** What is to be done with one row. */
export type Decision =
  | { readonly do: 'create'; readonly read: ReadRow; readonly prepared: Prepared }
  | { readonly do: 'update'; readonly read: ReadRow; readonly id: string }
  | { readonly do: 'skip'; readonly read: ReadRow }
  | { readonly do: 'fail'; readonly read: ReadRow; readonly faults: readonly RowFault[] }
  /** A person has to say whether it is one of these. */
  | { readonly do: 'review'; readonly read: ReadRow; readonly candidates: readonly string[] }

type Deciding = {
  readonly plan: ImportPlan
  readonly rows: readonly FileRow[]
  readonly cause: Cause
  /** Keys of rows that came before, each with its line; grows as rows pass. */
  readonly seen: Map<string, number>
}

/**
 * Decides what becomes of rows, reading but not writing: a few statements a batch. With `stopAtTwin`, stops before a
 * row that means the same as an earlier one of the batch: once that is written, the row will find it.
 */
export async function decide(
  unit: Unit,
  actor: Actor,
  given: Deciding & { readonly stopAtTwin: boolean },
): Promise<readonly Decision[]> {
  const { plan, seen } = given
  const reads = await readRows(unit, actor, given)
  const matches = await matchesOf(unit, actor, { plan, rows: reads })
  const fresh = await freshOnes(unit, actor, { ...given, reads, matches })
  const decisions: Decision[] = []
  for (const read of reads) {
    const keys = sameKeys(plan, read.values)
    const twin = keys.map((key) => seen.get(key)).find((line) => line !== undefined)
    const waits = plan.mapping.onMatch === 'update' || plan.mapping.onMatch === 'review'
    if (twin !== undefined && given.stopAtTwin && waits) break
    const decision = decideOne(plan, { read, match: matches.get(read), twin, fresh: fresh.get(read) })
    if (decision.do !== 'fail') for (const key of keys) seen.set(key, read.row.line)
    decisions.push(decision)
  }
  return decisions
}

/** A row that would be a new record, and what stands in its way. */
type Fresh = {
  readonly prepared: Prepared
  readonly blocking:
    | { readonly entity: string; readonly id: string | null; readonly title: string | null }
    | undefined
  readonly taken: readonly string[] | undefined
  readonly candidates: readonly string[]
}

/** Prepares the rows that mean no record that is there, and looks for what stands in their way, all at once. */
async function freshOnes(
  unit: Unit,
  actor: Actor,
  given: Deciding & { readonly reads: readonly ReadRow[]; readonly matches: ReadonlyMap<ReadRow, string> },
): Promise<ReadonlyMap<ReadRow, Fresh>> {
  const { plan, reads, matches, cause } = given
  const { onMatch } = plan.mapping
  const reading = reads.filter(
    (read) => read.faults.length === 0 && (onMatch === 'create' || !matches.has(read)),
  )
  const prepared: Prepared[] = []
  for (const read of reading) prepared.push(await prepareNew(unit, actor, { plan, read, cause }))
  const sound = [...reading.keys()].filter((at) => prepared[at]?.problems.length === 0)
  const values = sound.map((at) => prepared[at]?.all ?? {})
  const door = unit.door(actor)
  const [blocking, taken] = [
    await door.blocking(plan.entity.key, values),
    await door.taken(plan.entity.key, values),
  ]
  const fresh = new Map<ReadRow, Fresh>()
  for (const [at, read] of reading.entries()) {
    const one = prepared[at]
    if (one === undefined) continue
    const place = sound.indexOf(at)
    const candidates =
      onMatch === 'review' && place >= 0 ? await candidatesOf(unit, actor, { plan, values: one.all }) : []
    fresh.set(read, { prepared: one, blocking: blocking.get(place), taken: taken.get(place), candidates })
  }
  return fresh
}

async function candidatesOf(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly values: Prepared['all'] },
): Promise<readonly string[]> {
  const { key } = given.plan.entity
  const found = await unit.door(actor).duplicates(key, given.values)
  return [...new Set(found.flatMap(({ entity, id }) => (entity === key && id !== null ? [id] : [])))]
}

async function prepareNew(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly read: ReadRow; readonly cause: Cause },
): Promise<Prepared> {
  const { entity } = given.plan
  const request = { op: 'create', entity: entity.key, values: given.read.values } as const
  const prepared = await prepare(unit, actor, { request, before: undefined, entity })
  return applyBeforeSave(unit, actor, { request, before: undefined, entity, prepared, cause: given.cause })
}

type Known = {
  readonly read: ReadRow
  readonly match: string | undefined
  readonly twin: number | undefined
  readonly fresh: Fresh | undefined
}

function decideOne(plan: ImportPlan, { read, match, twin, fresh }: Known): Decision {
  const { onMatch } = plan.mapping
  if (read.faults.length > 0) return { do: 'fail', read, faults: read.faults }
  if (match !== undefined && onMatch === 'review') return { do: 'review', read, candidates: [match] }
  if (match !== undefined && onMatch !== 'create')
    return onMatch === 'skip' ? { do: 'skip', read } : { do: 'update', read, id: match }
  if (twin !== undefined && (onMatch === 'skip' || onMatch === 'update'))
    return onMatch === 'skip' ? { do: 'skip', read } : { do: 'update', read, id: '' }
  if (twin !== undefined)
    return fail(
      read,
      text(`与文件第 ${twin} 行重复。`, `The same as line ${twin} of the file.`),
      sameColumn(plan),
    )
  return fresh === undefined ? { do: 'skip', read } : decideNew(plan, read, fresh)
}

function decideNew(plan: ImportPlan, read: ReadRow, fresh: Fresh): Decision {
  const { prepared, blocking, taken, candidates } = fresh
  if (prepared.problems.length > 0)
    return {
      do: 'fail',
      read,
      faults: prepared.problems.map((one) => ({
        line: read.row.line,
        column: columnOf(plan, one.path),
        message: one.message,
      })),
    }
  if (candidates.length > 0) return { do: 'review', read, candidates }
  if (blocking !== undefined) return decideBlocked(plan, read, blocking)
  if (taken !== undefined)
    return fail(
      read,
      text('该值已被另一条记录使用。', 'This value is used by another record.'),
      columnOf(plan, taken[0] ?? ''),
    )
  return { do: 'create', read, prepared }
}

/** A record that a blocking duplicate rule finds: it is a match like any other. */
function decideBlocked(plan: ImportPlan, read: ReadRow, hit: NonNullable<Fresh['blocking']>): Decision {
  const { onMatch } = plan.mapping
  if (onMatch === 'skip') return { do: 'skip', read }
  if (onMatch === 'update' && hit.entity === plan.entity.key && hit.id !== null)
    return { do: 'update', read, id: hit.id }
  const name = hit.title ?? '—'
  return fail(read, text(`与已有记录“${name}”重复。`, `The same as the record “${name}”.`), sameColumn(plan))
}

/** The column by which a row is most likely the same as another: where a person would correct it. */
function sameColumn({ entity, mapping }: ImportPlan): string {
  const blocking = (entity.document.duplicates ?? []).filter((rule) => rule.on === 'block')
  const telling = [...mapping.matchBy, ...blocking.flatMap(({ fields }) => fields)]
  return Object.entries(mapping.columns).find(([, field]) => telling.includes(field))?.[0] ?? ''
}

function fail(read: ReadRow, message: Localized, column: string = ''): Decision {
  return { do: 'fail', read, faults: [{ line: read.row.line, column, message }] }
}

/** The column that fills the field a problem is at. */
export function columnOf(plan: ImportPlan, path: string): string {
  const field = path.replace(/^\//, '').split('/')[0] ?? ''
  const column = Object.entries(plan.mapping.columns).find(([, key]) => key === field)?.[0]
  return column ?? field
}

/** Writes decisions in the unit's transaction: new records at once, changes one by one, and what follows from each. */
export async function carryOutRows(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly decisions: readonly Decision[]; readonly cause: Cause },
): Promise<readonly ImportLine[]> {
  const { plan, decisions, cause } = given
  const fresh = decisions.filter((one) => one.do === 'create')
  const door = unit.door(actor)
  const made =
    fresh.length === 0
      ? []
      : await door.createMany(
          plan.entity.key,
          fresh.map((one) => one.prepared.values),
          { more: fresh.map((one) => ({ derived: one.prepared.derived })) },
        )
  await recomputeTouched(unit, actor, distinct(made.flatMap(({ touched }) => touched)))
  for (const result of made) await follow(unit, actor, { plan, result, cause })
  const ids = new Map(fresh.map((one, at) => [one.read, made[at]?.record.id ?? null]))
  const before = new Map<Decision, Json>()
  for (const one of decisions)
    if (one.do === 'update') before.set(one, await change(unit, actor, { plan, decision: one, cause }))
  unit.announce({ topic: 'record', entity: plan.entity.key })
  return decisions
    .filter((one) => one.do !== 'review')
    .map((one) => lineOf(one, { made: ids.get(one.read) ?? null, before: before.get(one) ?? [] }))
}

function distinct(touched: WriteResult['touched']): WriteResult['touched'] {
  const stale = touched.filter((one) => one.stale === true)
  return [...new Map([...touched, ...stale].map((one) => [`${one.entity} ${one.id}`, one])).values()]
}

/** Each record's rules are its own business: one row's chain doesn't count against the next. */
async function follow(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly result: WriteResult; readonly cause: Cause },
): Promise<void> {
  const { plan, result, cause } = given
  unit.cascade.tally = emptyTally
  const { entity } = plan
  const { id } = result.record
  const event = 'create'
  const { changed } = result
  // What was written is what rules see, unless those of the rows before have changed it already.
  const known = isPlain(unit, entity) && !unit.cascade.changed.has(id)
  const current = { values: known ? result.after : undefined }
  await runAfterSave(unit, actor, { entity, id, event, previous: undefined, changed, cause, current })
  await startFlowsOf(unit, actor, { entity, id, event, cause, current })
}

/** Gives what the changed fields held before, so that the import can be taken back. */
async function change(
  unit: Unit,
  actor: Actor,
  given: {
    readonly plan: ImportPlan
    readonly decision: Extract<Decision, { readonly do: 'update' }>
    readonly cause: Cause
  },
): Promise<Json> {
  const { plan, decision, cause } = given
  const { entity } = plan
  unit.cascade.tally = emptyTally
  const before = await unit.door(automation(unit, 'import')).get(entity.key, decision.id)
  const { record, changed } = await saveRecord(unit, actor, {
    request: {
      op: 'update',
      entity: entity.key,
      id: decision.id,
      values: decision.read.values,
      ignoreDuplicates: true,
    },
    cause,
  })
  const values = Object.fromEntries(
    changed.filter((key) => !isKept(unit, plan, key)).map((key) => [key, before?.values[key] ?? null]),
  )
  return [{ before: values, version: record.version }]
}

/** Values that nobody writes come back by themselves. */
function isKept(unit: Unit, plan: ImportPlan, key: string): boolean {
  const field = plan.entity.field(key)
  if (field === undefined || field.system) return key !== 'owner' && key !== 'department'
  return unit.options.kit.fields.find(field.type)?.computed === true
}

const outcomes = {
  create: 'created',
  update: 'updated',
  skip: 'skipped',
  fail: 'failed',
  review: 'skipped',
} as const

function lineOf(decision: Decision, of: { readonly made: string | null; readonly before: Json }): ImportLine {
  const { line, cells } = decision.read.row
  const faults = decision.do === 'fail' ? decision.faults : []
  return {
    line,
    outcome: outcomes[decision.do],
    recordId: decision.do === 'update' ? decision.id : of.made,
    message: faults.map(({ column, message }) => ({ column, ...message })) as Json,
    // The row itself is kept only where somebody has to look at it again; of a change, what was there before.
    cells: decision.do === 'fail' ? [...cells] : of.before,
  }
}

/** The line of a row that could not be written. */
export function failedLine(row: FileRow, error: unknown): ImportLine {
  const message = isMortiseError(error)
    ? [{ column: '', ...error.text }, ...error.details.map((one) => ({ column: one.path, ...one.message }))]
    : []
  return {
    line: row.line,
    outcome: 'failed',
    recordId: null,
    message: message as Json,
    cells: [...row.cells],
  }
}
