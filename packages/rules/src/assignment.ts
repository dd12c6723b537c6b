import { type Localized, say, text } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import type { AssignmentDocument, Directory } from '@mortise/schema'
import { skillOf, territoryUsers } from './assignment-pool.ts'

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
  /** Who has the record now, or what it belongs to. */
  readonly current: string | null
  /** How well each can do what is asked; empty where nothing is. */
  readonly skill: { readonly [user: string]: number }
  readonly explain: Localized
}

/** What a plan is made with. Everything in it is data or a pure function of data. */
export type PlanGiven = {
  readonly evaluate: (expression: Expression) => Json
  readonly directory: Directory
  readonly current?: string | null | undefined
  /** Whether a calendar works now. */
  readonly isWorking?: (calendar: string) => boolean
  /** People who are on leave, or had the record and let it lie. */
  readonly away?: ReadonlySet<string>
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
  return [...new Set(found.filter((one) => one?.active === true).map((one) => one?.id ?? ''))]
}

function atWork(rule: Rule, user: string, given: PlanGiven): boolean {
  const { hours } = rule
  if (given.away?.has(user) === true) return false
  if (hours === undefined || given.isWorking === undefined) return true
  const own = hours.own !== undefined && Object.hasOwn(hours.own, user) ? hours.own[user] : undefined
  return given.isWorking(own ?? hours.calendar)
}

function currentOf(rule: Rule, given: PlanGiven): string | null {
  if (rule.sticky === undefined) return given.current ?? null
  const value = given.evaluate({ var: rule.sticky })
  return typeof value === 'string' ? value : null
}

function planOf(rule: Rule, given: PlanGiven): AssignmentPlan | undefined {
  if (rule.when !== undefined && given.evaluate(rule.when) !== true) return undefined
  const whole = pool(rule, given.directory)
  const inArea = territoryUsers(rule, given.evaluate)
  const skill = skillOf(rule, whole, given.evaluate)
  const fits = (user: string): boolean =>
    (inArea === undefined || inArea.has(user)) && (skill === undefined || Object.hasOwn(skill, user))
  const suited = whole.filter(fits)
  const candidates = suited.filter((user) => atWork(rule, user, given))
  if (candidates.length === 0) return undefined
  const name = (language: 'zh' | 'en'): string => say(rule.label, language) || rule.key
  const [left, resting] = [whole.length - suited.length, suited.length - candidates.length]
  return {
    rule: rule.key,
    candidates,
    strategy: rule.strategy,
    weights: rule.weights ?? {},
    capacity: rule.capacity ?? null,
    current: currentOf(rule, given),
    skill: skill ?? {},
    explain: text(
      `规则“${name('zh')}”成立，候选 ${candidates.length} 人${left > 0 ? `，${left} 人区域或技能不符` : ''}${resting > 0 ? `，${resting} 人不在岗` : ''}`,
      `rule "${name('en')}" holds, ${candidates.length} candidates${left > 0 ? `, ${left} of other areas or skills` : ''}${resting > 0 ? `, ${resting} not at work` : ''}`,
    ),
  }
}

/**
 * The rules of a policy that hold and have somebody, in order, then the fallback: where everybody of the first is full,
 * the next one gives the record away. Empty when nobody is found at all: the record then stays where it is.
 */
export function planAssignment(policy: AssignmentDocument, given: PlanGiven): readonly AssignmentPlan[] {
  const plans = policy.rules.flatMap((rule) => planOf(rule, given) ?? [])
  const candidates = fallback(policy, given.directory).filter((user) => given.away?.has(user) !== true)
  if (candidates.length === 0) return plans
  const explain = text(
    `没有规则成立，或没有可用的人，交给后备 ${candidates.length} 人`,
    `no rule holds or nobody is available; ${candidates.length} fallback candidates`,
  )
  const last: AssignmentPlan = {
    rule: '$fallback',
    candidates,
    strategy: 'roundRobin',
    weights: {},
    capacity: null,
    current: given.current ?? null,
    skill: {},
    explain,
  }
  return [...plans, last]
}

/** Who was chosen, why, and where the next turn starts. Null: everybody is full. */
export type Slot = { readonly user: string | null; readonly nextCursor: number; readonly why: Localized }

type Choice = Omit<Slot, 'why'>

type Turn = {
  readonly plan: AssignmentPlan
  readonly cursor: number
  readonly loads: { readonly [user: string]: number }
  readonly free: ReadonlySet<string>
}

/** The first free one of a list at the cursor or after it. */
function roundOf(list: readonly string[], turn: Turn): Choice {
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

const roundRobin = (turn: Turn): Choice => roundOf(turn.plan.candidates, turn)

/** Those of the free ones for whom a figure is best, in turn. */
function bestOf(turn: Turn, figure: (user: string) => number): Choice {
  const best = Math.max(...turn.plan.candidates.filter((user) => turn.free.has(user)).map(figure))
  const free = new Set(turn.plan.candidates.filter((user) => turn.free.has(user) && figure(user) === best))
  return roundOf(turn.plan.candidates, { ...turn, free })
}

function sticky(turn: Turn): Choice {
  const { current, candidates } = turn.plan
  return current !== null && candidates.includes(current)
    ? { user: current, nextCursor: turn.cursor }
    : roundRobin(turn)
}

const strategies: { readonly [K in Strategy]: (turn: Turn) => Choice } = {
  roundRobin,
  // The area has chosen already; within it everybody takes turns.
  territory: roundRobin,
  skill: (turn) => bestOf(turn, (user) => turn.plan.skill[user] ?? 0),
  weighted: (turn) => roundOf(spread(turn.plan), turn),
  leastLoad: (turn) => bestOf(turn, (user) => -(turn.loads[user] ?? 0)),
  sticky,
}

const words: { readonly [K in Strategy]: Localized } = {
  roundRobin: { zh: '轮到', en: 'it is the turn of' },
  territory: { zh: '负责该区域并轮到', en: 'of that area it is the turn of' },
  skill: { zh: '技能最合适的是', en: 'the most skilled is' },
  weighted: { zh: '按权重轮到', en: 'by weight it is the turn of' },
  leastLoad: { zh: '在手最少的是', en: 'the least loaded is' },
  sticky: { zh: '沿用原负责人，或轮到', en: 'it stays with, or it is the turn of' },
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
  const full = plan.candidates.length - free.size
  const choice =
    free.size === 0 ? { user: null, nextCursor: at.cursor } : chosen(plan, at.cursor, { loads, free })
  const word = choice.user === null ? text('没有空闲的人', 'nobody is free') : words[plan.strategy]
  return {
    ...choice,
    why: text(
      full > 0 ? `${word.zh}（${full} 人已满）` : word.zh,
      full > 0 ? `${word.en} (${full} are full)` : word.en,
    ),
  }
}

function chosen(plan: AssignmentPlan, cursor: number, more: Pick<Turn, 'loads' | 'free'>): Choice {
  return strategies[plan.strategy]({ plan, cursor, ...more })
}
