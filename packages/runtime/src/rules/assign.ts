import { say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { type AssignmentPlan, planAssignment, type Slot, takeSlot } from '@mortise/rules'
import type { AssignmentDocument, EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { readInput } from '../records/input.ts'
import { inputOf } from './action-context.ts'
import type { EffectContext } from './carry-out.ts'
import { withPeopleIds } from './named-people.ts'

/** What is assigned, and who is left out: those who had it and let it lie. */
export type AssignGiven = {
  readonly policy: string
  readonly entity: string
  readonly recordId: string
  readonly without?: readonly string[]
}

type Chosen = { readonly plan: AssignmentPlan; readonly slot: Slot & { readonly user: string } }

/**
 * Gives a record to somebody by a policy, and notes why. The pool's cursor is read under a row lock that lasts to the end
 * of the transaction, so two records never take the same turn, and loads are counted under it. False when nobody is free.
 */
export async function assignRecord(ctx: EffectContext, given: AssignGiven): Promise<boolean> {
  const { unit, actor } = ctx
  const known = unit.published.model.document('assignment', given.policy)
  const policy = known && withPeopleIds(known, unit.people)
  const entity = unit.published.model.entity(given.entity)
  const stored = await unit.door(actor).get(given.entity, given.recordId)
  if (policy === undefined || entity === undefined || stored === null) return false
  const field = policy.field ?? 'owner'
  const without = given.without ?? []
  const plans = await plansFor(unit, actor, { policy, entity, id: stored.id, values: stored.values, without })
  const chosen = await choose(unit, { policy, entity, field, plans })
  if (chosen === undefined) return false
  const { user } = chosen.slot
  await unit.commands.save(unit, actor, {
    request: {
      op: 'update',
      entity: given.entity,
      id: given.recordId,
      values: { [field]: user },
      ignoreDuplicates: true,
    },
    cause: ctx.cause,
  })
  await noteChoice(unit, { policy, entity, recordId: given.recordId, chosen })
  return true
}

/** Who may get a record by a policy, rule by rule, with what the rules ask about the record. */
export async function plansFor(
  unit: Unit,
  actor: Actor,
  of: {
    readonly policy: AssignmentDocument
    readonly entity: EntityModel
    readonly id: string
    readonly values: RecordValues
    readonly without: readonly string[]
  },
): Promise<readonly AssignmentPlan[]> {
  const { policy, entity, id, values, without } = of
  const asked = policy.rules.flatMap(({ sticky, territory }) =>
    [sticky, territory?.path].flatMap((path) => (path === undefined ? [] : [{ var: path }])),
  )
  const paths = pathsRead(
    [policy.rules.map(({ when, skills }) => [when ?? null, skills ?? null]), asked],
    entity.scope,
  )
  const { record } = await readInput(unit, { entity, id, values, isNew: false, paths })
  const input = inputOf(unit, actor, record)
  const current = values[policy.field ?? 'owner']
  return planAssignment(policy, {
    evaluate: (expression) => language.evaluate(expression, input, entity.scope),
    directory: unit.people.directory,
    current: typeof current === 'string' ? current : null,
    isWorking: (calendar) => unit.published.calendar(calendar).isWorking(unit.now),
    away: new Set(without),
  })
}

/** Takes the next turn of the first plan that has somebody free. */
export async function choose(
  unit: Unit,
  of: {
    readonly policy: AssignmentDocument
    readonly entity: EntityModel
    readonly field: string
    readonly plans: readonly AssignmentPlan[]
  },
): Promise<Chosen | undefined> {
  for (const plan of of.plans) {
    const pool = await unit.tx.side.poolCursor(of.policy.key, plan.rule)
    const loads =
      plan.capacity === null && plan.strategy !== 'leastLoad' ? {} : await loadsOf(unit, { ...of, plan })
    const slot = takeSlot(plan, { cursor: typeof pool.cursor === 'number' ? pool.cursor : 0, loads })
    if (slot.user === null) continue
    await pool.save(slot.nextCursor)
    return { plan, slot: { ...slot, user: slot.user } }
  }
  return undefined
}

/** How many open records each candidate has. */
export async function loadsOf(
  unit: Unit,
  of: {
    readonly policy: AssignmentDocument
    readonly entity: EntityModel
    readonly field: string
    readonly plan: AssignmentPlan
  },
): Promise<{ readonly [user: string]: number }> {
  const { policy, entity, field, plan } = of
  const theirs = { in: [{ var: field }, [...plan.candidates]] }
  const { rows } = await unit.door(automation(unit, 'read')).aggregate({
    entity: entity.key,
    filter: policy.load === undefined ? theirs : { and: [theirs, policy.load] },
    dimensions: [{ key: 'user', expr: { var: field } }],
    measures: [{ key: 'count', agg: 'count' }],
  })
  return Object.fromEntries(rows.map((row) => [String(row['user']), Number(row['count'])]))
}

/** Keys of the policies that fill a field. */
export function policiesOf(unit: Unit, entity: string, field: string): readonly string[] {
  return unit.published.model
    .documents('assignment')
    .filter((one) => one.entity === entity && (one.field ?? 'owner') === field)
    .map(({ key }) => key)
}

async function noteChoice(
  unit: Unit,
  of: {
    readonly policy: AssignmentDocument
    readonly entity: EntityModel
    readonly recordId: string
    readonly chosen: Chosen
  },
): Promise<void> {
  const { policy, entity, recordId } = of
  const { plan, slot } = of.chosen
  const name = unit.people.directory.user(slot.user)?.name ?? ''
  const { accept } = policy
  const acceptBy =
    accept === undefined ? null : unit.published.addTime(unit.now, accept.within, accept.calendar)
  const id = unit.newId()
  const why = (lang: 'zh' | 'en'): string =>
    `${say(policy.label, lang)}: ${say(plan.explain, lang)}; ${say(slot.why, lang)} ${name}`
  const row = {
    id,
    policy: policy.key,
    rule: plan.rule,
    entity: entity.key,
    recordId,
    userId: slot.user,
    strategy: plan.strategy,
    why: { zh: why('zh').replace(': ', '：').replace('; ', '；'), en: why('en') },
    state: acceptBy === null ? 'given' : 'open',
    acceptBy,
    at: unit.now,
  } as const
  await unit.tx.assignments.add(row, policiesOf(unit, entity.key, policy.field ?? 'owner'))
  if (acceptBy !== null)
    await unit.tx.jobs.add([
      { kind: 'assignment_due', key: `assignment_due:${id}`, runAt: acceptBy, payload: { id } },
    ])
}
