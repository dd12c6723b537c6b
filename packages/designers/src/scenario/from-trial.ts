import type { UserEntry } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { Kit } from '@mortise/kit'
import type { EntityModel, FlowDocument, RecordValues, ScenarioDocument, ScenarioStep } from '@mortise/schema'
import type { FlowTrial, TrialStep } from '../workbench/trials-api.ts'

/** What of a simulation a scenario is to hold on to. */
export type Kept = { readonly status: boolean; readonly way: boolean; readonly values: boolean }

/** A simulation that is over, and what it began with. */
export type Walked = {
  readonly flow: FlowDocument
  readonly entity: EntityModel
  readonly kit: Kit
  readonly users: readonly UserEntry[]
  readonly starter: string
  /** The record before anything happened. */
  readonly values: RecordValues
  readonly trial: FlowTrial
  /** The record was made for it, by whoever started it. */
  readonly typed: boolean
}

/** What somebody is called in scenarios: as in the app's folder, else by their address. */
export function personName(users: readonly UserEntry[], id: string): string {
  const user = users.find((one) => one.id === id)
  return user?.key ?? user?.email ?? id
}

/** People are named, so that the scenario is about the same ones elsewhere. */
function named(value: Json, users: readonly UserEntry[]): Json {
  if (Array.isArray(value)) return value.map((one: Json) => named(one, users))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== 'id')
        .map(([key, inner]) => [key, named(inner, users)]),
    )
  if (typeof value !== 'string') return value
  const key = users.find(({ id }) => id === value)?.key
  if (key !== undefined && key !== null) return `$${key}`
  return value.startsWith('$') ? `$${value}` : value
}

/** What somebody would have typed in: nothing that is worked out, nothing that is empty. */
export function givenValues({
  entity,
  kit,
  users,
  values,
}: Pick<Walked, 'entity' | 'kit' | 'users' | 'values'>): { readonly [field: string]: Json } {
  const pairs = entity.document.fields.flatMap((field): readonly (readonly [string, Json])[] => {
    const type = kit.fields.find(field.type)
    const value = values[field.key]
    const empty =
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    if (type === undefined || type.computed === true || type.files !== undefined || empty) return []
    return [[field.key, named(value, users)]]
  })
  const owner = values['owner']
  return {
    ...(typeof owner === 'string' ? { owner: named(owner, users) } : {}),
    ...Object.fromEntries(pairs),
  }
}

const namesInApi: { readonly [command: string]: string } = {
  completeWork: 'complete',
  resolveDelegation: 'resolve-delegation',
}

/** Minutes between two moments as a duration; whoever waits that long has waited long enough. */
export function durationOf(from: string, to: string): string {
  return `PT${Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000))}M`
}

function stepFor(walked: Walked, step: TrialStep, at: number): ScenarioStep | undefined {
  const { trial, users } = walked
  const deed = trial.turns[at + 1]?.deed
  if (step.do === 'wait') {
    const [before, after] = [trial.turns[at]?.at ?? '', trial.turns[at + 1]?.at ?? '']
    return { advanceTime: durationOf(before, after) }
  }
  // Whoever administers the flow sees to what failed.
  if (step.do === 'mend')
    return { decide: { record: '$record', command: step.how === 'retryIncident' ? 'retry' : 'skip' } }
  if (deed === null || deed === undefined) return undefined
  if (step.do === 'hear') return { message: { name: deed.name ?? '', record: '$record' } }
  const { command, comment = '-', to } = step
  const target = to === undefined ? {} : command === 'transfer' ? { to } : { target: to }
  return {
    as: personName(users, deed.person ?? ''),
    decide: { record: '$record', command: namesInApi[command] ?? command, data: { comment, ...target } },
  }
}

/** Fields that the flow, or what it set off, has given another value. */
export function changedValues({ values, trial, entity }: Walked): { readonly [field: string]: Json } {
  const touched = trial.turns.flatMap(({ told }) =>
    told.flatMap((one) =>
      one.type === 'record' && one.op === 'update' && one.id === trial.record.id
        ? one.values.map(({ field }) => field)
        : [],
    ),
  )
  const plain = [...new Set(touched)].filter((key) => {
    const now = trial.record.values[key]
    const known = entity.document.fields.some((field) => field.key === key)
    return known && typeof now !== 'object' && JSON.stringify(now) !== JSON.stringify(values[key] ?? null)
  })
  return Object.fromEntries(plain.map((key) => [key, trial.record.values[key] ?? null]))
}

/** The steps a run has come by, in order. */
export function wayOf({ trial }: Pick<Walked, 'trial'>): readonly string[] {
  return trial.turns.flatMap(({ frames }) =>
    frames.flatMap(({ nodeId, skipped }) => (nodeId === null || skipped ? [] : [nodeId])),
  )
}

/**
 * Makes a scenario of a simulation: a record like the one it began with, the same decisions by the same people, and what came of
 * it. Undefined where something happened in it that nobody could do again.
 */
export function fromTrial(
  walked: Walked,
  given: { readonly key: string; readonly label: string; readonly keep: Kept },
): ScenarioDocument | undefined {
  const { flow, users, starter, trial } = walked
  const { key, label, keep } = given
  const acts = trial.steps.map((step, at) => stepFor(walked, step, at))
  if (acts.some((one) => one === undefined)) return undefined
  const standing = trial.turns.flatMap(({ frames }) => frames).at(-1)?.standing ?? []
  const record = '$record'
  const run = {
    flow: flow.key,
    ...(keep.status ? { status: trial.status, ...(standing.length === 0 ? {} : { at: standing }) } : {}),
    ...(keep.way ? { passed: wayOf(walked) } : {}),
  }
  const values = changedValues(walked)
  const expects: readonly ScenarioStep[] = [
    { expect: { record, run } },
    ...(keep.values && Object.keys(values).length > 0 ? [{ expect: { record, values } }] : []),
  ]
  const byItself = flow.start.type === 'record'
  const begins: readonly ScenarioStep[] = byItself
    ? []
    : [{ as: personName(users, starter), startFlow: { flow: flow.key, record } }]
  return {
    key,
    label,
    startsAt: trial.turns[0]?.at ?? trial.now,
    given: [
      {
        ...(byItself || walked.typed ? { as: personName(users, starter) } : {}),
        create: { entity: flow.entity, values: givenValues(walked), save: 'record' },
      },
    ],
    steps: [...begins, ...acts.filter((one) => one !== undefined), ...expects],
  }
}
