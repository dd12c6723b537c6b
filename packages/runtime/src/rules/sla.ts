import type { SlaEvent, SlaState } from '@mortise/calendars'
import { type Expression, type Json, language } from '@mortise/expressions'
import { fingerprint, stableText } from '@mortise/rules'
import type { EntityModel, RecordValues, SlaDocument } from '@mortise/schema'
import { automation } from '../context/automation.ts'
import { pathsRead } from '../context/needs.ts'
import type { Published } from '../context/published.ts'
import type { Unit } from '../context/unit.ts'
import { nextCause, rootCause } from '../records/cause.ts'
import { type Current, currentValues } from '../records/current.ts'
import { readInput } from '../records/input.ts'
import type { Cause } from '../types.ts'
import { inputOf } from './action-context.ts'
import { slaLog, slaTerms } from './sla-log.ts'

const pageSize = 200

/** The name of a promise that stays when its entity's key changes. */
export function slaName(entity: EntityModel, sla: SlaDocument): string {
  return `${entity.document.id ?? entity.key}.${sla.key}`
}

/** Tells one form of a promise from another, its calendar included: open ones are worked out anew when it changes. */
export function slaSign(published: Published, sla: SlaDocument): string {
  const calendar = published.model.document('calendar', sla.calendar ?? '')
  return fingerprint(stableText(JSON.parse(JSON.stringify({ sla, calendar })) as Json))
}

type At = {
  readonly entity: EntityModel
  readonly id: string
  readonly cause: Cause
  readonly current: Current
}

/** Keeps the promises about a record in step with it: what its conditions say now goes into the log of each. */
export async function keepSlas(unit: Unit, at: At): Promise<void> {
  const slas = at.entity.document.slas ?? []
  if (slas.length === 0) return
  const values = await currentValues(unit, at)
  if (values === undefined) return
  const tests = await slaTests(unit, { ...at, values, slas })
  for (const sla of slas) await keepOne(unit, { ...at, sla, values, test: tests })
}

/** The time of a promise has come to turn, or to climb a step. */
export async function slaDue(
  unit: Unit,
  given: { readonly entity: string; readonly id: string },
): Promise<void> {
  const entity = unit.published.model.entity(given.entity)
  if (entity === undefined) return
  const cause = rootCause(`sla:${given.id}:${unit.now}`)
  await keepSlas(unit, { entity, id: given.id, cause, current: {} })
}

/** Works a page of the open promises of one kind out anew, after its terms or its calendar changed. */
export async function recomputeSlas(
  unit: Unit,
  given: { readonly entity: string; readonly sla: string; readonly after: string | null },
): Promise<void> {
  if (given.after === null) await wakePromises(unit, given.sla)
  const ids = await unit.tx.slas.open(given.sla, given.after, pageSize)
  for (const id of ids) await slaDue(unit, { entity: given.entity, id })
  const last = ids.at(-1)
  if (ids.length < pageSize || last === undefined) return
  const payload = { ...given, after: last }
  await unit.tx.jobs.add([
    { kind: 'sla_recompute', key: `sla_recompute:${given.sla}`, runAt: unit.now, payload },
  ])
}

/** Steps of runs that make the promise are looked at anew too. */
async function wakePromises(unit: Unit, sla: string): Promise<void> {
  let runs: readonly string[] = []
  do {
    runs = await unit.tx.flows.promises.runsWith(sla, runs.at(-1) ?? null, pageSize)
    await unit.tx.jobs.add(
      runs.map((instanceId) => ({
        kind: 'flow_changed',
        key: `changed:${instanceId}`,
        runAt: unit.now,
        payload: { instanceId },
      })),
    )
  } while (runs.length === pageSize)
}

type Test = (condition: Expression | undefined) => boolean

/** Tells which conditions of promises hold for a record. */
export async function slaTests(
  unit: Unit,
  of: Pick<At, 'entity' | 'id'> & { readonly values: RecordValues; readonly slas: readonly SlaDocument[] },
): Promise<Test> {
  const { entity, id, values, slas } = of
  const asked = slas.flatMap((one) => [
    ...[one.start, one.stop, one.pause, one.cancel].flatMap((condition) => condition ?? []),
    ...one.targets.flatMap(({ when }) => when ?? []),
  ])
  const paths = pathsRead(asked, entity.scope)
  const { record } = await readInput(unit, { entity, id, values, isNew: false, paths, names: false })
  const input = inputOf(unit, automation(unit, 'read'), record)
  return (condition) => condition !== undefined && language.test(condition, input, entity.scope)
}

type One = At & { readonly sla: SlaDocument; readonly values: RecordValues; readonly test: Test }

async function keepOne(unit: Unit, given: One): Promise<void> {
  const { entity, id, sla } = given
  const name = slaName(entity, sla)
  const known = await unit.tx.slas.get(name, id)
  const before = (known?.events ?? []) as unknown as readonly SlaEvent[]
  if (before.length === 0 && !given.test(sla.start)) return
  const { events, state } = happened(unit, before, given)
  if (events.length > before.length || state.state !== known?.state || state.dueAt !== known.dueAt)
    await unit.tx.slas.put({
      sla: name,
      entity: entity.key,
      recordId: id,
      events: events as unknown as readonly Json[],
      state: state.state,
      dueAt: state.dueAt,
    })
  const key = `sla_due:${name}:${id}`
  if (state.nextAt === null) await unit.tx.jobs.remove(key)
  else
    await unit.tx.jobs.add([
      { kind: 'sla_due', key, runAt: state.nextAt, payload: { entity: entity.key, id } },
    ])
  await show(unit, given, state)
}

/** The log with what the record's conditions say now, and where the promise stands by it. */
function happened(
  unit: Unit,
  before: readonly SlaEvent[],
  { sla, test }: One,
): { readonly events: readonly SlaEvent[]; readonly state: SlaState } {
  const holds = { cancel: test(sla.cancel), stop: test(sla.stop), pause: test(sla.pause), now: unit.now }
  return slaLog(before, slaTerms(unit.published, sla, test), holds)
}

/** Writes where a promise stands into the record's fields, where it differs. */
async function show(
  unit: Unit,
  { entity, id, sla, values, cause, current }: One,
  state: SlaState,
): Promise<void> {
  const over = state.used >= state.target && state.state === 'running'
  const word = state.state === 'running' ? (over ? 'overdue' : state.level) : state.state
  const shown: { [field: string]: Json } = {}
  if (sla.dueField !== undefined) shown[sla.dueField] = state.dueAt
  if (sla.stateField !== undefined && word !== 'waiting') shown[sla.stateField] = sla.values?.[word] ?? word
  if (sla.stepField !== undefined) shown[sla.stepField] = state.escalations
  const differs = Object.entries(shown).filter(([field, value]) => (values[field] ?? null) !== value)
  if (differs.length === 0) return
  current.values = undefined
  await unit.commands.save(unit, automation(unit, `sla:${sla.key}`), {
    request: {
      op: 'update',
      entity: entity.key,
      id,
      values: Object.fromEntries(differs),
      ignoreDuplicates: true,
    },
    cause: nextCause(cause, `sla:${sla.key}`),
  })
}
