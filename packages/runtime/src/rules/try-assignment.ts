import type { Localized } from '@mortise/errors'
import { language } from '@mortise/expressions'
import type { AssignmentPlan } from '@mortise/rules'
import type { AssignmentDocument, EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import { readInput } from '../records/input.ts'
import { inputOf } from './action-context.ts'
import { choose, loadsOf, plansFor } from './assign.ts'
import { withoutTrace } from './without-trace.ts'

/** Who would get a record by a policy, and what each of its rules says to it. */
export type AssignmentTrial = {
  readonly user: { readonly id: string; readonly name: string } | null
  /** Key of the rule that decides; `$fallback` for those behind all rules. */
  readonly rule: string | null
  readonly why: Localized | null
  readonly rules: readonly {
    readonly key: string
    readonly holds: boolean
    readonly explain: Localized | null
    readonly candidates: readonly {
      readonly id: string
      readonly name: string
      /** Open records; null where the rule does not ask. */
      readonly load: number | null
      readonly full: boolean
    }[]
  }[]
}

/** Asks a policy, published or not, who would get a record that the designer may read. No turn is taken. */
export function tryAssignment(
  workspace: Workspace,
  actor: Actor,
  given: { readonly assignment: AssignmentDocument; readonly id: string },
): Promise<AssignmentTrial> {
  return workspace.unit((unit) => withoutTrace(unit, () => asked(unit, actor, given)))
}

async function asked(
  unit: Unit,
  actor: Actor,
  { assignment: policy, id }: { readonly assignment: AssignmentDocument; readonly id: string },
): Promise<AssignmentTrial> {
  const entity = entityFor(unit, actor, policy.entity)
  const stored = await unit.door(actor).get(entity.key, id, { rows: 'all' })
  if (stored === null) throw errors.RECORD_NOT_FOUND()
  const of = { policy, entity, id, values: stored.values, without: [] }
  const plans = await plansFor(unit, actor, of)
  const chosen = await choose(unit, { policy, entity, field: policy.field ?? 'owner', plans })
  const holding = await rulesThatHold(unit, actor, of)
  const nameOf = (user: string): string => unit.people.directory.user(user)?.name ?? ''
  const rules: AssignmentTrial['rules'][number][] = []
  for (const { key } of policy.rules) {
    const plan = plans.find(({ rule }) => rule === key)
    const holds = holding.has(key)
    rules.push(
      plan === undefined
        ? { key, holds, explain: null, candidates: [] }
        : {
            key,
            holds,
            explain: plan.explain,
            candidates: await candidatesOf(unit, { policy, entity, plan }),
          },
    )
  }
  const last = plans.find(({ rule }) => rule === '$fallback')
  if (last !== undefined) {
    const candidates = await candidatesOf(unit, { policy, entity, plan: last })
    rules.push({ key: '$fallback', holds: true, explain: last.explain, candidates })
  }
  const user = chosen?.slot.user
  return {
    user: user === undefined ? null : { id: user, name: nameOf(user) },
    rule: chosen?.plan.rule ?? null,
    why: chosen?.slot.why ?? null,
    rules,
  }
}

async function rulesThatHold(
  unit: Unit,
  actor: Actor,
  of: {
    readonly policy: AssignmentDocument
    readonly entity: EntityModel
    readonly id: string
    readonly values: RecordValues
  },
): Promise<ReadonlySet<string>> {
  const { policy, entity, id, values } = of
  const paths = pathsRead(
    policy.rules.map(({ when }) => when ?? null),
    entity.scope,
  )
  const { record } = await readInput(unit, { entity, id, values, isNew: false, paths })
  const input = inputOf(unit, actor, record)
  const holds = policy.rules.filter(
    ({ when }) => when === undefined || language.evaluate(when, input, entity.scope) === true,
  )
  return new Set(holds.map(({ key }) => key))
}

async function candidatesOf(
  unit: Unit,
  of: {
    readonly policy: AssignmentDocument
    readonly entity: EntityModel
    readonly plan: AssignmentPlan
  },
): Promise<AssignmentTrial['rules'][number]['candidates']> {
  const { policy, plan } = of
  const counts = plan.capacity !== null || plan.strategy === 'leastLoad'
  const loads = counts ? await loadsOf(unit, { ...of, field: policy.field ?? 'owner' }) : {}
  return plan.candidates.map((id) => {
    const load = counts ? (loads[id] ?? 0) : null
    return {
      id,
      name: unit.people.directory.user(id)?.name ?? '',
      load,
      full: load !== null && plan.capacity !== null && load >= plan.capacity,
    }
  })
}
