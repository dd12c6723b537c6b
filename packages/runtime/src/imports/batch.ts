import { isMortiseError, text } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { emptyTally } from '@mortise/rules'
import type { Actor, ImportLine, WriteResult } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { startFlowsOf } from '../flows/record-start.ts'
import { prepare, type Prepared } from '../records/prepare.ts'
import { saveRecord } from '../records/save.ts'
import { recomputeTouched } from '../records/touched.ts'
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

type Deciding = {
  readonly plan: ImportPlan
  readonly rows: readonly FileRow[]
  readonly cause: Cause
  /** Keys of rows that came before, each with its line; grows as rows pass. */
  readonly seen: Map<string, number>
}

/**
 * Decides what becomes of rows, reading but not writing. With `stopAtTwin`, stops before a row that means the same as an
 * earlier one of the batch: once that is written, the row will find it.
 */
export async function decide(
  unit: Unit,
  actor: Actor,
  given: Deciding & { readonly stopAtTwin: boolean },
): Promise<readonly Decision[]> {
  const { plan, seen } = given
  const reads = await readRows(unit, actor, given)
  const matches = await matchesOf(unit, actor, { plan, rows: reads })
  const decisions: Decision[] = []
  for (const read of reads) {
    const keys = sameKeys(plan, read.values)
    const twin = keys.map((key) => seen.get(key)).find((line) => line !== undefined)
    if (twin !== undefined && given.stopAtTwin && plan.mapping.onMatch === 'update') break
    const decision = await decideOne(unit, actor, { ...given, read, match: matches.get(read), twin })
    if (decision.do !== 'fail') for (const key of keys) seen.set(key, read.row.line)
    decisions.push(decision)
  }
  return decisions
}

async function decideOne(
  unit: Unit,
  actor: Actor,
  given: Deciding & {
    readonly read: ReadRow
    readonly match: string | undefined
    readonly twin: number | undefined
  },
): Promise<Decision> {
  const { plan, read, match, twin } = given
  const { onMatch } = plan.mapping
  if (read.faults.length > 0) return { do: 'fail', read, faults: read.faults }
  if (match !== undefined && onMatch !== 'create')
    return onMatch === 'skip' ? { do: 'skip', read } : { do: 'update', read, id: match }
  if (twin !== undefined && onMatch !== 'create')
    return onMatch === 'skip' ? { do: 'skip', read } : { do: 'update', read, id: '' }
  if (twin !== undefined)
    return fail(read, text(`与文件第 ${twin} 行重复。`, `The same as line ${twin} of the file.`))
  return decideNew(unit, actor, given)
}

async function decideNew(
  unit: Unit,
  actor: Actor,
  given: Deciding & { readonly read: ReadRow },
): Promise<Decision> {
  const { plan, read, cause } = given
  const { entity } = plan
  const request = { op: 'create', entity: entity.key, values: read.values } as const
  const first = await prepare(unit, actor, { request, before: undefined, entity })
  const prepared = await applyBeforeSave(unit, actor, {
    request,
    before: undefined,
    entity,
    prepared: first,
    cause,
  })
  if (prepared.problems.length > 0) {
    const faults = prepared.problems.map((one) => ({
      line: read.row.line,
      column: columnOf(plan, one.path),
      message: one.message,
    }))
    return { do: 'fail', read, faults }
  }
  return (await twinInStore(unit, actor, { plan, read, prepared })) ?? { do: 'create', read, prepared }
}

/** A record that a blocking duplicate rule finds: it is a match like any other. */
async function twinInStore(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly read: ReadRow; readonly prepared: Prepared },
): Promise<Decision | undefined> {
  const { plan, read, prepared } = given
  const blocking = (plan.entity.document.duplicates ?? []).filter((rule) => rule.on === 'block')
  if (!blocking.some((rule) => rule.fields.every((field) => (prepared.all[field] ?? null) !== null)))
    return undefined
  const hits = await unit.door(actor).duplicates(plan.entity.key, prepared.all)
  const hit = hits.find((one) => one.on === 'block')
  if (hit === undefined) return undefined
  const { onMatch } = plan.mapping
  if (onMatch === 'skip') return { do: 'skip', read }
  if (onMatch === 'update' && hit.entity === plan.entity.key && hit.id !== null)
    return { do: 'update', read, id: hit.id }
  const name = hit.title ?? '—'
  return fail(read, text(`与已有记录“${name}”重复。`, `The same as the record “${name}”.`))
}

function fail(read: ReadRow, message: RowFault['message']): Decision {
  return { do: 'fail', read, faults: [{ line: read.row.line, column: '', message }] }
}

/** The column that fills the field a problem is at. */
function columnOf(plan: ImportPlan, path: string): string {
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
          fresh.map((one) => ({ derived: one.prepared.derived })),
        )
  for (const result of made) await follow(unit, actor, { plan, result, cause })
  const ids = new Map(fresh.map((one, at) => [one.read, made[at]?.record.id ?? null]))
  for (const one of decisions)
    if (one.do === 'update') await change(unit, actor, { plan, decision: one, cause })
  unit.announce({ topic: 'record', entity: plan.entity.key })
  return decisions.map((one) => lineOf(one, ids.get(one.read) ?? null))
}

/** Each record's rules are its own business: one row's chain doesn't count against the next. */
async function follow(
  unit: Unit,
  actor: Actor,
  given: { readonly plan: ImportPlan; readonly result: WriteResult; readonly cause: Cause },
): Promise<void> {
  const { plan, result, cause } = given
  unit.cascade.tally = emptyTally
  await recomputeTouched(unit, result.touched)
  if (!plan.mapping.runRules) return
  const { entity } = plan
  const { id } = result.record
  const event = 'create'
  // Rules of the rows before may have changed this one already.
  const current = {}
  const { changed } = result
  await runAfterSave(unit, actor, { entity, id, event, previous: undefined, changed, cause, current })
  await startFlowsOf(unit, actor, { entity, id, event, cause, current })
}

async function change(
  unit: Unit,
  actor: Actor,
  given: {
    readonly plan: ImportPlan
    readonly decision: Extract<Decision, { readonly do: 'update' }>
    readonly cause: Cause
  },
): Promise<void> {
  const { plan, decision, cause } = given
  unit.cascade.tally = emptyTally
  await saveRecord(unit, actor, {
    request: {
      op: 'update',
      entity: plan.entity.key,
      id: decision.id,
      values: decision.read.values,
      ignoreDuplicates: true,
    },
    cause,
  })
}

const outcomes = { create: 'created', update: 'updated', skip: 'skipped', fail: 'failed' } as const

function lineOf(decision: Decision, made: string | null): ImportLine {
  const { line, cells } = decision.read.row
  const faults = decision.do === 'fail' ? decision.faults : []
  return {
    line,
    outcome: outcomes[decision.do],
    recordId: decision.do === 'update' ? decision.id : made,
    message: faults.map(({ column, message }) => ({ column, ...message })) as Json,
    // The row itself is kept only where somebody has to look at it again.
    cells: decision.do === 'fail' ? [...cells] : [],
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
