import { type LocalizedText, text } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { AssignmentDocument, Directory } from '@mortise/schema'

type Rule = AssignmentDocument['rules'][number]

/** How one of several candidates is chosen. */
export type Strategy = Rule['strategy']

/** Who may get a record and how one of them is chosen. `rule` is the key of the cursor the runtime locks. */
export type AssignmentPlan = {
  readonly rule: string
  /** Active people in a fixed order, each once. */
  readonly candidates: readonly string[]
  readonly strategy: Strategy
  readonly weights: { readonly [user: string]: number }
  readonly capacity: number | null
  /** Who has the record now. */
  readonly current: string | null
  readonly explain: LocalizedText
}

function pool(rule: Rule, directory: Directory): readonly string[] {
  const { users = [], roles = [], departments = [] } = rule.pool
  const found = [
    ...users.map((id) => directory.user(id)),
    ...roles.flatMap((role) => directory.usersByRole(role)),
    ...departments.flatMap((id) => directory.usersByDepartment(id)),
  ]
  return [...new Set(found.filter((user) => user?.active === true).map((user) => user?.id ?? ''))]
}

function fallback(policy: AssignmentDocument, directory: Directory): readonly string[] {
  const { user, role } = policy.fallback ?? {}
  const named = user === undefined ? [] : [directory.user(user)]
  const found = [...named, ...(role === undefined ? [] : directory.usersByRole(role))]
  return found.filter((one) => one?.active === true).map((one) => one?.id ?? '')
}

/**
 * Finds the first rule of a policy whose condition holds and whose pool has somebody; else the fallback. Candidates are
 * empty when nobody is found at all: the record then stays where it is and the runtime reports it.
 */
export function planAssignment(
  policy: AssignmentDocument,
  given: {
    readonly evaluate: (expression: Expression) => Json
    readonly directory: Directory
    readonly current?: string | null | undefined
  },
): AssignmentPlan {
  const current = given.current ?? null
  for (const rule of policy.rules) {
    if (rule.when !== undefined && given.evaluate(rule.when) !== true) continue
    const candidates = pool(rule, given.directory)
    if (candidates.length === 0) continue
    return {
      rule: rule.key,
      candidates,
      strategy: rule.strategy,
      weights: rule.weights ?? {},
      capacity: rule.capacity ?? null,
      current,
      explain: text(
        `规则“${rule.key}”成立，候选 ${candidates.length} 人`,
        `rule "${rule.key}" holds, ${candidates.length} candidates`,
      ),
    }
  }
  const candidates = fallback(policy, given.directory)
  const explain = text(
    `没有规则成立或没有可用的人，交给后备 ${candidates.length} 人`,
    `no rule holds or nobody is available; ${candidates.length} fallback candidates`,
  )
  return {
    rule: '$fallback',
    candidates,
    strategy: 'roundRobin',
    weights: {},
    capacity: null,
    current,
    explain,
  }
}

/** Who was chosen, and where the next turn starts. Null: everybody is full. */
export type Slot = { readonly user: string | null; readonly nextCursor: number }

type Turn = {
  readonly plan: AssignmentPlan
  readonly cursor: number
  readonly loads: { readonly [user: string]: number }
  readonly free: ReadonlySet<string>
}

/** The first free one of a list at the cursor or after it. */
function roundOf(list: readonly string[], turn: Turn): Slot {
  for (let step = 0; step < list.length; step += 1) {
    const at = turn.cursor + step
    const user = list[at % list.length]
    if (user !== undefined && turn.free.has(user)) return { user, nextCursor: at + 1 }
  }
  return { user: null, nextCursor: turn.cursor }
}

/** Each candidate as often as its weight says, spread out: of 2:1 comes a b a, not a a b. */
function spread(plan: AssignmentPlan): readonly string[] {
  const weights = plan.candidates.map((user) => Math.max(0, Math.floor(plan.weights[user] ?? 1)))
  const most = Math.max(0, ...weights)
  return Array.from({ length: most }, (_, round) =>
    plan.candidates.filter((_user, index) => (weights[index] ?? 0) > round),
  ).flat()
}

const roundRobin = (turn: Turn): Slot => roundOf(turn.plan.candidates, turn)

function leastLoad(turn: Turn): Slot {
  const { candidates } = turn.plan
  const load = (user: string): number => turn.loads[user] ?? 0
  const least = Math.min(...candidates.filter((user) => turn.free.has(user)).map(load))
  const free = new Set(candidates.filter((user) => turn.free.has(user) && load(user) === least))
  return roundOf(candidates, { ...turn, free })
}

function sticky(turn: Turn): Slot {
  const { current, candidates } = turn.plan
  return current !== null && candidates.includes(current)
    ? { user: current, nextCursor: turn.cursor }
    : roundRobin(turn)
}

const strategies: { readonly [K in Strategy]: (turn: Turn) => Slot } = {
  roundRobin,
  // Territory and skill are the rule's condition and pool; within them everybody takes turns.
  territory: roundRobin,
  skill: roundRobin,
  weighted: (turn) => roundOf(spread(turn.plan), turn),
  leastLoad,
  sticky,
}

/**
 * Takes the next slot of a plan. Pure: the caller holds the cursor under a row lock, so that two records never share
 * a slot. `loads` counts open records by user; people at `capacity` are passed over.
 */
export function takeSlot(
  plan: AssignmentPlan,
  at: { readonly cursor: number; readonly loads?: { readonly [user: string]: number } },
): Slot {
  const loads = at.loads ?? {}
  const { capacity } = plan
  const free = new Set(plan.candidates.filter((user) => capacity === null || (loads[user] ?? 0) < capacity))
  return strategies[plan.strategy]({ plan, cursor: at.cursor, loads, free })
}
